/** Money to be recovered from persons: raised once, due by the center's figure, paid by what is said to. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bench, CENTER, newCase } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { shippedFigures } from '../runs/fixtures.ts';
import {
  arrived,
  assign,
  itemRow,
  openedAccount,
  owedBy,
  payBack,
  takeBack,
  wrongOf,
  type Owed,
} from './corrections.ts';
import { contribution, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();
beforeAll(() => shippedFigures(suite));

/** 800.00 came in wrongly and 800.00 went out. */
async function owing(account: string): Promise<Owed> {
  const [one] = await record(suite, [contribution(account, '800.00')]);
  await record(suite, [reserve(account, '800.00')]);
  await takeBack(suite, one!.journal);
  return (await owedBy(suite, account))[0]!;
}

async function taskOf({ task }: Owed) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select kind, role, due_on, working_days, case_id, closed_at is not null as closed
       from task where id = $1`,
    [task],
  );
  return rows[0];
}

describe('what is to be recovered', () => {
  it('has a task, due after the working days that the center allows', async () => {
    const { account, caseId } = await openedAccount(suite);
    const owed = await owing(account);
    // Ten working days after Monday, 23 November 2026.
    expect(owed.due_on).toBe('2026-12-07');
    expect(await taskOf(owed)).toEqual({
      ...{ kind: 'recover', role: 'supervisor', due_on: '2026-12-07', working_days: 10 },
      ...{ case_id: caseId, closed: false },
    });
  });

  it('is paid in parts, and its task is done when nothing is left', async () => {
    const { account } = await openedAccount(suite);
    const owed = await owing(account);
    await payBack(suite, owed, (await arrived(suite, '300.00')).item);
    const [half] = await owedBy(suite, account);
    expect(half).toMatchObject({ recovered: '300.00', state: 'open' });
    expect(await taskOf(half!)).toMatchObject({ closed: false });
    await payBack(suite, half!, (await arrived(suite, '500.00')).item);
    const [whole] = await owedBy(suite, account);
    expect(whole).toMatchObject({ recovered: '800.00', state: 'recovered' });
    expect(await taskOf(whole!)).toMatchObject({ closed: true });
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
    expect(await wrongOf(suite, 'suspense')).toEqual([]);
  });

  it('takes no more than is left, and the money stays in suspense', async () => {
    const account = await newAccount(suite);
    const owed = await owing(account);
    const { item } = await arrived(suite, '800.01');
    await expect(payBack(suite, owed, item)).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: expect.stringContaining('多于尚未追回的800.00元') as string,
      // What can be done, not that something else is to be looked at.
      members: { remedy: expect.stringMatching(/不多于800\.00元的暂收款.*退回/) as string },
    });
    expect(await itemRow(suite, item)).toMatchObject({ state: 'open' });
  });

  it('takes money once, whoever says so at one moment', async () => {
    const account = await newAccount(suite);
    const owed = await owing(account);
    const { item } = await arrived(suite, '200.00');
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => payBack(suite, owed, item)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await owedBy(suite, account)).toMatchObject([{ recovered: '200.00' }]);
  });

  it('is not paid by a later contribution: that is the person’s own', async () => {
    const account = await newAccount(suite);
    await owing(account);
    const { item } = await arrived(suite, '800.00');
    await assign(suite, item, account);
    expect((await balanceOf(suite, account)).amount).toBe('800.00');
    expect(await owedBy(suite, account)).toMatchObject([{ recovered: '0.00', state: 'open' }]);
  });

  it('falls away when the journal that raised it is taken back', async () => {
    const { account } = await openedAccount(suite);
    const owed = await owing(account);
    await record(suite, [contribution(account, '800.00')]);
    await takeBack(suite, owed.journal);
    const [gone] = await owedBy(suite, account);
    expect(gone).toMatchObject({ state: 'void' });
    expect(await taskOf(gone!)).toMatchObject({ closed: true });
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });

  it('that differs from the book is found by the proof', async () => {
    const account = await newAccount(suite);
    const owed = await owing(account);
    const set = (amount: string) =>
      tamper(suite, `update receivable set amount = ${amount} where id = '${owed.id}'`);
    await set('799.99');
    expect(await wrongOf(suite, 'receivables')).toEqual([owed.journal]);
    await set('800.00');
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });

  it('is a supervisor’s to do also where no case opened the account', async () => {
    const { person, id: about } = await newCase(suite);
    const { rows } = await suite.owner.query<{ number: string }>(
      `insert into account (number, center, person, state, source, opened_on)
       select lpad(nextval('account_number')::text, 20, '0'), $1, $2, 'normal', 'flexible',
              '2020-07-01'
       returning number`,
      [CENTER, person.id],
    );
    // On the holder's last case; of an account that never had one the board and its page tell.
    const owed = await owing(rows[0]!.number);
    expect(await taskOf(owed)).toMatchObject({ case_id: about, role: 'supervisor', closed: false });
    expect((await owing(await newAccount(suite))).task).toBeNull();
  });

  it('is said to be due at once where the center allows no days', async () => {
    await suite.owner.query(
      `delete from figure where name = 'recovery-days' and center in ($1, '*')`,
      [CENTER],
    );
    expect((await owing(await newAccount(suite))).due_on).toBe('2026-11-23');
    await shippedFigures(suite);
  });
});
