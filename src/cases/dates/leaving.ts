/** Leaving (clause 7): the half year of the seal, and from when money is paid and the account closes. */
import { addDays, type PlainDate } from '../../domain/calendar.ts';
import { compare, ZERO } from '../../domain/money.ts';
import { SEAL_CLOCKS, type SealClock } from '../../domain/vocabulary.ts';
import type { Decision } from '../../policy/decision.ts';
import { assessExit, EXIT_REASONS, type Exit } from '../../policy/exit.ts';
import { sealedForExit } from '../../policy/exit-terms.ts';
import { wordValue } from '../../policy/figure-values.ts';
import { halfYear } from '../../policy/half-year.ts';
import { dayText, listText } from '../wording.ts';
import { figureOf, type AccountFacts, type DatesFacts } from './facts.ts';
import {
  converting,
  free,
  isSealedBySignature,
  SEALED,
  sealedOnBy,
  type Clock,
  type Decided,
  type Words,
} from './leaving-words.ts';
import { notInRegret, regretOf } from './regret.ts';
import { halfYearSteps } from './half-year.ts';
import {
  leftText,
  milestone,
  reading,
  step,
  type Draft,
  type Milestone,
  type Otherwise,
} from './milestone.ts';

/** What the seal of the account, or of its employee portion, leads to. */
export function leavingDates(facts: DatesFacts): readonly Milestone[] {
  const { account, on } = facts;
  if (account === null) return [];
  if (account.source === 'unit' && account.state === 'normal') return [stillEmployed(on, account)];
  const clock = clockOf(facts);
  return [...halfYearOf(facts, account, clock), exitOf(facts, account, clock)];
}

function clockOf(facts: DatesFacts): Clock {
  const figure = figureOf(facts, 'seal-clock');
  return figure === null
    ? { seal: 'employee-portion', source: null }
    : { seal: wordValue(figure, SEAL_CLOCKS), source: figure.document };
}

/** Employee money, or a seal of it: the half year is asked for. */
function isConverted({ employeeSealedOn, employeeBalance }: AccountFacts): boolean {
  return employeeSealedOn !== null || compare(employeeBalance, ZERO) > 0;
}

function halfYearOf(facts: DatesFacts, account: AccountFacts, clock: Clock): readonly Milestone[] {
  const { on } = facts;
  const sealedOn = sealedOnBy(account, clock.seal);
  if (!isConverted(account) || sealedOn === null) return [];
  const decision = halfYear({ sealedOn });
  const { lastDayOn, opensOn } = decision;
  return [
    milestone(on, {
      what: 'half-year',
      kind: 'from',
      on: opensOn,
      account: account.account,
      sentence: `${SEALED[clock.seal]}${dayText(sealedOn)}封存，半年至${dayText(lastDayOn)}止，自${dayText(opensOn)}起可以办理销户，${leftText(on, opensOn)}。`,
      steps: halfYearSteps(SEALED[clock.seal], sealedOn),
      advice: '可以提前的办法：无。封存期间被单位录用并启封的，重新计算。',
      readings: halfYearReadings(clock),
      decisions: [decision],
    }),
  ];
}

function halfYearReadings({ seal, source }: Clock) {
  const id = seal === 'whole-account' ? 'seal-clock-account' : 'seal-clock-portion';
  return [reading(id, source), reading('half-year-end'), reading('half-year-holiday')];
}

function stillEmployed(on: PlainDate, { account }: AccountFacts): Milestone {
  return milestone(on, {
    what: 'exit',
    kind: 'from',
    on: null,
    barred: true,
    account,
    sentence: '账户由单位正常缴存，不适用灵活就业人员的退出销户。',
    steps: [step('账户由单位正常缴存，单位办理封存后自封存日起算半年', { clause: 'liaoning-7' })],
    advice: '离职后由单位办理封存；封存后可以转为灵活就业缴存，也可以等封存满半年后销户。',
  });
}

function exitOf(facts: DatesFacts, account: AccountFacts, clock: Clock): Milestone {
  const decision = assessed(facts, account, clock.seal);
  const converted = isConverted(account);
  const draft = {
    what: 'exit',
    kind: 'from',
    account: account.account,
    readings: converted ? halfYearReadings(clock) : [],
    otherwise: converted ? otherClock(facts, account, clock.seal) : [],
    decisions: [decision],
  } as const;
  if (decision.outcome === 'refused') {
    return milestone(facts.on, { ...draft, ...refused(facts, account, { clock, decision }) });
  }
  const regret = regretOf(facts);
  return milestone(facts.on, {
    ...draft,
    on: notInRegret(decision.closesOn, regret),
    ...(converted
      ? converting(facts, account, { clock, decision, regret })
      : free(facts.on, regret)),
  });
}

function assessed(
  { on, obstacles }: DatesFacts,
  account: AccountFacts,
  sealClock: SealClock,
): Decision<Exit> {
  const { openLoan, guarantee, hold, ban, caseInFlight } = obstacles;
  return assessExit({
    on,
    flexibleBalance: account.flexibleBalance,
    employeeBalance: account.employeeBalance,
    employeeSealedOn: account.employeeSealedOn,
    accountSealedOn: sealedForExit({ ...account, on }),
    openLoan,
    guarantee,
    holds: hold ? ['冻结'] : [],
    ban,
    caseInFlight,
    sealClock,
  });
}

const NO_OBSTACLES = {
  openLoan: false,
  guarantee: false,
  hold: false,
  ban: false,
  caseInFlight: false,
};

/** Obstacles with their remedies, and the day that would follow without them. */
function refused(
  facts: DatesFacts,
  account: AccountFacts,
  { clock, decision }: Omit<Decided, 'regret'>,
): Words & Pick<Draft, 'on' | 'barred' | 'otherwise'> {
  const reasons = decision.reasons.map((code) => EXIT_REASONS[code]);
  const unopposed = assessed({ ...facts, obstacles: NO_OBSTACLES }, account, clock.seal);
  const after =
    unopposed.closesOn === null
      ? '上述情形消除后，封存满半年即可销户'
      : '上述情形消除后，按目前的事实最早可以销户';
  return {
    on: null,
    barred: true,
    sentence: `目前不能退出销户：${listText(reasons.map(({ text }) => text.replace(/。$/, '')))}。`,
    steps: reasons.map(({ text, clause }) => step(text.replace(/。$/, ''), { clause })),
    advice: reasons.map(({ remedy }) => remedy).join(''),
    otherwise: [
      { text: after, on: laterOf(facts, unopposed.closesOn, decision.reasons.includes('ban')) },
      ...(isConverted(account) ? otherClock(facts, account, clock.seal) : []),
    ],
  };
}

/** Whoever signs today, or when the ban is over, where its last day is known. */
function laterOf(facts: DatesFacts, day: PlainDate | null, banned: boolean): PlainDate | null {
  const until = banned ? (facts.obstacles.banUntil ?? null) : null;
  const signedOn = until === null || until < facts.on ? facts.on : addDays(until, 1);
  const notBefore = day !== null && day < signedOn ? signedOn : day;
  return notInRegret(notBefore, regretOf({ ...facts, on: signedOn }));
}

/** The closing if the center read the seal the other way; nothing where that changes nothing. */
function otherClock(
  facts: DatesFacts,
  account: AccountFacts,
  seal: SealClock,
): readonly Otherwise[] {
  const other = seal === 'whole-account' ? 'employee-portion' : 'whole-account';
  const free = { ...facts, obstacles: NO_OBSTACLES };
  const regret = regretOf(facts);
  const closing = (clock: SealClock) =>
    notInRegret(assessed(free, account, clock).closesOn, regret);
  const there = closing(other);
  if (closing(seal) === there) return [];
  const signed = isSealedBySignature(account, other) ? `（${dayText(facts.on)}签字封存的）` : '';
  const text = `如以${SEALED[other]}封存满半年计算${signed}`;
  return [
    {
      text: there === null ? `${text}，${SEALED[other]}尚未封存，没有日期` : `${text}，销户最早`,
      on: there,
    },
  ];
}
