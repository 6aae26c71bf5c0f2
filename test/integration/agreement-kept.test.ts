/** （三）: while a unit has listed the holder no debit starts again, whatever else comes to nothing; nor the other way. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { plansCome } from '../../src/ledger/plans-come.ts';
import { today } from '../builders.ts';
import { told } from '../harness/agents.ts';
import { breaches } from '../harness/breaches.ts';
import { deaths } from '../harness/deaths.ts';
import type { Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { CLERK, office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';

const place = office();
const own = deaths(place);
const units = takeUps(place);
const world = breaches(place);
leftInOrder(place);

const REASON = { reason: '说明' };
const POLL = { timeout: 20_000, interval: 50 };

beforeAll(() => own.withFigure('exit-regret', '7'));
afterAll(() => own.withFigure('exit-regret', '0'));

type Kept = Pick<Leaver, 'account' | 'accountId'>;

/** A unit lists the person. @returns its case, which waits for the first contribution */
async function listed({ account }: Kept): Promise<string> {
  await units.tells('listed', account, today());
  const [row] = await place.ask<{ case_id: string }>(
    'select case_id from employment where account = $1 and ended_on is null',
    account,
  );
  const caseId = row!.case_id;
  await vi.waitFor(async () => {
    await own.relay();
    expect((await place.ask('select 1 from "case" where id = $1', caseId)).length).toBe(1);
  }, POLL);
  await place.until(caseId, 'awaiting contribution');
  return caseId;
}

const mistaken = (employment: string) => place.act(employment, 'withdraw', REASON, SUPERVISOR);

async function agreement({ account }: Kept) {
  const [row] = await place.ask<Record<string, unknown>>(
    `select state, state_reason, state_case from agreement where account = $1`,
    account,
  );
  return row!;
}
const history = ({ account }: Kept) =>
  place.ask<{ way: string }>(
    `select s.state || coalesce(' ' || s.reason, '') as way from agreement_state s
       join agreement g on g.id = s.agreement where g.account = $1 order by s.n`,
    account,
  );

/** As the next collection finds the plan. */
async function collected({ account }: Kept) {
  const come = [
    { debitDay: 10, month: addToMonth(monthOf(today()), 1), debitOn: addDays(today(), 30) },
  ];
  const rows = await inTransaction(place.pool, (tx) => plansCome(tx, '210100', come));
  return rows.find((row) => row.account === account)?.agreementState;
}

/** What the notice of an exit that ended says of the debits. */
async function endedPaper(exit: string) {
  const [paper] = (await place.papers(exit)).filter(({ kind }) => kind === 'exit-ended');
  const [row] = await place.ask<{ template: string }>(
    `select template from document where case_id = $1 and kind = 'exit-ended'`,
    exit,
  );
  return { rests: (paper!.params as { rests: string }).rests, template: row?.template };
}

const changed = async ({ accountId: account }: Kept, change: string) =>
  place.start(
    'agreement-change',
    { account, change, ground: 'holder-asked', ...REASON, file: await place.upload() },
    CLERK,
  );

describe('a unit lists somebody', () => {
  it('who has signed an exit: the regret lets no debit go on, the end of the employment does', async () => {
    const who = await own.leaver();
    const exit = await own.signed(who, 'regret');
    const employment = await listed(who);
    await place.act(exit, 'withdraw', REASON, CLERK);
    await place.until(exit, 'withdrawn');
    expect(await agreement(who)).toEqual({
      ...{ state: 'suspended', state_reason: 'employed', state_case: employment },
    });
    expect(await collected(who)).toBe('suspended');
    const { rests, template } = await endedPaper(exit);
    const { number } = await place.row(employment);
    expect(template).toBe('exit-ended-2026-2');
    expect(rests).toBe(
      `缴存使用协议目前因单位报送录用（业务编号${number}）中止，中止期间不扣款；该事由消除以前，扣款不恢复。`,
    );
    await mistaken(employment);
    expect(await agreement(who)).toMatchObject({ state: 'active', state_reason: 'not-employed' });
    expect((await history(who)).slice(-3)).toEqual([
      ...[{ way: 'suspended exit' }, { way: 'suspended employed' }, { way: 'active not-employed' }],
    ]);
  });

  it('who signs an exit then: the end of the employment lets no debit go on, the regret does', async () => {
    const who = await own.leaver();
    const employment = await listed(who);
    const exit = await own.signed(who, 'regret');
    await mistaken(employment);
    expect(await agreement(who)).toEqual({
      ...{ state: 'suspended', state_reason: 'exit', state_case: exit },
    });
    await place.act(exit, 'withdraw', REASON, CLERK);
    await place.until(exit, 'withdrawn');
    expect(await agreement(who)).toMatchObject({ state: 'active' });
    // Nothing else stops the debits: they go on, and the paper says so.
    expect((await endedPaper(exit)).rests).toBe('');
  });

  it('who takes an exit back that was never signed: the paper tells of the debits as they are', async () => {
    const who = await own.leaver();
    const exit = await own.offered(who);
    const employment = await listed(who);
    await place.act(exit, 'withdraw', REASON, CLERK);
    await place.until(exit, 'withdrawn');
    expect((await endedPaper(exit)).rests).toContain((await place.row(employment)).number);
    await mistaken(employment);
    const another = await own.offered(who);
    await place.act(another, 'withdraw', REASON, CLERK);
    await place.until(another, 'withdrawn');
    expect((await endedPaper(another)).rests).toBe('');
  });

  it('whose exit is refused after the regret for a loan: the decision promises no debits either', async () => {
    const who = await own.leaver();
    const exit = await own.signed(who, 'regret');
    const employment = await listed(who);
    await own.loans(who, [{ center: '210200', state: 'open' }]);
    await own.goTo(exit, addDays(today(), 8));
    await place.until(exit, 'awaiting settlement');
    const [paper] = (await place.papers(exit)).filter(({ kind }) => kind === 'exit-refused');
    const { number } = await place.row(employment);
    expect((paper!.params as { paid: string }).paid).toBe(
      `没有付出款项；账户恢复原状。缴存使用协议目前因单位报送录用（业务编号${number}）中止，中止期间不扣款；该事由消除以前，扣款不恢复。`,
    );
  });

  it('whose heirs ask and who takes an exit back: the paper names the case, and not that it is theirs', async () => {
    const who = await own.leaver();
    const exit = await own.signed(who, 'regret');
    const death = await own.inReview(who, [own.heir('李四', 1)]);
    await place.act(exit, 'withdraw', REASON, CLERK);
    await place.until(exit, 'withdrawn');
    const { rests } = await endedPaper(exit);
    expect(rests).toContain(`因另有业务正在办理（业务编号${(await place.row(death)).number}）中止`);
    expect(rests).not.toMatch(/死亡|继承/);
  });

  it('whose heirs have asked: not proved, no debit goes on before the employment has ended', async () => {
    const who = await own.leaver();
    const death = await own.inReview(who, [own.heir('李四', 1)]);
    const employment = await listed(who);
    await own.review(death, false);
    await place.until(death, 'refused');
    expect(await agreement(who)).toMatchObject({ state_case: employment, state: 'suspended' });
    await place.pass(employment, 'first-contribution');
    await place.until(employment, 'not contributed');
    expect(await agreement(who)).toMatchObject({ state: 'active' });
  });

  it('whose heirs ask then: the end of the employment leaves it to their case', async () => {
    const who = await own.leaver();
    const employment = await listed(who);
    const death = await own.inReview(who, [own.heir('李四', 1)]);
    await mistaken(employment);
    expect(await agreement(who)).toMatchObject({ state_reason: 'deceased', state_case: death });
    await own.review(death, false);
    expect(await agreement(who)).toMatchObject({ state: 'active' });
  });

  it('under a measure: lifted by two, no debit goes on before the employment has ended', async () => {
    const who = await world.holder();
    const caseId = await world.shown(who, 'undeclared-employment');
    await world.serve(caseId);
    await world.goTo(caseId, addDays(await world.cureUntil(caseId), 1));
    await place.until(caseId, 'to propose');
    await place.act(caseId, 'propose', { serious: false, ...REASON });
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    expect(await agreement(who)).toMatchObject({ state_reason: 'breach' });
    const employment = await listed(who);
    const wanted = { measure: 'agreement-suspended', ...REASON };
    await place.act(caseId, 'propose-lift', wanted, CLERK);
    await place.act(caseId, 'approve-lift', REASON, SECOND_SUPERVISOR);
    expect(await agreement(who)).toMatchObject({ state: 'suspended', state_case: employment });
    await mistaken(employment);
    expect(await agreement(who)).toMatchObject({ state: 'active' });
  });
});

describe('the holder’s wish to go on', () => {
  it('is refused while a unit has listed the holder, with clause and remedy; not after it', async () => {
    const who = await own.leaver();
    await changed(who, 'suspend');
    const employment = await listed(who);
    expect(await told(changed(who, 'resume'))).toMatchObject({
      ...{ type: 'action-not-permitted', clause: 'liaoning-3' },
      detail: expect.stringContaining('灵活转单位办件中撤销') as unknown,
    });
    await mistaken(employment);
    expect(await agreement(who)).toMatchObject({ state_reason: 'holder-asked' });
    await changed(who, 'resume');
    expect(await agreement(who)).toMatchObject({ state: 'active' });
  });

  it('is refused while an exit is signed, and while heirs ask', async () => {
    const [leaving, dead] = [await own.leaver(), await own.leaver()];
    await own.signed(leaving, 'regret');
    await own.inReview(dead, [own.heir('李四', 1)]);
    expect(await told(changed(leaving, 'resume'))).toMatchObject({ clause: 'liaoning-7' });
    expect(await told(changed(dead, 'resume'))).toMatchObject({ clause: 'regulation-24' });
  });
});
