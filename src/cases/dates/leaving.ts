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
import { halfYearSteps } from './half-year.ts';
import {
  leftText,
  milestone,
  reading,
  step,
  type Draft,
  type Milestone,
  type Otherwise,
  type Step,
} from './milestone.ts';

/** What the seal of the account, or of its employee portion, leads to. */
export function leavingDates(facts: DatesFacts): readonly Milestone[] {
  const { account, on } = facts;
  if (account === null) return [];
  if (account.source === 'unit' && account.state === 'normal') return [stillEmployed(on, account)];
  const clock = clockOf(facts);
  return [...halfYearOf(facts, account, clock), exitOf(facts, account, clock)];
}

interface Clock {
  readonly seal: SealClock;
  readonly source: string | null;
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

function sealedOnBy(account: AccountFacts, seal: SealClock): PlainDate | null {
  return seal === 'whole-account' ? account.sealedOn : account.employeeSealedOn;
}

const SEALED: Readonly<Record<SealClock, string>> = {
  'employee-portion': '单位缴存部分',
  'whole-account': '账户',
};

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
  return milestone(facts.on, {
    ...draft,
    on: decision.closesOn,
    ...(converted ? converting(facts, account, { clock, decision }) : FREE),
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

type Words = Pick<Draft, 'sentence' | 'steps' | 'advice'>;

/** Only flexible money: nothing waits. */
const FREE: Words = {
  sentence: '账户里只有灵活就业缴存，不需要等待封存；随时可以全额提取并销户。',
  steps: [
    step('没有以单位职工身份缴存的部分，不适用封存满半年', { clause: 'liaoning-7' }),
    step('没有未结清的贷款、担保责任等情形的，可以全额提取、终止协议并销户', {
      clause: 'liaoning-7',
    }),
  ],
  advice: '随时可以办理。',
};

interface Decided {
  readonly clock: Clock;
  readonly decision: Decision<Exit>;
}

/** The account is still paid into: only the signature seals it, and what it waits for runs from that day. */
function isSealedBySignature(account: AccountFacts, seal: SealClock): boolean {
  return seal === 'whole-account' && account.sealedOn === null && account.source === 'flexible';
}

/** Nothing of it is sealed yet, and the day holds for whoever signs on the day it is reckoned for. */
function onSigning({ on }: DatesFacts, closesOn: PlainDate): Words {
  return {
    sentence: `${dayText(on)}签字退出、账户当日封存的，自${dayText(closesOn)}起可以提取并销户，${leftText(on, closesOn)}。`,
    steps: halfYearSteps('签字退出后，账户', on),
    advice: '可以提前的办法：早日签字；自签字之日起算半年，晚一日签字，晚一日销户。',
  };
}

/** Somebody who was an employee: the half year gates the closing. */
function converting(
  facts: DatesFacts,
  account: AccountFacts,
  { clock, decision }: Decided,
): Words & Partial<Pick<Draft, 'on'>> {
  const { on } = facts;
  const { closesOn, flexiblePayableOn } = decision;
  if (closesOn !== null && isSealedBySignature(account, clock.seal)) {
    return onSigning(facts, closesOn);
  }
  const what = SEALED[clock.seal];
  const sealedOn = sealedOnBy(account, clock.seal);
  const early = flexiblePayableOn !== null && decision.outcome === 'partial';
  const now = early ? '灵活就业部分现在就可以提取；' : '';
  const money = early
    ? [step('灵活就业部分不等待封存，现在就可以提取', { clause: 'liaoning-7' })]
    : [];
  if (sealedOn === null || closesOn === null) {
    return {
      sentence: `${now}${what}还没有封存，封存满半年后方可销户。`,
      steps: [...money, step(`${what}没有登记封存日，半年尚未起算`, { clause: 'liaoning-7' })],
      advice: '可以提前的办法：尽早办理封存，自封存之日起算半年。',
    };
  }
  const steps: readonly Step[] = [...money, ...halfYearSteps(what, sealedOn)];
  if (decision.outcome === 'granted') {
    return {
      on: halfYear({ sealedOn }).opensOn,
      sentence: `${what}封存已满半年，随时可以提取并销户。`,
      steps,
      advice: '随时可以办理。',
    };
  }
  return {
    sentence: `${now}自${dayText(closesOn)}起可以提取其余部分并销户，${leftText(on, closesOn)}。`,
    steps,
    advice: early
      ? '可以提前的办法：销户不能提前；灵活就业部分不必等待，可以先行提取。'
      : '可以提前的办法：无。',
  };
}

/** Obstacles with their remedies, and the day that would follow without them. */
function refused(
  facts: DatesFacts,
  account: AccountFacts,
  { clock, decision }: Decided,
): Words & Pick<Draft, 'on' | 'barred' | 'otherwise'> {
  const reasons = decision.reasons.map((code) => EXIT_REASONS[code]);
  const free = assessed({ ...facts, obstacles: NO_OBSTACLES }, account, clock.seal);
  const after =
    free.closesOn === null
      ? '上述情形消除后，封存满半年即可销户'
      : '上述情形消除后，按目前的事实最早可以销户';
  return {
    on: null,
    barred: true,
    sentence: `目前不能退出销户：${listText(reasons.map(({ text }) => text.replace(/。$/, '')))}。`,
    steps: reasons.map(({ text, clause }) => step(text.replace(/。$/, ''), { clause })),
    advice: reasons.map(({ remedy }) => remedy).join(''),
    otherwise: [
      { text: after, on: laterOf(free.closesOn, decision.reasons.includes('ban') ? facts : null) },
      ...(isConverted(account) ? otherClock(facts, account, clock.seal) : []),
    ],
  };
}

/** Not before the ban is over, where its last day is known. */
function laterOf(day: PlainDate | null, banned: DatesFacts | null): PlainDate | null {
  const until = banned?.obstacles.banUntil ?? null;
  if (day === null || until === null || until < day) return day;
  return addDays(until, 1);
}

/** The closing if the center read the seal the other way; nothing where that changes nothing. */
function otherClock(
  facts: DatesFacts,
  account: AccountFacts,
  seal: SealClock,
): readonly Otherwise[] {
  const other = seal === 'whole-account' ? 'employee-portion' : 'whole-account';
  const free = { ...facts, obstacles: NO_OBSTACLES };
  const here = assessed(free, account, seal);
  const there = assessed(free, account, other);
  if (here.closesOn === there.closesOn) return [];
  const signed = isSealedBySignature(account, other) ? `（${dayText(facts.on)}签字封存的）` : '';
  const text = `如以${SEALED[other]}封存满半年计算${signed}`;
  return [
    {
      text:
        there.closesOn === null
          ? `${text}，${SEALED[other]}尚未封存，没有日期`
          : `${text}，销户最早`,
      on: there.closesOn,
    },
  ];
}
