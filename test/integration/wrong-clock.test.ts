/**
 * An API whose own clock is wrong beside cases that wait: it shows the days that the right one shows, and what is
 * started through it waits for the engine's day, not for its own.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { createTemporalEngine } from '../../src/api/temporal-engine.ts';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { uploaded } from '../api/world/cases.ts';
import { apiClient, type Api } from '../api/world/client.ts';
import { world } from '../api/world/index.ts';
import { mintToken } from '../api/world/sign-in.ts';
import { today } from '../builders.ts';
import { dormancies } from '../harness/dormancy.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office } from '../harness/office.ts';
import { putAhead } from '../harness/wrong-clock.ts';

const BUDGET_MS = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const POLL = { timeout: 20_000 };

const bureau = office();
const own = exits(bureau);
const dormant = dormancies(bureau);
leftInOrder(bureau);
const place = world({
  filled: bureau,
  engine: () => createTemporalEngine(bureau.temporal.client, BUDGET_MS, bureau.temporal.taskQueue),
});

const SEALED_ON = plainDate('2026-08-31');
const GATE = halfYear({ sealedOn: SEALED_ON }).opensOn;

const CLOCKS = [
  ['an hour ahead', HOUR_MS],
  ['an hour behind', -HOUR_MS],
  ['a day behind', -DAY_MS],
  ['183 days ahead', 183 * DAY_MS],
] as const;

let api: Api;
beforeAll(async () => {
  const { keysFile, issuer, base, contract } = place;
  // Of a provider whose clock is right, and for longer than the API's is wrong.
  const token = await mintToken({ keysFile, issuer, subject: 'lin-guiyuan', expires: '400d' });
  api = apiClient(base, () => ({ authorization: `Bearer ${token}` }), contract);
});

/** Everything that the process asks the clock for is wrong meanwhile. */
async function withClock<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const right = putAhead(ms);
  try {
    return await work();
  } finally {
    right();
  }
}

const leaver = () => own.leaver({ flexible: '0.00', unit: '8000.00', sealedOn: SEALED_ON });

interface ShownCase {
  readonly stage: unknown;
  readonly acceptedOn: string | null;
  readonly dueOn: string | null;
  readonly waits: readonly Readonly<Record<'kind' | 'since' | 'until' | 'detail', unknown>>[];
}

/** Days of cases and people, as the API tells them. */
async function shown(cases: readonly string[], people: readonly string[]) {
  const told = [];
  for (const id of cases) {
    const { body } = await api.get(`/cases/${id}`);
    const { stage, acceptedOn, dueOn, waits } = body as ShownCase;
    const days = waits.map(({ kind, since, until, detail }) => ({ kind, since, until, detail }));
    told.push({ stage, acceptedOn, dueOn, waits: days });
  }
  for (const id of people) {
    const dates = await api.get(`/persons/${id}/earliest-dates`);
    told.push(
      dates
        .list('items')
        .filter(({ what }) => ['exit', 'dormancy'].includes(String(what)))
        // Possible at once is possible on the day it is asked, whichever that is.
        .map(({ what, on }) => ({ what, on: on === today() ? 'at once' : on })),
    );
  }
  return told;
}

describe('an API whose clock is wrong', { timeout: 120_000 }, () => {
  it('shows the days of what waits as the right one does', async () => {
    const [parked, other, empty] = [await leaver(), await leaver(), await dormant.holder()];
    const paidAtOnce = await own.leaver();
    const free = await leaver();
    const waiting = await own.signed(parked, 'awaiting gate');
    const offered = await own.offered(other);
    const noticed = await dormant.noticed(empty);
    const paying = await own.signed(paidAtOnce, 'paying');
    const asked = [
      [waiting, offered, noticed.caseId, paying],
      [free.person, empty.person],
    ] as const;
    const right = await shown(...asked);
    expect(right.slice(-2)).toMatchObject([[{ what: 'exit', on: GATE }, {}], {}]);
    for (const [name, ms] of CLOCKS) {
      expect(await withClock(ms, () => shown(...asked)), name).toEqual(right);
    }
  });

  it.each(CLOCKS)('%s: what is started through it is not early', async (_, ms) => {
    const who = await leaver();
    const caseId = await withClock(ms, () => startedAndSigned(who));
    await bureau.until(caseId, 'awaiting gate');
    expect((await bureau.row(caseId)).accepted_on).toBe(today());
    expect(await own.payouts(caseId)).toEqual([]);
    expect(await bureau.waits(caseId)).toMatchObject([{ kind: 'exit-gate', detail: { on: GATE } }]);
    await own.goTo(caseId, addDays(GATE, -1), DAY_MS - 60_000);
    expect((await bureau.row(caseId)).stage).toBe('awaiting gate');
    await own.goTo(caseId, GATE, 0);
    await bureau.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    expect(await own.payouts(caseId)).toHaveLength(1);
  });
});

/** By the API alone, as a clerk does it. */
async function startedAndSigned(who: Leaver): Promise<string> {
  const evidence = [{ kind: 'identity-document', file: await uploaded(api) }];
  const application = { account: who.accountId, bankCard: who.card, evidence };
  const told = await api.post('/cases', { body: { type: 'exit', application } });
  expect(told.status, told.text).toBe(201);
  const caseId = told.string('id');
  const stage = async () => (await api.get(`/cases/${caseId}`)).at('stage.at');
  await expect.poll(stage, POLL).toBe('awaiting signature');
  const { body } = await api.get(`/cases/${caseId}`);
  const signed = await api.post(`/cases/${caseId}/actions/sign`, {
    version: (body as { version: number }).version,
    body: { file: await uploaded(api, 'signed-agreement'), datesExplained: true },
  });
  expect(signed.status, signed.text).toBe(200);
  return caseId;
}
