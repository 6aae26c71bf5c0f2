/** （七）封存满半年: what becomes of the seal is told on the day, whatever else stands against the payment meanwhile. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const own = exits(place);
leftInOrder(place);
const LOAN = { center: '210200', state: 'open' };
const SEALED = plainDate('2026-08-31');
const EMPLOYED = plainDate('2027-02-10');
const AGAIN = plainDate('2027-02-11');
const gateOf = (sealedOn: PlainDate) => halfYear({ sealedOn }).opensOn;
const [GATE, LATER] = [gateOf(SEALED), gateOf(AGAIN)];

/** Flexible money paid, the rest waiting. */
async function waiting(): Promise<{ who: Leaver; caseId: string }> {
  const who = await own.leaver({ flexible: '15000.00', unit: '8000.00', sealedOn: SEALED });
  const caseId = await own.signed(who, 'paying');
  await own.paid(caseId, 'awaiting gate');
  return { who, caseId };
}

async function employed(who: Leaver, caseId: string): Promise<void> {
  await own.goTo(caseId, EMPLOYED);
  await own.unit(who, 'converted-to-employee', EMPLOYED);
  await own.news(caseId);
}

async function sealedAgain(who: Leaver, caseId: string): Promise<void> {
  await own.goTo(caseId, AGAIN);
  await own.unit(who, 'unit-sealed', AGAIN);
  await own.news(caseId);
}

/** A loan for which the account stands; the platform tells of it when it is asked. */
async function borrows(who: Leaver, caseId: string): Promise<string> {
  await own.loans(who, [LOAN]);
  const id = await own.hold(who, 'loan-security');
  await own.news(caseId);
  return id;
}

async function paysBack(who: Leaver, caseId: string, hold: string): Promise<void> {
  await own.loans(who, [{ ...LOAN, state: 'settled' }]);
  await own.release(hold);
  await own.news(caseId);
}

const toldOf = async (caseId: string) =>
  (await place.trail(caseId)).filter(({ kind }) => /^exit-(clock|obstacle)/.test(kind));
const noticesOf = async (caseId: string) =>
  (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-gate-moved');

/** What the case shows of the day: the wait, and the stage. */
async function shown(caseId: string) {
  const [wait] = await place.waits(caseId);
  const { stage, detail } = await place.row(caseId);
  return { kind: wait!.kind, until: wait!.until, stage, gateOn: detail['gateOn'] };
}
const UNSEALED = { kind: 'exit-seal', until: null, stage: 'awaiting gate', gateOn: null };
const waitsFor = (day: PlainDate) => ({
  ...{ kind: 'exit-gate', until: startOf(day), stage: 'awaiting gate', gateOn: day },
});

async function closes(caseId: string): Promise<void> {
  await place.until(caseId, 'paying');
  await own.paid(caseId, 'closed');
}

describe('employed again while a loan is open', () => {
  it('is told on the day, with the obstacle still there; settled later, it goes on by the new day', async () => {
    const { who, caseId } = await waiting();
    const loan = await borrows(who, caseId);
    expect(await toldOf(caseId)).toMatchObject([{ kind: 'exit-obstacle' }]);
    expect(await shown(caseId)).toEqual(waitsFor(GATE));

    await employed(who, caseId);
    expect(await shown(caseId)).toEqual(UNSEALED);
    expect((await toldOf(caseId)).slice(1)).toMatchObject([
      { kind: 'exit-clock-reset', public: { before: GATE, sealedOn: null, on: null } },
    ]);
    expect(await noticesOf(caseId)).toMatchObject([{ params: { before: '2027年3月1日' } }]);

    await sealedAgain(who, caseId);
    expect(await shown(caseId)).toEqual(waitsFor(LATER));
    expect((await toldOf(caseId)).slice(2)).toMatchObject([
      { kind: 'exit-clock-runs', public: { before: null, sealedOn: AGAIN, on: LATER } },
    ]);
    expect(await noticesOf(caseId)).toHaveLength(2);

    // The day that was told first is nobody's any more.
    await own.goTo(caseId, addDays(GATE, 1));
    expect(await shown(caseId)).toEqual(waitsFor(LATER));
    await paysBack(who, caseId, loan);
    expect((await toldOf(caseId)).slice(3)).toMatchObject([{ kind: 'exit-obstacle-gone' }]);
    expect(await noticesOf(caseId)).toHaveLength(2);
    await own.goTo(caseId, addDays(LATER, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await own.goTo(caseId, LATER);
    await closes(caseId);
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', closed_on: LATER });
  });

  it('or before the loan: reset, then the obstacle, then the new day, each when it comes', async () => {
    const { who, caseId } = await waiting();
    await employed(who, caseId);
    const loan = await borrows(who, caseId);
    expect(await shown(caseId)).toEqual(UNSEALED);
    await sealedAgain(who, caseId);
    expect((await toldOf(caseId)).map(({ kind }) => kind)).toEqual([
      ...['exit-clock-reset', 'exit-obstacle', 'exit-clock-runs'],
    ]);
    expect(await shown(caseId)).toEqual(waitsFor(LATER));
    await paysBack(who, caseId, loan);
    await own.goTo(caseId, addDays(LATER, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await own.goTo(caseId, LATER);
    await closes(caseId);
  });

  it('and still open on the new day, it is refused by name on that day and not before', async () => {
    const { who, caseId } = await waiting();
    await borrows(who, caseId);
    await employed(who, caseId);
    await sealedAgain(who, caseId);
    await own.goTo(caseId, addDays(LATER, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await own.goTo(caseId, LATER);
    const { detail } = await place.until(caseId, 'awaiting settlement');
    expect(detail['reasons']).toMatchObject([
      { code: 'exit-open-loan' },
      { code: 'exit-guarantee' },
    ]);
    expect(await own.payouts(caseId)).toHaveLength(1);
  });
});

describe('both in one piece of news', () => {
  it('a hold and a new employment are told together', async () => {
    const { who, caseId } = await waiting();
    await own.hold(who);
    await employed(who, caseId);
    expect(await toldOf(caseId)).toMatchObject([
      { kind: 'exit-clock-reset' },
      { kind: 'exit-obstacle', public: { codes: ['exit-hold'] } },
    ]);
    expect(await shown(caseId)).toEqual(UNSEALED);
    // Told once: the same news again is none.
    await own.news(caseId);
    expect(await toldOf(caseId)).toHaveLength(2);
    expect(await noticesOf(caseId)).toHaveLength(1);
  });
});

describe('news that comes late', () => {
  it('of a seal that is half a year old already: nothing waits any more', async () => {
    const { who, caseId } = await waiting();
    await employed(who, caseId);
    await own.goTo(caseId, addDays(LATER, 3));
    await own.unit(who, 'unit-sealed', AGAIN);
    await own.news(caseId);
    await closes(caseId);
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed' });
  });

  it('after the law’s own day the day that a court has ordered stands', async () => {
    const { caseId } = await waiting();
    const last = plainDate('2027-04-11');
    await place.act(
      caseId,
      'move-wait',
      {
        ...{ moveGround: 'court-order', moveDocument: '（2027）辽01执1号', toOn: last },
        ...{ file: await place.upload(SUPERVISOR), reason: '协助执行' },
      },
      SUPERVISOR,
    );
    await place.act(caseId, 'confirm-wait-move', { reason: '属实' }, SECOND_SUPERVISOR);
    await own.goTo(caseId, addDays(GATE, 5));
    await own.news(caseId);
    const [wait] = await place.waits(caseId);
    expect(wait).toMatchObject({ kind: 'exit-gate', until: startOf(addDays(last, 1)) });
    expect(await own.payouts(caseId)).toHaveLength(1);
    await own.goTo(caseId, addDays(last, 1));
    await closes(caseId);
  });
});
