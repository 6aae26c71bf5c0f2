/**
 * （七）: what stands beside an exit and does not end it: an inquiry of the center, a unit that has listed the person,
 * a case that only asks whether a loan is settled; and a unit that employs again during the wait, as units tell it.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setBusinessClock } from '../../src/domain/business-clock.ts';
import { addDays, monthOf, type PlainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { openDemoClock } from '../../src/temporal/demo-clock.ts';
import { deaths } from '../harness/deaths.ts';
import type { Leaver } from '../harness/exits.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { irregularities } from '../harness/irregularities.ts';
import { living } from '../harness/living.ts';
import { office } from '../harness/office.ts';

const clock = openDemoClock(join(temporaryFolder(), 'time'));
const place = office({ ahead: clock });
const { own, units, world, today, goTo, carried } = living(place, clock);
const heirs = deaths(place);
const inquiry = irregularities(place, world);
// Cases of earlier tests wait on: the demo's time goes by above them.
leftInOrder(place, { at: clock.now, except: ['wait-overdue'] });

beforeAll(() => {
  setBusinessClock(clock.now);
});
afterAll(() => {
  setBusinessClock(Date.now);
});

/** A sweep and the case that it begins, on a busy machine. */
const SWEEP_MS = 120_000;
const LOAN = { center: '210200', state: 'open' };
const POLL = { timeout: 20_000, interval: 50 };

/** Half a year full in some days: the flexible money paid, the rest waiting. */
async function waiting() {
  const sealedOn = addDays(today(), -180);
  const who = await own.leaver({ flexible: '15000.00', unit: '8000.00', sealedOn });
  const caseId = await own.signed(who, 'paying');
  await own.answers(caseId, { on: today() });
  await place.until(caseId, 'awaiting gate');
  return { who, caseId, gate: halfYear({ sealedOn }).opensOn };
}

async function carriedTo(caseId: string, day: PlainDate): Promise<void> {
  goTo(day);
  await carried(caseId);
}

/** The case that a unit's message began. */
async function employment(who: Leaver, stage: string): Promise<string> {
  const caseId = await vi.waitFor(async () => {
    await own.relay();
    const [row] = await place.ask<{ id: string }>(
      `select c.id from employment e join "case" c on c.id = e.case_id where e.account = $1
        order by c.opened_at desc limit 1`,
      who.account,
    );
    expect(row).toBeDefined();
    return row!.id;
  }, POLL);
  await place.until(caseId, stage);
  return caseId;
}

const listed = (who: Leaver) => units.tells('listed', who.account, today());
const contributed = (who: Leaver) =>
  units.tells('contributed', who.account, today(), { month: monthOf(today()) });
const moved = async (caseId: string) =>
  (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-gate-moved');

async function openInquiries(who: Leaver) {
  return place.ask<{ number: string }>(
    `select number from "case" where person = $1 and type = 'irregularity' and closed_at is null`,
    who.person,
  );
}

describe('an inquiry of the center', () => {
  it(
    'that the sweep begins about the very wait on the day on which all was down does not refuse it',
    { timeout: SWEEP_MS },
    async () => {
      const { who, caseId, gate } = await waiting();
      // Nobody woke the case on the day of the gate, nor in the night after it.
      goTo(addDays(gate, 1));
      await inquiry.sweep(clock.now());
      await inquiry.delivered();
      await vi.waitFor(async () => {
        expect(await openInquiries(who)).toHaveLength(1);
      }, POLL);
      await carried(caseId);
      await place.until(caseId, 'paying');
      expect(await openInquiries(who)).toHaveLength(1);
      await own.paid(caseId, 'closed', gate);
      expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
      const [row] = await openInquiries(who);
      const papers = JSON.stringify(await place.papers(caseId));
      expect(papers).not.toContain(row?.number ?? 'none');
    },
  );

  it('refuses nobody who asks, and its number is told to nobody', async () => {
    const who = await own.leaver();
    await place.db.owner.query(
      `insert into "case" (id, number, center, branch, type, person, stage, version, channel, submitted_by,
         opened_at, updated_at)
       select gen_random_uuid(), 'Y' || substr(a.number, 5), a.center, c.branch, 'irregularity', a.person,
              'to examine', 1, 'system', 'system', now(), now()
         from account a join "case" c on c.id = a.opened_by_case where a.number = $1`,
      [who.account],
    );
    await own.offered(who);
    await place.db.owner.query(
      `update "case" set closed_at = now(), outcome = 'gone', stage = 'gone'
        where person = $1 and type = 'irregularity'`,
      [who.person],
    );
  });
});

describe('a unit that has listed the person and not paid', () => {
  it('holds no money back: the rest is paid on the day, the account stays open for the unit, and closes when its time is over', async () => {
    const { who, caseId, gate } = await waiting();
    await listed(who);
    const told = await employment(who, 'awaiting contribution');
    await carriedTo(caseId, gate);
    await place.until(caseId, 'paying');
    await own.answers(caseId, { on: gate });
    const { detail } = await place.until(caseId, 'settling');
    expect(detail['delays']).toEqual(['listed']);
    expect(await own.accountOf(who)).toMatchObject({ state: 'sealed', money: '0.00' });
    const [wait] = await place.waits(told);
    goTo(addDays(today(), 1));
    clock.setTo(Math.max(clock.now(), Number(wait!.until) + 60_000));
    await carried(told);
    await place.until(told, 'not contributed');
    await carriedTo(caseId, addDays(today(), 1));
    await place.until(caseId, 'closed');
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
  });

  it('and then pays: the account is the unit’s, and the case waits for its seal', async () => {
    const who = await own.leaver();
    const caseId = await own.signed(who, 'paying');
    await listed(who);
    await employment(who, 'awaiting contribution');
    await own.answers(caseId, { on: today() });
    await place.until(caseId, 'settling');
    await contributed(who);
    await employment(who, 'converted');
    await carriedTo(caseId, addDays(today(), 1));
    await place.until(caseId, 'awaiting gate');
    expect(await own.accountOf(who)).toMatchObject({ state: 'normal', source: 'unit' });
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-seal', until: null }]);
    await place.act(caseId, 'withdraw', { reason: '已重新就业' });
  });

  it('refuses nobody who asks', async () => {
    const who = await own.leaver();
    await listed(who);
    await employment(who, 'awaiting contribution');
    await own.offered(who);
  });
});

describe('employed again during the wait, as the unit tells it', () => {
  it('told a day late, after the signature: the half year begins anew all the same', async () => {
    const { who, caseId } = await waiting();
    const month = monthOf(today());
    await units.tells('contributed', who.account, addDays(today(), -1), { month });
    await employment(who, 'converted');
    await own.relay();
    await vi.waitFor(async () => {
      expect(await moved(caseId)).toHaveLength(1);
    }, POLL);
    expect(await place.events(caseId)).toContain('exit-clock-reset');
  });

  it('listed on day 180 and paid on day 181, the half year begins anew with the next seal, and each is told', async () => {
    const { who, caseId, gate } = await waiting();
    await listed(who);
    await employment(who, 'awaiting contribution');
    expect((await place.waits(caseId))[0]).toMatchObject({ kind: 'exit-gate' });
    expect(await moved(caseId)).toEqual([]);
    await carriedTo(caseId, addDays(today(), 1));
    await contributed(who);
    await employment(who, 'converted');
    await own.relay();
    await vi.waitFor(async () => {
      expect(await moved(caseId)).toHaveLength(1);
    }, POLL);
    expect(await place.events(caseId)).toContain('exit-clock-reset');
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-seal', until: null }]);
    await carriedTo(caseId, addDays(gate, 1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await units.tells('sealed', who.account, today());
    await own.relay();
    await vi.waitFor(async () => {
      expect(await moved(caseId)).toHaveLength(2);
    }, POLL);
    const again = halfYear({ sealedOn: today() }).opensOn;
    await carriedTo(caseId, addDays(again, -1));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await carriedTo(caseId, again);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed', again);
    expect(await own.payouts(caseId)).toHaveLength(2);
  });
});

describe('a case that only asks whether a loan is settled', () => {
  /** Refused for a loan, and asking again while the platform is away. */
  async function askingInVain(): Promise<Leaver> {
    const who = await own.leaver();
    await own.loans(who, [LOAN]);
    const caseId = await own.asked(who);
    await place.until(caseId, 'awaiting settlement');
    await place.world.breaks('national', 'down', { person: who.applicant });
    await place.act(caseId, 'recheck', { reason: '本人询问' });
    await place.until(caseId, 'needs attention');
    return who;
  }

  it('holds nobody while the platform is away: another exit is checked, not refused', async () => {
    const who = await askingInVain();
    const another = await own.asked(who);
    await place.until(another, 'needs attention');
  });

  it('nor the heirs of the person', async () => {
    const who = await askingInVain();
    const caseId = await heirs.asked(who, [heirs.heir('李四', 1)]);
    await place.until(caseId, 'needs attention');
  });
});

describe('a loan beside something else', () => {
  it('is watched as the paper promises; settled, it is told with what still stands in the way', async () => {
    const { who, caseId, gate } = await waiting();
    await own.loans(who, [LOAN]);
    const hold = await own.hold(who);
    await carriedTo(caseId, gate);
    const { detail } = await place.until(caseId, 'awaiting settlement');
    expect(detail['reasons']).toMatchObject([{ code: 'exit-open-loan' }, { code: 'exit-hold' }]);
    const [refusal] = (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-refused');
    expect(refusal).toMatchObject({ params: { watches: true } });
    await own.loans(who, [{ ...LOAN, state: 'settled' }]);
    await place.act(caseId, 'recheck', { reason: '本人询问' });
    const { detail: told } = await place.until(caseId, 'told');
    expect(told['reasons']).toMatchObject([{ code: 'exit-hold' }]);
    const paper = (await place.papers(caseId)).at(-1);
    expect(paper?.kind).toBe('exit-loan-settled');
    expect(JSON.stringify(paper)).toContain('司法冻结');
    await own.release(hold);
  });
});
