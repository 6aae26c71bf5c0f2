/** Bulk starts from a CSV: a result per row, stoppable, and the same after a crash. */
import { afterEach, describe, expect, it } from 'vitest';
import { runBulk } from '../../src/api/bulk.ts';
import { readCsv, readRow } from '../../src/api/csv.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { idNumber } from '../builders.ts';
import type { Told } from './world/told.ts';
import { world } from './world/index.ts';

const place = world({ limits: { csvRowsMax: 50 } });
const clerk = () => place.as('lin-guiyuan');
const HEADER = [
  'applicant.name',
  'applicant.document.type',
  'applicant.document.number',
  'applicant.phone',
  'fullCapacity',
  'retirementBase',
  'contribution.monthlyAmount',
  'contribution.cycle',
  'contribution.debitDay',
  'consents.0.kind',
  'consents.0.version',
  'consents.0.givenAt',
];
const row = (name: string, number = idNumber(), amount = '800.00') =>
  [
    name,
    'resident-id',
    number,
    '13900001111',
    '是',
    '60',
    amount,
    'month',
    '10',
    'personal-data',
    '2026-1',
    '2026-11-23T09:00:00+08:00',
  ].join(',');
const csvOf = (...rows: string[]) => `${[HEADER.join(','), ...rows].join('\n')}\n`;
const start = (raw: string | Uint8Array, query = 'kind=account-opening') =>
  clerk().post(`/operations?${query}`, { raw, headers: { 'content-type': 'text/csv' } });

let stopRun: (() => Promise<void>) | undefined;
function work(perSecond = 1_000) {
  const abort = new AbortController();
  const { deps } = place;
  const { secrets, engine, repairEngine, log, metrics, now } = deps;
  const done = runBulk(
    { pool: deps.pool, secrets, engine, repairEngine, log, metrics, perSecond, now },
    abort.signal,
  );
  stopRun = async () => {
    abort.abort();
    await done;
  };
}
afterEach(async () => {
  await stopRun?.();
  stopRun = undefined;
});

async function finished(id: string): Promise<Told> {
  await expect
    .poll(async () => (await clerk().get(`/operations/${id}`)).at('state'), { timeout: 20_000 })
    .toBe('done');
  return clerk().get(`/operations/${id}`);
}

describe('a bulk start', () => {
  it('is accepted at once and then done row by row, good rows beside bad ones', async () => {
    const told = await start(csvOf(row('甲'), row('乙', idNumber(), '八百'), row('丙')));
    expect(told.status, told.text).toBe(202);
    expect(told.headers.get('location')).toBe(`/api/v1/operations/${told.string('id')}`);
    expect(told.body).toMatchObject({ state: 'waiting', total: 3, counts: { waiting: 3 } });
    work();
    const done = await finished(told.string('id'));
    expect(done.body).toMatchObject({
      counts: { waiting: 0, done: 2, failed: 1, skipped: 0 },
      summary: '共3行：2行已发起，1行未能发起。',
    });
    const rows = (await clerk().get(`/operations/${told.string('id')}/rows`)).list('items');
    expect(rows.map(({ n, state }) => [n, state])).toEqual([
      [1, 'done'],
      [2, 'failed'],
      [3, 'done'],
    ]);
    expect(rows[1]?.['problem']).toMatchObject({
      code: 'input-invalid',
      errors: [{ pointer: '#/contribution/monthlyAmount' }],
    });
    expect(rows[0]?.['caseNumber']).toMatch(/^K/);
    const cases = await clerk().get(`/cases?operation=${told.string('id')}`);
    expect(cases.list('items')).toHaveLength(2);
  });

  it('keeps the file, and no row in clear once it is done', async () => {
    const told = await start(csvOf(row('丁')));
    work();
    await finished(told.string('id'));
    const { rows } = await place.owner.query<{ content: string }>(
      'select content from operation_row where operation = $1',
      [told.string('id')],
    );
    expect(rows).toEqual([{ content: '' }]);
    const file = await clerk().get(`/files/${told.string('file')}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.text).toContain('applicant.name');
  });

  it('is the same operation under the same key', async () => {
    const raw = csvOf(row('戊'));
    const send = () =>
      clerk().post('/operations?kind=account-opening', {
        raw,
        key: 'bulk-key-0001',
        headers: { 'content-type': 'text/csv' },
      });
    const [first, second] = [await send(), await send()];
    expect(second.at('id')).toBe(first.at('id'));
  });

  it('stops on request: what is done stays, what waits is passed over', async () => {
    const told = await start(csvOf(...Array.from({ length: 20 }, (_, n) => row(`己${n}`))));
    const id = told.string('id');
    work(10);
    await expect
      .poll(async () => (await clerk().get(`/operations/${id}`)).number('counts.done'))
      .toBeGreaterThan(0);
    const stopped = await clerk().post(`/operations/${id}:stop`);
    expect(stopped.at('state')).toBe('stopped');
    await stopRun?.();
    const after = await clerk().get(`/operations/${id}`);
    expect(after.number('counts.skipped')).toBeGreaterThan(0);
    expect(after.number('counts.done') + after.number('counts.skipped')).toBe(20);
    expect((await clerk().post(`/operations/${id}:stop`)).body).toMatchObject({
      code: 'action-not-permitted',
    });
  });

  it('goes on after a crash without doing a row twice', async () => {
    const told = await start(csvOf(row('庚'), row('辛')));
    const id = told.string('id');
    place.engine.trouble = 'silent-after-work';
    work();
    await expect.poll(() => place.engine.done.length, { timeout: 5_000 }).toBeGreaterThan(0);
    await stopRun?.();
    place.engine.trouble = 'none';
    work();
    await finished(id);
    const { rows } = await place.owner.query<{ n: number }>(
      'select count(*)::int as n from "case" where operation = $1',
      [id],
    );
    expect(rows[0]?.n).toBe(2);
  });

  it('fails the rest when the starter’s right is taken away', async () => {
    const told = await start(csvOf(row('壬')));
    await place.owner.query(`update staff_scope set role = 'auditor' where staff = 'lin-guiyuan'`);
    work();
    await expect
      .poll(async () => {
        const { rows } = await place.owner.query<{ state: string }>(
          'select state from operation where id = $1',
          [told.string('id')],
        );
        return rows[0]?.state;
      })
      .toBe('done');
    await place.owner.query(`update staff_scope set role = 'clerk' where staff = 'lin-guiyuan'`);
    const rows = (await clerk().get(`/operations/${told.string('id')}/rows`)).list('items');
    expect(rows[0]?.['problem']).toMatchObject({ code: 'not-authorized' });
  });

  it('is refused whole when it is no table, too long, or for a branch of others', async () => {
    for (const raw of ['', 'applicant.name\n', 'a b,c\n1,2\n', 'x.y,x.y\n1,2\n', '"open\n']) {
      const told = await start(raw);
      expect([400, 422], JSON.stringify(raw)).toContain(told.status);
    }
    const long = csvOf(...Array.from({ length: 51 }, () => row('癸', '1')));
    expect((await start(long)).status).toBe(413);
    const other = await start(csvOf(row('子')), 'kind=account-opening&branch=sy-bank');
    expect(other.body).toMatchObject({ errors: [{ pointer: 'query/branch' }] });
  });
});

const NUMBER = idNumber();

describe('a CSV', () => {
  const form = CASE_FORMS['account-opening']!.application;

  it('may be UTF-8 with or without a mark, or GB 18030', () => {
    const text = 'applicant.name\n𬭚䶮\n';
    expect(readCsv(Buffer.from(`\ufeff${text}`), 10)).toEqual([{ 'applicant.name': '𬭚䶮' }]);
    const gb = Buffer.from([...Buffer.from('applicant.name\n'), 0xd5, 0xc5, 0x0a]);
    expect(readCsv(gb, 10)).toEqual([{ 'applicant.name': '张' }]);
  });

  it('takes a cell as text first, then as the number or truth value it spells', () => {
    const cells = {
      'applicant.name': '张三',
      'applicant.document.type': 'resident-id',
      'applicant.document.number': NUMBER,
      'applicant.document.validUntil': '长期',
      'contribution.monthlyAmount': '800.00',
      'contribution.cycle': 'month',
      'contribution.debitDay': '10',
      fullCapacity: 'true',
    };
    expect(readRow(form, cells)).toMatchObject({
      application: {
        applicant: { document: { number: NUMBER, validUntil: null } },
        contribution: { debitDay: 10 },
        fullCapacity: true,
      },
    });
  });

  it('names the field of a cell that fits nothing', () => {
    const reading = readRow(form, { 'applicant.name': '张三', unknown: '1' });
    expect('errors' in reading && reading.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['#/applicant/document', '#/unknown']),
    );
  });

  it('cannot reach beyond the form', () => {
    for (const column of ['__proto__.x', 'constructor.prototype.y']) {
      try {
        const [cells] = readCsv(Buffer.from(`${column}\n1\n`), 10);
        readRow(form, cells ?? {});
      } catch {
        // Refused: as good.
      }
    }
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  });
});
