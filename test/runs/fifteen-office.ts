/**
 * The office in which fifteen months are lived: its runs step by step for the day that is told, and the
 * cases about missed months on the real engine, under the time demo's clock.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { takeIncomingTransfers } from '../../activities/incoming.ts';
import { createOffices } from '../../activities/offices.ts';
import type { BankTransfer } from '../../activities/outside/bank-answer.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { createPool } from '../../src/db/pool.ts';
import { setBusinessClock } from '../../src/domain/business-clock.ts';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { openDemoClock } from '../../src/temporal/demo-clock.ts';
import { CENTER, type Bench } from '../db/fixtures.ts';
import { breaches } from '../harness/breaches.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { CLERK, office, SUPERVISOR } from '../harness/office.ts';
import { bankDouble } from './bank-double.ts';
import type { Contributor } from './contributors.ts';
import { dayIn } from './fifteen-life.ts';
import { runs } from './fixtures.ts';

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);
const REASON = { reason: '按约定处理' };
const SUN = 'sun-zhuguan';
const ZHOU = 'zhou-zhuguan';

/** Call it once at the top of a suite. */
export function fifteenOffice() {
  const clock = openDemoClock(join(temporaryFolder(), 'time'));
  const secretsFile = generateSecrets();
  const place = office({ ahead: clock, secrets: parseSecrets(secretsFile) });
  const world = breaches(place);
  const bank = bankDouble();
  const came: BankTransfer[] = [];
  let api: ReturnType<typeof createPool>;
  let own: ReturnType<typeof runs>;

  beforeAll(async () => {
    setBusinessClock(clock.now);
    api = createPool(place.db.urls.api, { name: 'test-api', max: 4 });
    // Only those of the story contribute; years without a calendar count weekends alone.
    await place.db.owner.query('update plan set active = false');
    await place.db.owner.query('delete from calendar_day');
    forgetFigures();
  });
  afterAll(async () => {
    setBusinessClock(Date.now);
    await api.end();
  });

  const suite: Bench = {
    secretsFile,
    secrets: place.secrets,
    personKeys: createPersonKeys(place.secrets.center),
    get database() {
      return place.db;
    },
    get owner() {
      return place.db.owner;
    },
    get app() {
      return place.pool;
    },
    get api() {
      return api;
    },
  };
  /** They are read once for a while. */
  const forgetFigures = () => {
    own = runs(suite, { bank: () => bank.client });
  };

  async function run(kind: string, day: string, meanwhile: () => void = () => undefined) {
    const id = await own.start(kind, day, SUN);
    if ((await own.drive(id, instant(day))).state === 'previewed') {
      await own.act(id, 'approve', ZHOU);
      await own.drive(id, instant(day));
    }
    meanwhile();
    const { state } = await own.drive(id, instant(day));
    expect([kind, day, state]).toEqual([kind, day, 'done']);
    // Its steps were asked for here: no workflow has to be woken.
    await place.db.owner.query(
      `update outbox set delivered_at = now() where kind = 'wake-run' and delivered_at is null`,
    );
  }

  /** The person transfers it, to the number of the account. */
  async function transfer({ account }: Contributor, amount: string, day: string): Promise<void> {
    const serial = `T${String(came.length + 1).padStart(5, '0')}`;
    came.push({
      ...{ serial, amount: yuan(amount), bookedOn: plainDate(day), text: '缴存' },
      virtualAccount: account,
    });
    const incoming = ({ center, after }: { center: string; after: string }) =>
      Promise.resolve({
        items: center === CENTER ? came.slice(Number(after)) : [],
        next: center === CENTER ? String(came.length) : '0',
        more: false,
      });
    await takeIncomingTransfers({
      ...{ pool: place.pool, secrets: place.secrets, offices: createOffices(place.pool) },
      bank: { incoming } as unknown as BankClient,
      signal: new AbortController().signal,
    });
  }

  const caseOf = async ({ account }: Contributor) => {
    const [found] = await place.ask<{ case_id: string }>(
      'select case_id from breach where account = $1',
      account,
    );
    return found?.case_id ?? '';
  };

  /** Delivers until it is so. */
  const told = (isSo: () => Promise<void>) =>
    vi.waitFor(
      async () => {
        await world.relay();
        await isSo();
      },
      { timeout: 60_000, interval: 50 },
    );

  /** Another amount, asked for and signed at the counter on that day: in force with the signature. */
  async function changed({ accountId }: Contributor, monthlyAmount: string, day: string) {
    clock.setTo(instant(day));
    const { caseId } = await place.start(
      'contribution-change',
      { account: accountId, monthlyAmount },
      CLERK,
    );
    await place.sign(caseId);
    expect(await place.row(caseId)).toMatchObject({ stage: 'in force', outcome: 'in force' });
    const [amendment] = await place.ask<{ from_month: string }>(
      'select from_month from amendment where case_id = $1',
      caseId,
    );
    expect(amendment?.from_month).toBe(day.slice(0, 7));
  }

  /** The search of the day has found nothing against them. */
  async function blameless(people: readonly Contributor[]): Promise<void> {
    for (const one of people) expect(await caseOf(one), 'a breach was found').toBe('');
  }

  /** Found by the day's search, begun on the engine, and the notice proved to have arrived that day. */
  async function served(people: readonly Contributor[], day: string): Promise<void> {
    clock.setTo(instant(day));
    await run('breach-search', day);
    for (const one of people) {
      const caseId = await caseOf(one);
      expect(caseId, 'no breach was found').not.toBe('');
      await told(async () => {
        expect((await place.row(caseId)).stage).toBe('curing');
      });
      // By the app first, where nobody is registered, then as a text message.
      const kinds = (await place.papers(caseId)).map(({ kind }) => kind);
      expect(kinds).toEqual(['breach-notice', 'breach-notice']);
      expect(await place.events(caseId)).toContain('breach-served');
      expect(await world.breachOf(caseId)).toMatchObject({
        ...{ months: 3, served_on: day, served_way: 'sms' },
      });
    }
  }

  /** The day's search finds who has paid again, and tells the case. */
  async function cured(people: readonly Contributor[], day: string): Promise<void> {
    for (const one of people) await world.goTo(await caseOf(one), plainDate(day));
    await run('breach-search', day);
    for (const one of people) {
      const caseId = await caseOf(one);
      await told(async () => {
        expect((await place.row(caseId)).stage).toBe('cured');
      });
      expect(await world.breachOf(caseId)).toMatchObject({ outcome: 'cured' });
      expect(await world.measuresOf(caseId)).toEqual([]);
    }
  }

  /** The cure period is over: measures by two. @returns the month from which they count again */
  async function measured(people: readonly Contributor[]): Promise<readonly (string | null)[]> {
    const months: (string | null)[] = [];
    for (const one of people) {
      const caseId = await caseOf(one);
      const last = await world.cureUntil(caseId);
      await world.goTo(caseId, last);
      expect((await place.row(caseId)).stage).toBe('curing');
      await world.goTo(caseId, addDays(last, 1));
      await place.until(caseId, 'to propose');
      await place.act(caseId, 'propose', { serious: false, ...REASON }, CLERK);
      await place.act(caseId, 'approve', REASON, SUPERVISOR);
      await place.until(caseId, 'concluded');
      const taken = await world.measuresOf(caseId);
      expect(taken.map(({ kind }) => kind)).toEqual(['continuity-reset', 'quota-recalculated']);
      months.push(taken[0]?.from_month ?? null);
    }
    return months;
  }

  /** Opened by a case, with a confirmed mandate, and then moved to where the story begins. */
  async function holder(plan: { readonly cents: number; readonly debitDay: number }) {
    const { caseId } = await world.bank.confirmed();
    const {
      account,
      account_id: accountId,
      person,
      id: mandate,
    } = await world.bank.standing(caseId);
    const { owner } = place.db;
    await owner.query(
      `update account set opened_on = $2, activated_in = $3, paid_to = $4 where number = $1`,
      [account, dayIn('01-05'), dayIn('01'), dayIn('03')],
    );
    await owner.query(
      `update plan set active = true, monthly_amount = $2, debit_day = $3, from_month = $4
        where account = $1`,
      [account, (plan.cents / 100).toFixed(2), plan.debitDay, dayIn('01')],
    );
    await owner.query('update mandate set limit_each = 100000 where id = $1', [mandate]);
    const [found] = await place.ask<{ id: string }>(
      'select id from agreement where account = $1',
      account,
    );
    return { account, accountId, person, mandate, agreement: found?.id ?? '' };
  }

  return {
    ...{ suite, bank, run, transfer, changed, blameless, served, cured, measured, holder },
    ...{ forgetFigures, own: place },
  };
}
