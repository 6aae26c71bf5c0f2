/**
 * Random lives led side by side through the real engine, on one demo's time: joining, paying, a unit that takes over
 * and seals, converting, ending and going on, loans, leaving with the half year. After everything that happens
 * the books are what a pure model says, the calculator tells the dates that the model's facts come to, and a gate
 * opens on the day that was counted on fingers. `ANJU_LIVES_TOGETHER=40` leads more of them.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTemporalEngine } from '../../src/api/temporal-engine.ts';
import { setBusinessClock } from '../../src/domain/business-clock.ts';
import { addDays, addToMonth, dateAt, monthOf, plainDate } from '../../src/domain/calendar.ts';
import { openDemoClock } from '../../src/temporal/demo-clock.ts';
import { world } from '../api/world/index.ts';
import type { Leaver } from '../harness/exits.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { living } from '../harness/living.ts';
import { office } from '../harness/office.ts';
import { opensOn, wrongIn } from '../lives/judge.ts';
import { datesFactsOf, exitFactsOf } from '../lives/facts.ts';
import { live, newLife } from '../lives/life.ts';
import { RULES, type Account, type Life } from '../lives/model.ts';
import { monthOfDay } from '../lives/naive-time.ts';
import { savings } from '../lives/savings.ts';

const LIVES = Number(process.env['ANJU_LIVES_TOGETHER'] ?? '4');
const AT_ONCE = 4;
const ROUNDS = 9;
const BUDGET_MS = 8_000;

const clock = openDemoClock(join(temporaryFolder(), 'time'));
const place = office({ ahead: clock });
const demo = living(place, clock);
const { own, units } = demo;
const desk = world({
  filled: place,
  engine: () => createTemporalEngine(place.temporal.client, BUDGET_MS, place.temporal.taskQueue),
});
leftInOrder(place, { at: clock.now });

beforeAll(() => {
  setBusinessClock(clock.now);
});
afterAll(() => {
  setBusinessClock(Date.now);
});

interface Led {
  readonly who: Leaver;
  readonly life: Life;
  readonly money: ReturnType<typeof savings>;
  /** The exit that is open. */
  exit: string | null;
  /** What the platform would say now has not been asked for. */
  borrowed: boolean;
  /** What has happened, without its day. */
  readonly done: Set<string>;
}

type Act = 'pay' | 'employ' | 'seal' | 'convert' | 'stop' | 'resume' | 'loan' | 'exit' | 'nothing';

/** What can happen to a life as it stands; what leads on stands twice. */
function possible({ life: { account }, exit }: Led): readonly Act[] {
  if (account === null) return ['nothing'];
  const { source, state } = account;
  if (source === 'unit') {
    if (state === 'normal') return ['pay', 'seal', 'seal'];
    return exit === null ? ['convert', 'convert', 'exit'] : ['nothing', 'loan', 'employ'];
  }
  if (exit !== null) return ['nothing', 'nothing', 'loan', 'employ'];
  if (state === 'sealed') return ['resume', 'exit', 'loan', 'employ'];
  return ['pay', 'employ', 'employ', 'exit', 'stop', 'loan'];
}

const fen = { flexible: 80_000, unit: 80_000 };

function paysInModel({ life, money }: Led, source: 'flexible' | 'unit'): void {
  live(life, { kind: 'pay' }, RULES);
  money.comes(source, life.today, fen[source]);
}

const ACTS: Readonly<Record<Act, (led: Led, account: Account) => Promise<void>>> = {
  nothing: () => Promise.resolve(),
  pay: async (led, { source, paid }) => {
    if (paid.has(monthOfDay(led.life.today))) return;
    await (source === 'unit' ? demo.unitPays(led.who, '800.00') : demo.pays(led.who));
    paysInModel(led, source);
  },
  employ: async (led, { source }) => {
    if (source === 'unit') await units.tells('unsealed', led.who.account, led.life.today);
    await demo.unitPays(led.who, '800.00');
    if (source === 'flexible') await demo.employed(led.who);
    live(led.life, { kind: 'employ' }, RULES);
    paysInModel(led, 'unit');
    if (led.exit !== null) await hears(led.exit);
  },
  seal: async (led) => {
    await demo.unitSeals(led.who);
    live(led.life, { kind: 'seal' }, RULES);
    if (led.exit !== null) await hears(led.exit);
  },
  convert: async (led) => {
    await demo.goesOn('conversion-to-flexible', led.who);
    live(led.life, { kind: 'convert' }, RULES);
  },
  stop: async (led) => {
    await units.terminate(led.who.accountId);
    live(led.life, { kind: 'stop' }, RULES);
  },
  resume: async (led) => {
    await demo.goesOn('resumption', led.who);
    live(led.life, { kind: 'resume' }, RULES);
  },
  loan: async (led) => {
    live(led.life, { kind: 'loan' }, RULES);
    led.borrowed = true;
    const loans = led.life.loan ? [{ center: '210200', state: 'open' }] : [];
    await own.loans(led.who, loans);
  },
  exit: async (led, account) => {
    const { outcome } = RULES.assessExit(exitFactsOf(led.life, account));
    led.done.add(`exit ${outcome}`);
    const caseId = await own.asked(led.who);
    led.exit = caseId;
    if (outcome === 'refused') return stopsWatching(led, caseId);
    await place.until(caseId, 'awaiting signature');
    await own.sign(caseId);
    await signedAs(led, account, outcome);
  },
};

/** Refused for the loan alone. */
async function stopsWatching(led: Led, caseId: string): Promise<void> {
  await place.until(caseId, 'awaiting settlement');
  await place.act(caseId, 'stop-watching', { reason: '本人不再等待' });
  led.exit = null;
}

/** The waiting case is told, in its own time. */
async function hears(caseId: string): Promise<void> {
  await demo.carried(caseId);
  await own.news(caseId);
}

async function signedAs(
  led: Led,
  account: Account,
  outcome: 'granted' | 'partial' | 'waits',
): Promise<void> {
  const { life, money } = led;
  const caseId = led.exit!;
  if (outcome === 'granted') return leaves(led);
  if (outcome === 'partial') {
    await place.until(caseId, 'paying');
    const amount = money.closes('flexible', life.today);
    expect((await own.payouts(caseId)).at(-1)).toMatchObject({ amount });
    await own.answers(caseId, { on: plainDate(life.today) });
  }
  await place.until(caseId, 'awaiting gate');
  live(life, { kind: 'exit' }, RULES);
  // What the signature seals is sealed on its day.
  if (account.state === 'normal') Object.assign(account, { state: 'sealed', sealedOn: life.today });
}

/** Everything is paid today, to the cent, and the account is closed. */
async function leaves(led: Led): Promise<void> {
  const { life, money, who } = led;
  const caseId = led.exit!;
  const flexible = Number(money.closes('flexible', life.today));
  const amount = (flexible + Number(money.closes('unit', life.today))).toFixed(2);
  live(life, { kind: 'exit' }, RULES);
  expect(life.account).toBeNull();
  if (amount !== '0.00') {
    await place.until(caseId, 'paying');
    expect((await own.payouts(caseId)).at(-1)).toMatchObject({ amount });
    await own.answers(caseId, { on: plainDate(life.today) });
  }
  await place.until(caseId, 'closed');
  expect(await own.accountOf(who)).toMatchObject({ state: 'closed', closed_on: life.today });
  led.exit = null;
}

/** The day on which the gate of an open exit opens, counted on fingers. */
function gateOf({ exit, life }: Led): string | null {
  const sealedOn = life.account?.unitSealedOn ?? null;
  return exit === null || sealedOn === null ? null : opensOn(sealedOn);
}

/** Lives on to a day; whose gate opens on the way stops there, the day before and on the day. */
async function onTo(day: string, all: readonly Led[]): Promise<void> {
  const today = dateAt(clock.now());
  const stops = new Set([day, ...all.flatMap((led) => gateOf(led) ?? [])]);
  const june = `${today.slice(0, 4)}-06-30`;
  for (const year of [0, 1]) stops.add(`${String(Number(june.slice(0, 4)) + year)}-06-30`);
  for (const stop of [...stops].sort().filter((one) => one > today && one <= day)) {
    const opening = all.filter((led) => gateOf(led) === stop);
    for (const led of opening) {
      const before = addDays(plainDate(stop), -1);
      if (before > dateAt(clock.now())) demo.goTo(before);
      await demo.carried(led.exit!);
      expect((await place.row(led.exit!)).stage).toBe('awaiting gate');
    }
    demo.goTo(plainDate(stop));
    for (const { life } of all) life.today = stop;
    if (stop.endsWith('-06-30')) await settle(stop, all);
    for (const led of opening) await opens(led);
  }
}

async function settle(june: string, all: readonly Led[]): Promise<void> {
  for (const { life, who, money } of all) {
    if (life.account === null) continue;
    await demo.settledYear(who, Number(june.slice(0, 4)));
    money.settleYear(june);
  }
}

async function opens(led: Led): Promise<void> {
  const { account } = led.life;
  await demo.carried(led.exit!);
  const { outcome } = RULES.assessExit(exitFactsOf(led.life, account!));
  led.done.add(`gate ${outcome}`);
  if (outcome === 'refused') return stopsWatching(led, led.exit!);
  expect(outcome).toBe('granted');
  return leaves(led);
}

const SHOWN = ['exit', 'convert', 'convert-by', 'convert-to-employee', 'resume', 'dormancy'];

/** The books are those of the model, and the calculator tells what the model's facts come to. */
async function expectSame(led: Led): Promise<void> {
  const { who, life, money } = led;
  const { account } = life;
  expect(wrongIn(life, RULES)).toEqual([]);
  const { state, source } = await own.accountOf(who);
  if (account === null) {
    expect(state).toBe('closed');
    return;
  }
  const [seals] = await place.ask<Record<string, unknown>>(
    `select a.sealed_on::text as "sealedOn", (select s.sealed_on::text from seal s
        where s.account = a.number and s.source = 'unit' and s.ended_on is null) as "unitSealedOn"
       from account a where a.number = $1`,
    who.account,
  );
  const { sealedOn, unitSealedOn } = account;
  expect({ state, source, ...seals }).toEqual({
    ...{ state: account.state, source: account.source, sealedOn, unitSealedOn },
  });
  expect(await demo.balances(who)).toEqual(money.balances());
  const months = await place.ask<{ month: string }>(
    'select covered_months($1) as month order by 1',
    who.account,
  );
  expect(months.map(({ month }) => month)).toEqual([...account.paid].sort());
  if (led.exit !== null || led.borrowed) return;
  const told = await desk.as('lin-guiyuan').get(`/persons/${who.person}/earliest-dates`);
  const brief = (items: readonly object[]) =>
    (items as { what: string; state: string; on: string | null }[])
      .filter(({ what }) => SHOWN.includes(what))
      .map(({ what, state: stands, on }) => ({ what, stands, on }));
  expect(brief(told.list('items'))).toEqual(
    brief(RULES.dates(datesFactsOf(life, RULES)).milestones),
  );
}

async function begins(): Promise<Led> {
  const life = newLife(dateAt(clock.now()));
  const who = await demo.joins();
  live(life, { kind: 'join' }, RULES);
  return { who, life, money: savings(), exit: null, borrowed: false, done: new Set() };
}

const round = fc.record({
  days: fc.constantFrom(1, 29, 30, 31, 61, 92, 181, 182, 183, 184),
  picks: fc.array(fc.nat(99), { minLength: AT_ONCE, maxLength: AT_ONCE }),
});
const STORIES = fc.sample(fc.array(round, { minLength: ROUNDS, maxLength: ROUNDS }), {
  ...{ numRuns: Math.ceil(LIVES / AT_ONCE), seed: 315 },
});
/** What the first group is known to come to. */
const WANTED = [
  ...['pay', 'employ', 'seal', 'convert', 'stop', 'resume', 'loan'],
  ...['exit partial', 'exit waits', 'exit refused', 'gate granted', 'gate refused'],
  ...['employ while leaving', 'seal while leaving', 'loan while leaving'],
];

describe('lives side by side', { timeout: 240_000 }, () => {
  it.each(STORIES.map((rounds, n) => [n + 1, rounds] as const))(
    'group %i is in the books as it is counted on fingers',
    async (group, rounds) => {
      const all: Led[] = [];
      demo.goTo(plainDate(`${addToMonth(monthOf(demo.today()), 1)}-08`));
      for (let n = 0; n < AT_ONCE; n += 1) all.push(await begins());
      for (const { days, picks } of rounds) {
        for (const [n, led] of all.entries()) {
          const may = possible(led);
          const act = may[picks[n]! % may.length]!;
          led.done.add(led.exit === null ? act : `${act} while leaving`);
          if (led.life.account) await ACTS[act](led, led.life.account);
          desk.clock.ahead = clock.ahead();
          await expectSame(led);
        }
        await onTo(addDays(demo.today(), days), all);
      }
      const done = new Set(all.flatMap((led) => [...led.done]));
      if (group === 1) expect([...done]).toEqual(expect.arrayContaining(WANTED));
    },
  );
});
