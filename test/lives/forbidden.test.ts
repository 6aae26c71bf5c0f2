/** Each forbidden state that a life can be judged for is found when somebody plants it, and only then. */
import { describe, expect, it } from 'vitest';
import { INVARIANT_NAMES } from '../../src/policy/legality.ts';
import { FORBIDDEN, forbiddenIn, JUDGED, type Judged } from './forbidden.ts';
import { live, newLife, type Event } from './life.ts';
import { RULES, type Life } from './model.ts';
import { nextDay } from './naive-time.ts';
import { wrongIn } from './judge.ts';

const FROM = '2027-03-10';

function led(...events: readonly Event[]): Life {
  const life = newLife(FROM);
  for (const event of events) live(life, event, RULES);
  expect(forbiddenIn(life)).toEqual([]);
  return life;
}

const one = (
  kind: 'join' | 'employ' | 'seal' | 'exit' | 'convert' | 'stop' | 'suspend',
): Event => ({
  kind,
});
const months = (count: number): Event => ({ kind: 'months', count });
const later = (days: number): Event => ({ kind: 'wait', days });
const left = () => led(one('join'), months(3), later(5), one('exit'), later(5));
const paying = () => led(one('join'), months(3), later(5));
const empty = () =>
  led(
    ...[one('join'), { kind: 'pause', count: 7 } as const, { kind: 'tell-dormant' } as const],
    ...[later(40), { kind: 'close-dormant' } as const],
  );
const paidOut = (life: Life, more: object = {}) =>
  life.books.paidOut.push({
    ...{ account: 0, on: life.today, cents: 1, granted: 1, withdrawal: true },
    ...more,
  });
/** Once more, later. */
const paidIn = (life: Life, more: object = {}) =>
  life.books.paidIn.push({ ...life.books.paidIn[0]!, on: life.today, month: '2099-01', ...more });

/** What somebody would have to write into the books past everything that prevents it. */
const PLANTS: Readonly<Record<Judged, () => Life>> = {
  'closed-with-loan': () => {
    const life = left();
    Object.assign(life.closed[0]!, { loan: true });
    return life;
  },
  'closed-with-guarantee': () => {
    const life = left();
    Object.assign(life.closed[0]!, { guarantee: true });
    return life;
  },
  'closed-with-hold': () => {
    const life = left();
    life.books.holds.push({ account: 0, from: life.books.accounts[0]!.closed!.on, to: null });
    return life;
  },
  'closed-before-gate': () => {
    const life = led(one('employ'), months(2), one('seal'), later(30));
    const sealedOn = life.account!.unitSealedOn;
    life.paidOut.push({ on: life.today, unit: 1, flexible: 0, sealedOn });
    return life;
  },
  'dormant-closed-early': () => {
    const life = empty();
    const [notice] = life.books.notices;
    Object.assign(notice!, { until: nextDay(notice!.servedOn, 29) });
    return life;
  },
  'money-on-closed': () => {
    const life = left();
    paidIn(life, { on: FROM });
    return life;
  },
  'posted-after-closing': () => {
    const life = left();
    paidOut(life, { cents: 0 });
    return life;
  },
  'plan-on-closed': () => {
    const life = left();
    life.books.agreements[0]!.planned = true;
    return life;
  },
  'agreement-on-closed': () => {
    const life = left();
    life.books.agreements[0]!.states.pop();
    return life;
  },
  'mandate-on-closed': () => {
    const life = left();
    life.books.mandates[0]!.active = true;
    return life;
  },
  'paid-while-sealed': () => {
    const life = led(one('join'), months(3), one('stop'), later(5));
    paidIn(life, { agreement: null });
    return life;
  },
  'unit-money-after-seal': () => {
    const life = led(one('employ'), months(3), one('seal'), later(5));
    paidIn(life);
    return life;
  },
  'month-counted-twice': () => {
    const life = paying();
    paidIn(life, { month: life.books.paidIn[0]!.month });
    return life;
  },
  'debit-after-suspension': () => {
    const life = led(one('join'), months(3), one('suspend'), later(5));
    paidIn(life);
    return life;
  },
  'hold-ignored': () => {
    const life = led(one('join'), months(3), { kind: 'hold' }, later(5));
    paidOut(life);
    return life;
  },
  'withdrawn-during-ban': () => {
    const life = led(one('join'), months(3), { kind: 'ban', days: 30 }, later(5));
    paidOut(life);
    return life;
  },
  'payout-over-grant': () => {
    const life = paying();
    paidOut(life, { cents: 2 });
    return life;
  },
  'two-open-accounts': () => {
    const life = paying();
    life.books.accounts.push({ on: life.today, closed: null });
    return life;
  },
  'two-agreements': () => {
    const life = paying();
    const states = [{ state: 'suspended' as const, on: life.today }];
    life.books.agreements.push({ account: 0, states, planned: false });
    return life;
  },
  'plan-without-agreement': () => {
    const life = led(one('join'), months(3), one('stop'), later(5));
    life.books.agreements[0]!.planned = true;
    return life;
  },
};

/** What cannot stand alone: an agreement of a closed account, and a plan of it, are two of it. */
const WITH: Partial<Record<Judged, readonly Judged[]>> = {
  'plan-on-closed': ['plan-on-closed', 'plan-without-agreement'],
};

describe('a forbidden state', () => {
  it.each(JUDGED)('%s is found when it is planted, and nothing else', (name) => {
    const life = PLANTS[name]();
    expect(forbiddenIn(life)).toEqual(WITH[name] ?? [name]);
    expect(wrongIn(life, RULES)).toContain(name);
  });

  it('is judged of lives, or says why it is not: there is no third', () => {
    const outside = INVARIANT_NAMES.flatMap((name) => {
      const answer = FORBIDDEN[name];
      return typeof answer === 'function' ? [] : [[name, answer.outside] as const];
    });
    expect([...JUDGED, ...outside.map(([name]) => name)].sort()).toEqual(
      [...INVARIANT_NAMES].sort(),
    );
    for (const [name, why] of outside) expect(why.length, name).toBeGreaterThan(20);
    expect(JUDGED).toHaveLength(20);
  });
});
