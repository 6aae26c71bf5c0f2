/** A statement of an account as answers, papers and tables show it. */
import { sourceTitle } from '../cases/wording-accounts.ts';
import type { AccountStatementParams } from '../cases/wording-documents.ts';
import { exact, yuan, type Yuan } from '../domain/money.ts';
import type { AccountStatement, StatementAsk } from '../ledger/account-statement.ts';
import type { StatementLine } from '../ledger/statement.ts';
import { showLine } from './accounts.ts';

/** 汇缴（已由凭证12冲账）, 冲账（冲凭证11）. */
export function summaryOf({ title, reverses, reversedBy }: StatementLine): string {
  if (reverses !== null) return `${title}（冲凭证${reverses}）`;
  return reversedBy === null ? title : `${title}（已由凭证${reversedBy}冲账）`;
}

export function showStatement(
  { from, to, source, at }: Omit<StatementAsk, 'account'>,
  account: { readonly id: string; readonly number: string },
  { sources, lines, months }: AccountStatement,
) {
  return {
    ...{ account: account.id, number: account.number, from, to, source, at },
    sources: sources.map((one) => ({ ...one, sourceTitle: sourceTitle(one.source) })),
    total: totalOf(sources),
    lines: lines.map((line) => ({ ...showLine(line), summary: summaryOf(line) })),
    months,
  };
}

type Sums = Readonly<Record<'opening' | 'credits' | 'debits' | 'closing', Yuan>>;

function totalOf(sources: readonly Sums[]): Sums {
  const sum = (name: keyof Sums): Yuan =>
    yuan(sources.reduce((all, one) => all.plus(one[name]), exact(0)).toFixed(2));
  return {
    opening: sum('opening'),
    credits: sum('credits'),
    debits: sum('debits'),
    closing: sum('closing'),
  };
}

export type ShownStatement = ReturnType<typeof showStatement>;

type Told = Pick<AccountStatementParams, 'center' | 'name' | 'document' | 'madeOn' | 'booksAt'>;

/** What the printed statement says. */
export function statementOnPaper(shown: ShownStatement, told: Told): AccountStatementParams {
  const sums = ({ opening, credits, debits, closing }: Sums) => ({
    ...{ opening, credits, debits, closing },
  });
  return {
    ...told,
    ...{ account: shown.number, from: shown.from, to: shown.to },
    scope: shown.source === null ? '全部来源' : sourceTitle(shown.source),
    sources: shown.sources.map((one) => ({ title: one.sourceTitle, ...sums(one) })),
    total: { title: '合计', ...sums(shown.total) },
    lines: shown.lines.map(({ valueDate, journal, summary, sourceTitle: title, ...line }) => ({
      ...{ day: valueDate, journal, title: summary, source: title },
      ...{ amount: line.amount, balance: line.balance },
    })),
    months: shown.months.map(({ month, amount, takenBack }) => ({
      ...{ month, amount },
      note: takenBack === null ? '已缴' : `已由凭证${takenBack}冲账或收回`,
    })),
  };
}
