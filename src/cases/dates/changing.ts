/** From unit to flexible (clause 3), and the empty account that may be closed (clause 14). */
import {
  addToMonth,
  firstDayOf,
  lastDayOf,
  type PlainDate,
  type PlainMonth,
} from '../../domain/calendar.ts';
import { compare, ZERO } from '../../domain/money.ts';
import type { PaidUpTo } from '../../policy/contribution-cover.ts';
import { dormancy, emptySince } from '../../policy/dormancy.ts';
import { WARNED_MONTHS, warningsAt } from '../../policy/dormancy-warnings.ts';
import { dayText, listText, monthText } from '../wording.ts';
import { retirementIn } from './age.ts';
import { barredFrom, notYet, resumable, toEmployee } from './converting.ts';
import { countOf, type AccountFacts, type Counted, type DatesFacts } from './facts.ts';
import { leftText, milestone, reading, step, type Milestone, type Step } from './milestone.ts';

/**
 * From one identity to the other: an employee's account that may become flexible, and until when without a
 * lost month; a flexible one that a unit takes over, or that goes on after its seal.
 */
export function convertingDates(facts: DatesFacts): readonly Milestone[] {
  const { account } = facts;
  if (account === null) return [];
  const retirement = retirementIn(facts);
  if (retirement !== null && retirement.retiresOn <= facts.on) return [];
  if (account.source === 'flexible') {
    return account.state === 'sealed'
      ? [resumable(facts, account), toEmployee(facts.on, account)]
      : [toEmployee(facts.on, account)];
  }
  return account.state === 'normal' || account.sealedOn === null
    ? [notSealed(facts.on, account)]
    : [convertible(facts, account, account.sealedOn), ...unbroken(facts, account)];
}

function notSealed(on: PlainDate, { account }: AccountFacts): Milestone {
  return milestone(on, {
    what: 'convert',
    kind: 'from',
    on: null,
    barred: true,
    account,
    sentence: '账户由单位正常缴存，单位办理封存后方可转为灵活就业缴存。',
    steps: [step('账户由单位正常缴存，尚未封存', { clause: 'liaoning-3' })],
    advice: '离职后由单位办理封存，封存当日即可申请转换。',
  });
}

function convertible(facts: DatesFacts, own: AccountFacts, on: PlainDate): Milestone {
  const { on: today } = facts;
  const { account } = own;
  const common = { what: 'convert', kind: 'from', account } as const;
  const barred = barredFrom('conversion-to-flexible', facts, own);
  if (barred !== null) return milestone(today, { ...common, ...barred });
  const young = notYet(facts, '转为灵活就业缴存');
  if (young !== null) return milestone(today, { ...common, ...young });
  return milestone(today, {
    ...common,
    on,
    sentence: `账户已于${dayText(on)}封存，可以转为灵活就业缴存，账号和缴存记录不变，不必另开账户。`,
    steps: [
      step(`单位已于${dayText(on)}封存账户`, { on, clause: 'liaoning-3' }),
      step('签订缴存使用协议后，同一账户转为灵活就业缴存，账号不变', { clause: 'liaoning-3' }),
    ],
    advice: '转换不需要等待封存满半年。',
  });
}

function unbroken(facts: DatesFacts, { account, paidTo }: AccountFacts): readonly Milestone[] {
  if (paidTo === null) return [];
  const { value: gap, source } = countOf(facts, 'continuity-gap', 0);
  const month = addToMonth(paidTo, 1 + gap);
  const on = lastDayOf(month);
  return [
    milestone(facts.on, {
      what: 'convert-by',
      kind: 'until',
      on,
      account,
      sentence: `最迟自${monthText(month)}起以灵活就业身份缴存，缴存时间不中断，${leftText(facts.on, on)}。`,
      steps: [
        step(`单位缴至${monthText(paidTo)}`, { clause: 'liaoning-3' }),
        step(`容许间断${gap}个月`, { clause: 'liaoning-3', source }),
        step(`首个灵活就业缴存月份不晚于${monthText(month)}`, { on, clause: 'liaoning-3' }),
      ],
      advice: '保持的办法：在该月的扣款日以前转换完毕；空的月份不计入缴存时间。',
      readings: [reading('continuity-gap', source)],
    }),
  ];
}

/** From when an account without contributions may be closed, if it is empty. */
export function dormancyDates(facts: DatesFacts): readonly Milestone[] {
  const { account, on } = facts;
  const upTo = account === null ? null : emptySince(account);
  if (account === null || upTo === null || account.source !== 'flexible') return [];
  const { value: months, source } = countOf(facts, 'dormancy-wait', 6);
  const notice = countOf(facts, 'dormancy-notice', 30);
  const warned = countOf(facts, 'dormancy-warnings', WARNED_MONTHS);
  const decision = dormancy({ ...upTo, months });
  const { possibleFrom } = decision;
  const emptyFrom = upTo.paidTo === undefined ? upTo.activatedIn : addToMonth(upTo.paidTo, 1);
  const range = `${monthText(emptyFrom)}至${monthText(addToMonth(emptyFrom, months - 1))}`;
  return [
    milestone(on, {
      what: 'dormancy',
      kind: 'from',
      on: possibleFrom,
      account: account.account,
      sentence:
        possibleFrom <= on
          ? `连续未缴存已满${months}个月；余额为零的，中心可以在通知后销户。`
          : `如此后一直不缴存且余额为零，自${dayText(possibleFrom)}起可能被销户，${leftText(on, possibleFrom)}。`,
      steps: [
        step(paidText(account.paidTo, upTo), { clause: 'liaoning-14' }),
        step(`连续未缴存的足月${range}，共${months}个月（“以上”包括本数）`, {
          clause: 'civil-code-1259',
          source,
        }),
        ...warningSteps(emptyFrom, { months, warned }),
        step(`次月首日${dayText(possibleFrom)}起，余额为零的可以销户`, {
          on: possibleFrom,
          clause: 'liaoning-14',
        }),
        step(`销户前至少提前${notice.value}日通知，销户当日再次核对`, {
          clause: 'liaoning-14',
          source: notice.source,
        }),
        ...(facts.obstacles.openLoan || facts.obstacles.guarantee
          ? [step('有未结清的贷款或者担保责任的，账户保留，不会因此销户', { clause: 'liaoning-7' })]
          : []),
        ...(isEmpty(account) ? [] : [step('目前余额不为零，不会因此销户')]),
      ],
      advice: '避免的办法：缴存一次即重新计算；尚有利息的，先付到本人的银行卡再销户。',
      readings: [reading('dormancy-months', source)],
      decisions: [decision],
    }),
  ];
}

/** 提醒 in the months before, by the figure of the sweep. */
function warningSteps(
  emptyFrom: PlainMonth,
  { months, warned }: { readonly months: number; readonly warned: Counted },
): readonly Step[] {
  const at = warningsAt(months, warned.value);
  const [first] = at;
  if (first === undefined) return [];
  const on = firstDayOf(addToMonth(emptyFrom, first));
  return [
    step(`满${listText(at.map(String))}个月未缴存时各提醒一次，首次自${dayText(on)}起`, {
      on,
      clause: 'liaoning-14',
      source: warned.source,
    }),
  ];
}

function paidText(paidTo: AccountFacts['paidTo'], upTo: PaidUpTo): string {
  if (upTo.paidTo !== undefined) return `缴至${monthText(upTo.paidTo)}`;
  const from = monthText(upTo.activatedIn);
  return paidTo === null
    ? `${from}启用，尚未缴存`
    : `缴至${monthText(paidTo)}，自${from}起恢复缴存，尚未缴存`;
}

function isEmpty({ flexibleBalance, employeeBalance }: AccountFacts): boolean {
  return compare(flexibleBalance, ZERO) === 0 && compare(employeeBalance, ZERO) === 0;
}
