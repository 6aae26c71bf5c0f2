/**
 * A flexible account that goes on: under a new agreement after its seal (恢复缴存), or with the unit that takes
 * it over (灵活转单位). By the very rules of these cases, with their months.
 *
 * @source 通知（征求意见稿）（三）（十四）
 */
import { addToMonth, monthsBetween, type PlainDate } from '../../domain/calendar.ts';
import { assessEmployment, EMPLOYMENT_REASONS } from '../../policy/conversion-to-employee.ts';
import { takeUpMonths } from '../../policy/take-up-months.ts';
import { findTakenAccount, type TakenAccount } from '../../policy/take-up.ts';
import { TAKE_UP_FINDINGS } from '../../policy/take-up-findings.ts';
import { dayText, monthText } from '../wording.ts';
import { countOf, type AccountFacts, type DatesFacts } from './facts.ts';
import { milestone, reading, step, type Draft, type Milestone } from './milestone.ts';

/** Another open case holds the person: one after the other. */
export const BUSY: Pick<Draft, 'on' | 'barred' | 'sentence' | 'steps' | 'advice'> = {
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
  const { on, obstacles } = facts;
  const { account, sealedOn, paidTo } = own;
  const common = { what: 'resume', kind: 'from', account } as const;
  if (obstacles.caseInFlight) return milestone(on, { ...common, ...BUSY });
  const { outcome, code } = findTakenAccount('resumption', takenOf(own));
  if (outcome !== 'granted') return milestone(on, { ...common, ...standing(code) });
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

/** What stands against it, as the case itself would say it. */
function standing(
  code: keyof typeof TAKE_UP_FINDINGS,
): Pick<Draft, 'on' | 'barred' | 'sentence' | 'steps' | 'advice'> {
  const { text, remedy, clause } = TAKE_UP_FINDINGS[code];
  return {
    ...{ on: null, barred: true, sentence: `目前不能申请：${text}`, advice: remedy },
    steps: [step(text.replace(/。$/, ''), { clause })],
  };
}

/** The unit acts, not the person: from its first contribution on the account is an employee's. */
export function toEmployee(on: PlainDate, own: AccountFacts): Milestone {
  const { account, paidTo, employedFrom = null, transfer = false } = own;
  const common = { what: 'convert-to-employee', kind: 'from', account } as const;
  const overlap = overlapOf(own);
  const decision = assessEmployment({
    ...{ state: own.state, source: own.source, transfer },
    ...{ firstMonth: employedFrom, ownMonths: overlap },
  });
  const [reason] = decision.reasons;
  if (reason !== undefined) {
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
    on,
    sentence:
      '被单位录用的，自单位首次缴存之日起转为单位职工缴存，账号不变；本人不必申请，也不必等待封存。',
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
