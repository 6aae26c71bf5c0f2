/** Leaving in words: for whoever has only flexible money, and for whoever was an employee. */
import type { PlainDate } from '../../domain/calendar.ts';
import type { SealClock } from '../../domain/vocabulary.ts';
import type { Decision } from '../../policy/decision.ts';
import type { Exit } from '../../policy/exit.ts';
import { halfYear } from '../../policy/half-year.ts';
import { dayText } from '../wording.ts';
import type { AccountFacts, DatesFacts } from './facts.ts';
import { halfYearSteps } from './half-year.ts';
import { leftText, step, type Draft, type Step } from './milestone.ts';
import { notInRegret, regretSteps, regretText, SOONER, type Regret } from './regret.ts';

export interface Clock {
  readonly seal: SealClock;
  readonly source: string | null;
}

export const SEALED: Readonly<Record<SealClock, string>> = {
  'employee-portion': '单位缴存部分',
  'whole-account': '账户',
};

export function sealedOnBy(account: AccountFacts, seal: SealClock): PlainDate | null {
  return seal === 'whole-account' ? account.sealedOn : account.employeeSealedOn;
}

export type Words = Pick<Draft, 'sentence' | 'steps' | 'advice'>;

/** Only flexible money: nothing waits but the days in which it can be taken back. */
export function free(on: PlainDate, regret: Regret | null): Words {
  const now =
    regret === null
      ? '随时可以全额提取并销户'
      : `随时可以签字；${regretText(on, regret)}，付清即销户，${leftText(on, regret.from)}`;
  return {
    sentence: `账户里只有灵活就业缴存，不需要等待封存；${now}。`,
    steps: [
      step('没有以单位职工身份缴存的部分，不适用封存满半年', { clause: 'liaoning-7' }),
      step('没有未结清的贷款、担保责任等情形的，可以全额提取、终止协议并销户', {
        clause: 'liaoning-7',
      }),
      ...regretSteps(regret),
    ],
    advice: regret === null ? '随时可以办理。' : SOONER,
  };
}

export interface Decided {
  readonly clock: Clock;
  readonly decision: Decision<Exit>;
  /** Null: nothing can be taken back after the signature. */
  readonly regret: Regret | null;
}

/** The account is still paid into: only the signature seals it, and what it waits for runs from that day. */
export function isSealedBySignature(account: AccountFacts, seal: SealClock): boolean {
  return seal === 'whole-account' && account.sealedOn === null && account.source === 'flexible';
}

/** Nothing of it is sealed yet, and the day holds for whoever signs on the day it is reckoned for. */
function onSigning({ on }: DatesFacts, closesOn: PlainDate, regret: Regret | null): Words {
  return {
    sentence: `${dayText(on)}签字退出、账户当日封存的，自${dayText(closesOn)}起可以提取并销户，${leftText(on, closesOn)}。`,
    steps: [...halfYearSteps('签字退出后，账户', on), ...regretSteps(regret)],
    advice: '可以提前的办法：早日签字；自签字之日起算半年，晚一日签字，晚一日销户。',
  };
}

/** Somebody who was an employee: the half year gates the closing. */
export function converting(
  facts: DatesFacts,
  account: AccountFacts,
  decided: Decided,
): Words & Partial<Pick<Draft, 'on'>> {
  const { clock, decision, regret } = decided;
  const { on } = facts;
  const closesOn = notInRegret(decision.closesOn, regret);
  if (closesOn !== null && isSealedBySignature(account, clock.seal)) {
    return onSigning(facts, closesOn, regret);
  }
  const what = SEALED[clock.seal];
  const sealedOn = sealedOnBy(account, clock.seal);
  const { now, money } = flexibleFirst(on, decided);
  if (sealedOn === null || closesOn === null) {
    return {
      sentence: `${now}${what}还没有封存，封存满半年后方可销户。`,
      steps: [...money, step(`${what}没有登记封存日，半年尚未起算`, { clause: 'liaoning-7' })],
      advice: '可以提前的办法：尽早办理封存，自封存之日起算半年。',
    };
  }
  const steps = [...money, ...halfYearSteps(what, sealedOn)];
  if (decision.outcome === 'granted') return full(on, { what, sealedOn, steps, regret });
  return {
    sentence: `${now}自${dayText(closesOn)}起可以提取其余部分并销户，${leftText(on, closesOn)}。`,
    steps: now === '' ? [...steps, ...regretSteps(regret)] : steps,
    advice:
      now === ''
        ? '可以提前的办法：无。'
        : '可以提前的办法：销户不能提前；灵活就业部分不必等待，可以先行提取。',
  };
}

/** The flexible money that waits for no seal; nothing where there is none, or where it waits as well. */
function flexibleFirst(
  on: PlainDate,
  { decision: { flexiblePayableOn, outcome }, regret }: Decided,
): { readonly now: string; readonly money: readonly Step[] } {
  if (flexiblePayableOn === null || outcome !== 'partial') return { now: '', money: [] };
  const clause = 'liaoning-7';
  if (regret === null) {
    return {
      now: '灵活就业部分现在就可以提取；',
      money: [step('灵活就业部分不等待封存，现在就可以提取', { clause })],
    };
  }
  return {
    now: `灵活就业部分不等待封存，${regretText(on, regret)}；`,
    money: [step('灵活就业部分不等待封存，反悔期满后即付', { clause }), ...regretSteps(regret)],
  };
}

/** The half year is over: at once, or when it can be taken back no more. */
function full(
  on: PlainDate,
  {
    what,
    sealedOn,
    steps,
    regret,
  }: {
    readonly what: string;
    readonly sealedOn: PlainDate;
    readonly steps: readonly Step[];
    readonly regret: Regret | null;
  },
): Words & Partial<Pick<Draft, 'on'>> {
  if (regret === null) {
    return {
      on: halfYear({ sealedOn }).opensOn,
      sentence: `${what}封存已满半年，随时可以提取并销户。`,
      steps,
      advice: '随时可以办理。',
    };
  }
  return {
    sentence: `${what}封存已满半年，随时可以签字；${regretText(on, regret)}，付清即销户，${leftText(on, regret.from)}。`,
    steps: [...steps, ...regretSteps(regret)],
    advice: SOONER,
  };
}
