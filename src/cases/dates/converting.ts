/**
 * A flexible account that goes on: under a new agreement after its seal (恢复缴存), or with the unit that takes
 * it over (灵活转单位). By the very rules of these cases, with their months.
 *
 * @source 通知（征求意见稿）（三）（十四）
 */
import { addToMonth, monthsBetween, type PlainDate } from '../../domain/calendar.ts';
import type { TakeUpWay } from '../../domain/vocabulary.ts';
import { assessEmployment, EMPLOYMENT_REASONS } from '../../policy/conversion-to-employee.ts';
import { ELIGIBILITY_REASONS, joiningWithoutOn, LEGAL_AGES } from '../../policy/eligibility.ts';
import { takeUpMonths } from '../../policy/take-up-months.ts';
import { findTakenAccount, type TakenAccount } from '../../policy/take-up.ts';
import { TAKE_UP_FINDINGS } from '../../policy/take-up-findings.ts';
import type { ReasonText } from '../../policy/decision.ts';
import { dayText, monthText } from '../wording.ts';
import { countOf, type AccountFacts, type DatesFacts } from './facts.ts';
import { leftText, milestone, reading, step, type Draft, type Milestone } from './milestone.ts';

type Barred = Pick<Draft, 'on' | 'barred' | 'sentence' | 'steps' | 'advice'>;

/** Another open case holds the person: one after the other. */
const BUSY: Barred = {
  on: null,
  barred: true,
  sentence: '目前不能申请：本人有其他业务正在办理。',
  steps: [step('本人有其他在办业务，一项一项办理', { clause: 'liaoning-14' })],
  advice: '该业务办结或者撤回后，当日即可申请。',
};

/** The account as the rule of going on reads it; what nobody told stands against nothing. */
function takenOf({ state, source, agreement, transfer = false }: AccountFacts): TakenAccount {
  return { own: true, state, source, agreement: agreement ?? null, transfer, underWay: [] };
}

/** A sealed flexible account goes on under a new agreement (clause 14: nobody gets a second one). */
export function resumable(facts: DatesFacts, own: AccountFacts): Milestone {
  const { on } = facts;
  const { account, sealedOn, paidTo } = own;
  const common = { what: 'resume', kind: 'from', account } as const;
  const barred = barredFrom('resumption', facts, own);
  if (barred !== null) return milestone(on, { ...common, ...barred });
  const young = notYet(facts, '恢复缴存');
  if (young !== null) return milestone(on, { ...common, ...young });
  const { value: toleratedGap, source } = countOf(facts, 'continuity-gap', 0);
  const months = takeUpMonths({ on, paidTo, toleratedGap });
  const { firstMonth, gapMonths, continuity, keptThrough } = months;
  return milestone(on, {
    ...common,
    on,
    sentence: `随时可以申请恢复缴存：在原账户上重新签订协议，账号和缴存记录不变；今日签订的，首期为${monthText(firstMonth)}。`,
    steps: [
      step(sealedOn === null ? '账户已封存，没有销户' : `账户${dayText(sealedOn)}封存，没有销户`, {
        on: sealedOn,
        clause: 'liaoning-14',
      }),
      step('一人一户，不另开户；签订新的缴存使用协议后启封', { clause: 'liaoning-3' }),
      step(`今日签订的，首期为${monthText(firstMonth)}，空${String(gapMonths)}个月`, {
        clause: 'liaoning-3',
      }),
      ...(keptThrough === null
        ? []
        : [
            step(
              continuity === 'kept'
                ? `容许间断${String(toleratedGap)}个月，${dayText(keptThrough)}以前签订的，缴存时间不中断`
                : `容许间断${String(toleratedGap)}个月，${dayText(keptThrough)}已过，缴存时间自首期重新计算`,
              { on: keptThrough, clause: 'liaoning-3', source },
            ),
          ]),
    ],
    advice: '恢复不需要等待。空的月份不计入缴存时间。',
    readings: [reading('continuity-gap', source)],
    decisions: [months],
  });
}

/** What no waiting ends, in the order in which the case would find it; null: nothing stands against it. */
export function barredFrom(way: TakeUpWay, facts: DatesFacts, own: AccountFacts): Barred | null {
  const { obstacles, person } = facts;
  if (obstacles.caseInFlight) return BUSY;
  if (person.drawsPension === true) return standing(ELIGIBILITY_REASONS.pensioner);
  if (person.documentType === 'passport') {
    return standing(ELIGIBILITY_REASONS['document-not-accepted']);
  }
  const { outcome, code } = findTakenAccount(way, takenOf(own));
  return outcome === 'granted' ? null : standing(TAKE_UP_FINDINGS[code]);
}

/** What stands against it, as the case itself would say it. */
function standing({ text, remedy, clause }: ReasonText): Barred {
  return {
    ...{ on: null, barred: true, sentence: `目前不能申请：${text}`, advice: remedy },
    steps: [step(text.replace(/。$/, ''), { clause })],
  };
}

type NotYet = Pick<Draft, 'on' | 'sentence' | 'steps' | 'advice' | 'otherwise'>;

/**
 * Somebody a unit employed before the age of joining: from the day of that age, earlier with an income of
 * their own. Null: of age, or nobody told when the person was born.
 */
export function notYet(facts: DatesFacts, act: string): NotYet | null {
  const { on: today, person } = facts;
  const { bornOn } = person;
  if (bornOn === null) return null;
  const full = countOf(facts, 'age-min', LEGAL_AGES.ageMin);
  const own = countOf(facts, 'age-own-income-min', LEGAL_AGES.ageOwnIncomeMin);
  const ages = { ageMin: full.value, ageOwnIncomeMin: own.value };
  const on = joiningWithoutOn('under-16', { bornOn, livesOnOwnIncome: false, ...ages });
  const ownOn = joiningWithoutOn('under-16', { bornOn, livesOnOwnIncome: true, ...ages });
  if (on === null || ownOn === null || on <= today) return null;
  const age = `${String(full.value)}周岁`;
  const earlier = `年满${String(own.value)}周岁并以自己的劳动收入为主要生活来源的，凭收入材料申请`;
  return {
    on,
    sentence: `${dayText(on)}年满${age}，${leftText(today, on)}；自当日起可以申请${act}。`,
    steps: [
      step(`满${age}之日为${dayText(on)}`, { on, clause: 'liaoning-1', source: full.source }),
    ],
    advice: ownOn < on ? `可以提前的办法：${earlier}。` : '可以提前的办法：无。',
    otherwise: ownOn < on ? [{ text: earlier, on: ownOn > today ? ownOn : today }] : [],
  };
}

const TAKEN_OVER =
  '被单位录用的，自单位首次缴存之日起转为单位职工缴存，账号不变；本人不必申请，也不必等待封存。';

/** The unit acts, not the person: from its first contribution on the account is an employee's. */
export function toEmployee(on: PlainDate, own: AccountFacts): Milestone {
  const { account, paidTo, employedFrom = null, transfer = false } = own;
  const common = { what: 'convert-to-employee', kind: 'from', account } as const;
  const overlap = overlapOf(own);
  const decision = assessEmployment({
    ...{ state: own.state, source: own.source, transfer },
    ...{ firstMonth: employedFrom, ownMonths: overlap, listedOn: on },
  });
  const [reason] = decision.reasons;
  const { earliestOn } = decision;
  if (reason !== undefined && earliestOn === undefined) {
    const { text, remedy, clause } = EMPLOYMENT_REASONS[reason];
    return milestone(on, {
      ...common,
      ...{ on: null, barred: true, sentence: `目前不能转换：${text}`, advice: remedy },
      steps: [step(text.replace(/。$/, ''), { clause })],
      decisions: [decision],
    });
  }
  return milestone(on, {
    ...common,
    on: earliestOn ?? on,
    sentence:
      earliestOn === undefined
        ? TAKEN_OVER
        : `${dayText(earliestOn)}起由单位缴存，${leftText(on, earliestOn)}；自单位首次缴存之日起转为单位职工缴存，账号不变。`,
    steps: [
      step('单位首次缴存（或者列入单位的开户清单）之日转为单位职工', { clause: 'liaoning-3' }),
      step('委托扣款自下一个扣款日之前暂停，缴存使用协议中止，灵活就业部分的余额和记录保留', {
        clause: 'liaoning-3',
      }),
      step(overlapText(own, overlap), { clause: 'liaoning-3' }),
    ],
    advice:
      paidTo !== null && overlap > 0
        ? '请在入职时告知单位已有住房公积金账户，由单位转入同一账户；重叠月份的款项都保留在账户里，不退回也不抵作以后的月份。'
        : '请在入职时告知单位已有住房公积金账户，由单位转入同一账户，避免重复开户。',
    decisions: [decision],
  });
}

/** Months that the holder has paid and the unit pays as well. */
function overlapOf({ paidTo, employedFrom = null }: AccountFacts): number {
  if (paidTo === null || employedFrom === null || employedFrom > paidTo) return 0;
  return monthsBetween(employedFrom, addToMonth(paidTo, 1));
}

function overlapText({ paidTo, employedFrom = null }: AccountFacts, overlap: number): string {
  if (employedFrom !== null && overlap > 0 && paidTo !== null) {
    return `单位自${monthText(employedFrom)}缴存，本人已缴至${monthText(paidTo)}：重叠${String(overlap)}个月，缴存时间只计一次，款项都记入账户`;
  }
  if (employedFrom !== null) return `单位自${monthText(employedFrom)}缴存，与本人已缴的月份不重叠`;
  return paidTo === null
    ? '同一月份两边都缴存的，缴存时间只计一次'
    : `已缴至${monthText(paidTo)}，与单位缴存重叠的月份，缴存时间只计一次，款项都记入账户`;
}
