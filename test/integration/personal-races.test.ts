/** （七）（十一）: changes and payments of one person at one instant: one order or the other, and nobody is paid unseen. */
import { describe, expect, it, vi } from 'vitest';
import { today } from '../builders.ts';
import { office, REVIEWER } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const own = personal(place);
const money = withdrawals(place);
const { leaver, asked, history, holder } = own;
const APPROVE = { approve: true, reason: '已向本人核实' };
const POLL = { timeout: 20_000, interval: 20 };
const ROUNDS = 15;
const LONG_MS = 240_000;

const stageOf = async (caseId: string) => (await place.row(caseId)).stage;
const phone = (n: number) => `139${String(20_000_000 + n)}`;

async function settles(caseId: string, stages: readonly string[]): Promise<string> {
  await vi.waitFor(async () => {
    expect(stages).toContain(await stageOf(caseId));
  }, POLL);
  return stageOf(caseId);
}

/** What came between the look and the lock is looked at again a minute later. */
async function lookedAgain(caseId: string): Promise<void> {
  await vi.waitFor(async () => {
    const [wait] = await place.waits(caseId);
    expect((await stageOf(caseId)) === 'in review' || (wait?.until ?? null) !== null).toBe(true);
  }, POLL);
  if ((await stageOf(caseId)) === 'deciding') await place.pass(caseId, 'withdrawal-decision');
  await place.until(caseId, 'in review');
}

async function drawer() {
  const found = await money.drawer();
  return { ...found, applicant: { name: '张三', type: 'resident-id', number: '' } };
}

describe('two changes of one person at one instant', () => {
  it(
    'of the name: one is looked at, the other is refused for it',
    async () => {
      for (let n = 0; n < ROUNDS; n += 1) {
        const who = await leaver();
        const cases = await Promise.all(['李一', '李二'].map((name) => asked(who, { name })));
        const stages = await Promise.all(cases.map((id) => settles(id, ['in review', 'refused'])));
        expect([...stages].sort()).toEqual(['in review', 'refused']);
        const refused = cases[stages.indexOf('refused')]!;
        expect((await place.row(refused)).detail).toMatchObject({
          reasons: [{ code: 'personal-change-in-flight' }],
        });
      }
    },
    LONG_MS,
  );

  it(
    'of the phone: each that was made is in the history once, and the last one counts',
    async () => {
      for (let n = 0; n < ROUNDS; n += 1) {
        const who = await leaver();
        const phones = [phone(2 * n), phone(2 * n + 1)];
        const cases = await Promise.all(phones.map((one) => asked(who, { phone: one })));
        const stages = await Promise.all(cases.map((id) => settles(id, ['changed', 'refused'])));
        const made = stages.filter((stage) => stage === 'changed').length;
        expect(made).toBeGreaterThan(0);
        expect(await history(who)).toHaveLength(made);
        const rows = await place.ask<{ case_id: string }>(
          'select case_id from personal_change where person = $1 order by recorded_at desc',
          who.person,
        );
        const last = cases.indexOf(rows[0]!.case_id);
        expect((await holder(who)).phone).toBe(phones[last]);
      }
    },
    LONG_MS,
  );
});

/** Writers of a table wait until it is let go; readers do not. */
async function held<T>(table: string, during: () => Promise<T>): Promise<T> {
  const client = await place.db.owner.connect();
  try {
    await client.query(`begin; lock table ${table} in exclusive mode`);
    const result = await during();
    await client.query('rollback');
    return result;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const locked = async (condition: string) => {
  const { rows } = await place.db.owner.query(
    `select 1 from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and ${condition}`,
  );
  return rows.length > 0;
};
/** A writer waits for a table, or somebody for the row of a person: its lock is held by who waits next. */
const waitsFor = (table: string) =>
  locked(`l.locktype = 'relation' and not l.granted and l.relation = '${table}'::regclass`);
const waitsForPerson = () => locked(`l.locktype = 'tuple' and l.relation = 'person'::regclass`);
const until = (met: () => Promise<boolean>) =>
  vi.waitFor(async () => {
    expect(await met()).toBe(true);
  }, POLL);

describe('a change at the instant a withdrawal looks at the person', () => {
  it('that is being written is waited for, and looked at before anything is paid', async () => {
    const who = await drawer();
    const { change, draw } = await held('personal_change', async () => {
      const changing = asked(who, { phone: phone(100) });
      await until(() => waitsFor('personal_change'));
      const id = await money.asked(who);
      await until(async () => (await waitsForPerson()) || (await stageOf(id)) === 'paying');
      return { change: changing, draw: id };
    });
    await settles(await change, ['changed']);
    await lookedAgain(draw);
    expect((await place.row(draw)).detail).toMatchObject({
      changes: [expect.stringContaining(`${today()} phone`) as string],
    });
    expect(await money.payouts(draw)).toEqual([]);
    await place.act(draw, 'review', APPROVE, REVIEWER);
    await place.until(draw, 'paying');
  });

  it('that comes while the money is being reserved is written after it', async () => {
    const who = await drawer();
    const { change, draw } = await held('payout', async () => {
      const id = await money.asked(who);
      await until(() => waitsFor('payout'));
      const changing = asked(who, { phone: phone(101) });
      await until(async () => (await waitsForPerson()) || (await history(who)).length > 0);
      expect(await history(who)).toEqual([]);
      return { change: changing, draw: id };
    });
    await place.until(draw, 'paying');
    await settles(await change, ['changed']);
    expect(await history(who)).toHaveLength(1);
  });

  it(
    'in many rounds: it is looked at before the money goes, or told when it had gone',
    async () => {
      for (let n = 0; n < ROUNDS; n += 1) {
        const who = await drawer();
        const [change, draw] = await Promise.all([
          asked(who, { phone: phone(200 + n) }),
          money.asked(who),
        ]);
        await settles(change, ['changed']);
        if ((await settles(draw, ['paying', 'in review', 'deciding'])) === 'deciding') {
          await lookedAgain(draw);
        }
        if ((await stageOf(draw)) === 'in review') {
          expect(await money.payouts(draw)).toEqual([]);
          continue;
        }
        await own.relay();
        await own.news(draw);
        expect(await place.events(draw)).toContain('personal-change-heard');
      }
    },
    LONG_MS,
  );
});
