/**
 * Why something is sent back to whoever submitted it (退回原因): the codes with their words and with what each
 * rests on. Every act that sends back takes one of them; what was sent back is counted by them.
 */
import { RETURN_CODES, type ReturnCode } from '../domain/vocabulary.ts';
import { clauseTitle, type ClauseKey } from '../policy/clauses.ts';

interface ReturnReason {
  readonly title: string;
  readonly clause: ClauseKey;
}

const RETURN_REASONS: Readonly<Record<ReturnCode, ReturnReason>> = {
  'facts-unclear': { title: '事实没有查清', clause: 'liaoning-14' },
  'evidence-missing': { title: '缺少依据材料', clause: 'regulation-25' },
  'scan-unreadable': { title: '扫描件看不清或者不全', clause: 'regulation-25' },
  'entry-wrong': { title: '录入与原件不一致', clause: 'liaoning-14' },
  'ground-wrong': { title: '适用的条款或者措施不当', clause: 'liaoning-2' },
  'procedure-wrong': { title: '送达、期限或者程序不符合约定', clause: 'liaoning-2' },
  'books-differ': { title: '与账目不符', clause: 'liaoning-5' },
  other: { title: '其他（须写明）', clause: 'liaoning-14' },
};

export function returnTitle(code: string): string {
  return returnReason(code).reasonTitle;
}

/** Title and clause; a code that nobody knows stands for itself. */
export function returnReason(code: string) {
  const known = RETURN_CODES.find((one) => one === code);
  if (known === undefined) return { reasonTitle: code, clauseTitle: '' };
  const { title, clause } = RETURN_REASONS[known];
  return { reasonTitle: title, clauseTitle: clauseTitle(clause) };
}

/** What is sent with an act that sends back. Acts before the codes carry words alone. */
export interface SentBack {
  readonly reasonCode?: ReturnCode | undefined;
  readonly reason?: string | undefined;
}

/** What of it stands in the trail: the code for everybody, the words sealed. */
export function sentBack({ reasonCode, reason }: SentBack) {
  return {
    public: reasonCode === undefined ? {} : { reasonCode },
    ...(reason === undefined ? {} : { content: { reason } }),
  };
}
