/** （七）: leaving over HTTP before it is sent: when what is paid, why not, and what is wrong with it. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { takeover } from '../ledger/entries.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NAME = '张三';
const NUMBER = '21010002980000000003';
let account = '';
let person = '';

beforeAll(async () => {
  const { id: caseId, told } = await startCase(clerk(), { number: idNumber(), name: NAME });
  person = told.string('person.id');
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, '210100', $2, 'normal', 'flexible', '2026-07-01', $3) returning id`,
    [NUMBER, person, caseId],
  );
  account = rows[0]!.id;
  // The opening case of this world is open; what is asked here is not about that.
  await place.owner.query('update claim set released_at = now() where case_id = $1', [caseId]);
  await place.owner.query(`update "case" set closed_at = now(), outcome = 'opened' where id = $1`, [
    caseId,
  ]);
  await inTransaction(place.app, (tx) =>
    recordJournals(tx, '210100', [takeover(NUMBER, '5000.00')]),
  );
});

const bankCard = { number: '6222020500000012345', holder: NAME, bank: '建设银行' };
const precheck = (more: object = {}, as = clerk()) =>
  as.post('/cases:precheck', {
    body: { type: 'exit', application: { account, bankCard, ...more } },
    key: null,
  });
const codes = (refusals: unknown) => (refusals as { code: string }[]).map(({ code }) => code);

describe('before leaving is sent', () => {
  it('says what there is with its interest, and that nothing waits', async () => {
    const told = await precheck();
    expect(told.body).toMatchObject({
      ...{ ready: true, refusals: [], missing: [] },
      exit: {
        balances: [{ source: 'flexible', amount: '5000.00' }],
        reading: { code: 'employee-portion' },
        ...{ otherwise: null, gate: null, regretDays: 0 },
      },
    });
    expect(told.at('exit.reading.lines')).toEqual([
      ...['灵活就业缴存部分本息：签字后即付。', '销户：付清后即销户。'],
    ]);
  });

  it('says the days of both readings where the unit’s portion waits', async () => {
    await place.owner.query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       values ($1, 'unit', 1, '2026-10-01', 'taken-over', 'test')`,
      [NUMBER],
    );
    const told = await precheck();
    expect(told.at('exit')).toMatchObject({
      ...{ closesOn: '2027-04-02', reading: { code: 'employee-portion' } },
      otherwise: { code: 'whole-account' },
    });
    expect(told.string('exit.gate')).toContain('2026年10月1日封存');
  });

  it('refuses by name, with the clause; a channel is not told which case stands in the way', async () => {
    await place.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values (gen_random_uuid(), $1, 'court', '（2026）辽01执1号', current_date, 'test')`,
      [NUMBER],
    );
    const told = await precheck();
    expect(told.at('ready')).toBe(false);
    expect(codes(told.at('refusals'))).toEqual(['exit-hold']);
    expect(told.at('refusals.0.clauses')).toMatchObject([{ id: 'liaoning-7' }]);
    expect(told.at('exit.reading')).toBeNull();
    await place.owner.query(
      `update hold set released_on = current_date, release_document = '（2026）辽01执1号之一',
              released_by = 'test' where account = $1`,
      [NUMBER],
    );
  });
});

describe('bad input', () => {
  it.each([
    [{ account: randomUUID() }, '#/application/account'],
    [{ account: 'x' }, '#/application/account'],
    [{ bankCard: { ...bankCard, holder: '李四' } }, '#/application/bankCard/holder'],
    [{ bankCard: { ...bankCard, number: '12' } }, '#/application/bankCard/number'],
    [
      { evidence: [{ kind: 'employer-proof', file: randomUUID() }] },
      '#/application/evidence/0/kind',
    ],
  ])('%j is told at its field', async (more, pointer) => {
    const told = await precheck(more);
    expect(told.status).toBe(422);
    const errors = told.at('errors') as { pointer: string }[];
    expect(errors.map((one) => one.pointer)).toContain(pointer);
    expect(JSON.stringify(told.body)).not.toContain(bankCard.number);
  });

  it('an account of another center, or one that a channel did not bring, is not there', async () => {
    for (const as of [place.as('dl-guiyuan'), place.as('channel-bank')]) {
      const told = await precheck({}, as);
      expect(told.status).toBe(422);
      expect(JSON.stringify(told.at('errors'))).toContain('没有找到该账户');
    }
  });
});
