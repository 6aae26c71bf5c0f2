/** 退出销户 in words: why not, what was found, what is waited for, and when what happens. */
import { isPlainDate, plainDate, type PlainDate } from '../domain/calendar.ts';
import type { SealClock } from '../domain/vocabulary.ts';
import { EXIT_REFUSAL_WORDS, type ExitRefusal } from '../policy/exit-refusals.ts';
import { notBefore, payableFrom, type ExitDates, type ExitTerms } from '../policy/exit-terms.ts';
import { heldText } from './wording-held.ts';
import { dayText, listText } from './wording.ts';

/** One reason: what was found, in one or two sentences. */
export function exitReasonText({ code, detail }: Pick<ExitRefusal, 'code' | 'detail'>): string {
  const { text } = EXIT_REFUSAL_WORDS[code];
  const { kinds = '', until = '', numbers = '' } = detail;
  if (kinds !== '') return `${text}查到：${heldText(kinds)}。`;
  if (isPlainDate(until)) return `${text}限制期到${dayText(plainDate(until))}止。`;
  return numbers === '' ? text : `${text}在办业务：${numbers}。`;
}

export function exitRemedy({ code, earliestOn }: Pick<ExitRefusal, 'code' | 'earliestOn'>): string {
  const { remedy } = EXIT_REFUSAL_WORDS[code];
  return earliestOn === null ? remedy : `${remedy}最早${dayText(earliestOn)}。`;
}

const READINGS: Readonly<Record<SealClock, string>> = {
  'employee-portion': '以单位缴存部分的封存日起算半年；灵活就业缴存部分不等待',
  'whole-account': '以整个账户的封存日起算半年；满半年以前，款项都不提取',
};

export function readingText(reading: SealClock): string {
  return READINGS[reading];
}

/**
 * 灵活就业缴存部分：…；单位缴存部分：…；销户：…, one line each.
 *
 * @param on the day on which it is told, and signed
 * @param regretDays days after the signature in which nothing is paid
 */
export function exitDateLines(dates: ExitDates, on: PlainDate, regretDays = 0): readonly string[] {
  const from = payableFrom(on, regretDays);
  const { flexiblePayableOn, employeePayableOn, closesOn } = notBefore(dates, from);
  const regretted = `（今日签字的，${dayText(from)}起）`;
  const when = (day: PlainDate) => {
    if (day > from) return `${dayText(day)}起付`;
    return regretDays === 0 ? '签字后即付' : `反悔期满后付${regretted}`;
  };
  const closes = (day: PlainDate) => {
    if (day > from) return `${dayText(day)}起，付清后销户`;
    return regretDays === 0 ? '付清后即销户' : `反悔期满、付清后即销户${regretted}`;
  };
  const lines = [
    ['灵活就业缴存部分本息', flexiblePayableOn],
    ['单位缴存部分本息', employeePayableOn],
  ] as const;
  return [
    ...lines.flatMap(([what, day]) => (day === null ? [] : [`${what}：${when(day)}。`])),
    closesOn === null
      ? '销户：单位缴存部分还没有封存，封存满半年的次日。'
      : `销户：${closes(closesOn)}。`,
  ];
}

/** What the wait and its reckoning come to, in one sentence. */
export function gateText({ sealedOn, gateOn }: Pick<ExitTerms, 'sealedOn' | 'gateOn'>): string {
  if (sealedOn === null) return '单位缴存部分没有封存，半年尚未起算。';
  if (gateOn === null) return `${dayText(sealedOn)}封存，已满半年。`;
  return `${dayText(sealedOn)}封存（当日不计入），满半年的次日是${dayText(gateOn)}；遇休假日不顺延。`;
}

/**
 * 扣款是否继续, where the exit itself no longer stops the agreement: for what it rests, with the case by its number. Whose
 * case it is is told of the person's own affairs alone: of heirs only that there is one.
 *
 * @returns empty: debits go on
 */
export function agreementRests({
  state,
  reason,
  number,
}: {
  readonly state: 'active' | 'suspended' | 'none';
  readonly reason: string | null;
  readonly number: string | null;
}): string {
  if (state === 'active') return '';
  if (state === 'none') return '账户目前没有生效的缴存使用协议，不扣款。';
  const why = RESTS_FOR[reason ?? ''] ?? '另有业务正在办理';
  const by = number === null ? '' : `（业务编号${number}）`;
  return `缴存使用协议目前因${why}${by}中止，中止期间不扣款；该事由消除以前，扣款不恢复。`;
}

const RESTS_FOR: Readonly<Record<string, string>> = {
  breach: '违约处置',
  exit: '另一件退出销户',
  employed: '单位报送录用',
  'holder-asked': '您本人申请',
  'account-held': '账户被依法冻结',
};

/** Beside it, where a court has ordered a later day: that one is waited for. */
export function courtGateText(on: PlainDate): string {
  return `依法院的文书，${dayText(on)}以前不付款，${dayText(on)}起付清并销户。`;
}

const DELAYS: Readonly<Record<string, string>> = {
  debit: '有一笔扣款正在银行办理',
  payout: '有一笔付款正在银行办理',
  suspense: '有一笔来款待查，须先归入账户或者退回',
  case: '本人有其他业务正在办理',
  listed: '有单位报送录用本人、尚未首次缴存，缴存或者期满以前不销户',
};

export function delayText(delays: readonly string[]): string {
  return listText(delays.map((delay) => DELAYS[delay] ?? delay));
}
