// Bulk operations: row by row, stoppable, and nothing of a row left when it is done.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  countTrip,
  finishRow,
  openOperations,
  openRow,
  startOperation,
  stopOperation,
  waitingRows,
  type OpenOperation,
} from '../../src/db/operations.ts';
import { acting, bench, CENTER } from './fixtures.ts';

const suite = bench();
const clerk = acting('lin', 'clerk');

async function start(rows: readonly unknown[], branch = 'sy-hall') {
  const id = randomUUID();
  await startOperation(suite.api, suite.secrets, {
    id,
    center: CENTER,
    kind: 'account-opening',
    file: null,
    detail: { branch },
    rows,
    by: clerk,
  });
  const open = await openOperations(suite.api, suite.secrets);
  return open.find((operation) => operation.id === id)!;
}

const finish = ({ id }: OpenOperation, n: number, problem: object | null = null) =>
  finishRow(suite.api, {
    operation: id,
    n,
    caseId: problem === null ? randomUUID() : null,
    problem,
    by: clerk,
  });

async function state(id: string) {
  const { rows } = await suite.api.query<{ state: string; total: number }>(
    'select state, total from operation where id = $1',
    [id],
  );
  return rows[0];
}

describe('a bulk operation', () => {
  it('gives its rows in order, keeps what became of them, and ends with the last', async () => {
    const operation = await start([{ name: '甲' }, { name: '乙' }, { name: '丙' }]);
    expect(operation).toMatchObject({ startedBy: 'lin', detail: { branch: 'sy-hall' } });
    const waiting = await waitingRows(suite.api, operation, 2);
    expect(waiting.map((row) => [row.n, openRow(operation.key(), operation.id, row)])).toEqual([
      [1, { name: '甲' }],
      [2, { name: '乙' }],
    ]);
    expect(await finish(operation, 1)).toBe(2);
    expect(await finish(operation, 2, { code: 'input-invalid' })).toBe(1);
    expect(await finish(operation, 2)).toBe(1);
    expect(await finish(operation, 3)).toBe(0);
    expect(await state(operation.id)).toEqual({ state: 'done', total: 3 });
    const { rows } = await suite.app.query(
      'select n, state, content from operation_row where operation = $1 order by n',
      [operation.id],
    );
    expect(rows).toEqual([
      { n: 1, state: 'done', content: '' },
      { n: 2, state: 'failed', content: '' },
      { n: 3, state: 'done', content: '' },
    ]);
    const { rows: events } = await suite.app.query(
      `select kind, public - 'operation' as public from event where public ->> 'operation' = $1
        order by id`,
      [operation.id],
    );
    expect(events).toEqual([
      { kind: 'operation-started', public: { kind: 'account-opening', rows: 3, file: null } },
      { kind: 'operation-done', public: { done: 2, failed: 1 } },
    ]);
  });

  it('counts how often a row tripped, gives it last, and counts nothing once it is dealt with', async () => {
    const operation = await start([1, 2]);
    const { id } = operation;
    expect(await countTrip(suite.api, { operation: id, n: 1 })).toBe(1);
    expect(await countTrip(suite.api, { operation: id, n: 1 })).toBe(2);
    expect((await waitingRows(suite.api, operation, 5)).map(({ n }) => n)).toEqual([2, 1]);
    await finish(operation, 1);
    expect(await countTrip(suite.api, { operation: id, n: 1 })).toBe(0);
    await finish(operation, 2);
  });

  it('stopped keeps what is done and passes over the rest', async () => {
    const operation = await start([1, 2, 3]);
    await waitingRows(suite.api, operation, 1);
    await finish(operation, 1);
    const { id } = operation;
    await expect(
      stopOperation(suite.api, { id, by: acting('wang', 'clerk') }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await stopOperation(suite.api, { id, by: acting('sun', 'supervisor') })).toBe(2);
    await expect(stopOperation(suite.api, { id, by: clerk })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    expect(await waitingRows(suite.api, operation, 5)).toEqual([]);
    expect(await state(id)).toEqual({ state: 'stopped', total: 3 });
    expect(await openOperations(suite.api, suite.secrets)).toEqual([]);
  });

  it('is refused without a row, for another branch, and with a file that is not one’s own', async () => {
    await expect(start([])).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(start([1], 'sy-bank')).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(
      startOperation(suite.api, suite.secrets, {
        id: randomUUID(),
        center: CENTER,
        kind: 'account-opening',
        file: randomUUID(),
        detail: {},
        rows: [1],
        by: clerk,
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
