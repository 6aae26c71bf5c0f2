/** 退出销户 in words: why not, what was found, what is waited for, and when what happens. */
import { isPlainDate, plainDate } from '../domain/calendar.ts';
import type { SealClock } from '../domain/vocabulary.ts';
import { EXIT_REFUSAL_WORDS, type ExitRefusal } from '../policy/exit-refusals.ts';
import type { ExitDates, ExitTerms } from '../policy/exit-terms.ts';
import { holdTitle } from './wording-accounts.ts';
import { dayText, listText } from './wording.ts';

const HELD_FOR: Readonly<Record<string, string>> = {
  receivable: '有应退还中心的款项（应收个人款）',
  unclassified: '有来源待定的款项',
};

function heldText(kinds: string): string {
  return listText(
    kinds
      .split(',')
      .filter((kind) => kind !== '')
      .map((kind) => HELD_FOR[kind] ?? holdTitle(kind)),
  );
}

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

/** 灵活就业缴存部分：…；单位缴存部分：…；销户：…, one line each. */
export function exitDateLines(
  { flexiblePayableOn, employeePayableOn, closesOn }: Omit<ExitDates, 'reading' | 'outcome'>,
  on: string,
): readonly string[] {
  const when = (day: string | null) =>
    day === null || !isPlainDate(day) ? null : day <= on ? '签字后即付' : `${dayText(day)}起付`;
  const lines = [
    ['灵活就业缴存部分本息', when(flexiblePayableOn)],
    ['单位缴存部分本息', when(employeePayableOn)],
  ] as const;
  return [
    ...lines.flatMap(([what, text]) => (text === null ? [] : [`${what}：${text}。`])),
    closesOn === null
      ? '销户：单位缴存部分还没有封存，封存满半年的次日。'
      : `销户：${closesOn <= on ? '付清后即销户' : `${dayText(plainDate(closesOn))}起，付清后销户`}。`,
  ];
}

/** What the wait and its reckoning come to, in one sentence. */
export function gateText({ sealedOn, gateOn }: Pick<ExitTerms, 'sealedOn' | 'gateOn'>): string {
  if (sealedOn === null) return '单位缴存部分没有封存，半年尚未起算。';
  if (gateOn === null) return `${dayText(sealedOn)}封存，已满半年。`;
  return `${dayText(sealedOn)}封存（当日不计入），满半年的次日是${dayText(gateOn)}；遇休假日不顺延。`;
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
