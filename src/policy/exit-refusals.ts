/** What a person is told when leaving (退出销户) is refused, with what was found. */
import { addDays, type PlainDate } from '../domain/calendar.ts';
import type { ClauseKey } from './clauses.ts';
import type { ReasonText } from './decision.ts';
import type { ExitReason } from './exit.ts';

/** Printed reasons have words of their own; the rule's stay as they are. */
export const EXIT_REFUSAL_WORDS = {
  'exit-open-loan': {
    text: '有未结清的住房公积金贷款（本人借款或者共同借款），结清以前不能办理销户提取。',
    remedy:
      '账户余额可以按“偿还购房贷款本息”申请提取，先还贷款；贷款结清后本中心会通知您，届时可以再次申请。',
    clause: 'liaoning-7',
  },
  'exit-guarantee': {
    text: '对住房公积金贷款负有担保责任（为他人担保，或者账户已为贷款质押）。',
    remedy: '请先由借款人结清贷款或者解除担保；解除后本中心会通知您，届时可以再次申请。',
    clause: 'liaoning-7',
  },
  'exit-hold': {
    text: '账户被冻结，或者有应退还的款项、来源待定的款项。',
    remedy:
      '冻结的请向作出冻结的机关了解；应退还的请先退还；来源待定的由本中心更正后，可以再次申请。',
    clause: 'liaoning-7',
  },
  'exit-ban': {
    text: '在违法提取或者骗取贷款的限制期内，不得提取。',
    remedy: '限制期满的次日起可以再次申请；对限制有异议的，可以申请解除。',
    clause: 'regulation-41',
  },
  'exit-case-in-flight': {
    text: '本人有其他业务正在办理。',
    remedy: '该业务办结或者撤回后可以再次申请。',
    clause: 'liaoning-7',
  },
} as const satisfies Record<`exit-${ExitReason}`, ReasonText>;
export type ExitRefusalCode = keyof typeof EXIT_REFUSAL_WORDS;

export interface ExitRefusal {
  readonly code: ExitRefusalCode;
  readonly clause: ClauseKey;
  /** What was found: codes and days. */
  readonly detail: Readonly<Record<string, string>>;
  /** The first day on which waiting alone helps; null: it does not. */
  readonly earliestOn: PlainDate | null;
}

export interface ExitFound {
  readonly holds: readonly string[];
  readonly bans: readonly PlainDate[];
  /** Printed numbers of the other cases, with their type. */
  readonly cases: readonly { readonly number: string; readonly type: string }[];
  readonly on: PlainDate;
}

/** Every reason of the rule with what was found. */
export function exitRefusals(
  reasons: readonly ExitReason[],
  found: ExitFound,
): readonly ExitRefusal[] {
  return reasons.map((reason) => {
    const code = `exit-${reason}` as const;
    return { code, clause: EXIT_REFUSAL_WORDS[code].clause, ...foundFor(reason, found) };
  });
}

function foundFor(
  reason: ExitReason,
  { holds, bans, cases, on }: ExitFound,
): Pick<ExitRefusal, 'detail' | 'earliestOn'> {
  switch (reason) {
    case 'hold':
      return { detail: { kinds: holds.join(',') }, earliestOn: null };
    case 'ban': {
      const until =
        [...bans]
          .filter((day) => day >= on)
          .sort()
          .at(-1) ?? null;
      return {
        detail: until === null ? {} : { until },
        earliestOn: until === null ? null : addDays(until, 1),
      };
    }
    case 'case-in-flight':
      return {
        detail: {
          types: cases.map(({ type }) => type).join(','),
          numbers: cases.map(({ number }) => number).join('、'),
        },
        earliestOn: null,
      };
    case 'open-loan':
    case 'guarantee':
      return { detail: {}, earliestOn: null };
  }
}

const isLoan = (one: ExitReason) => one === 'open-loan' || one === 'guarantee';

/** A loan or a guarantee is among them: the person is told when it is settled, and what else still stands. */
export function endsWithLoan(reasons: readonly ExitReason[]): boolean {
  return reasons.some(isLoan);
}

/** Beside it something that nobody waits for. */
export function hasOthers(reasons: readonly ExitReason[]): boolean {
  return !reasons.every(isLoan);
}
