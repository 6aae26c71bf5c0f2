/** What an effect of a withdrawal (提取) knows within its transaction: the form, and the books as they stand now. */
import { isPlainDate, plainDate } from '../src/domain/calendar.ts';
import { isYuan } from '../src/domain/money.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { WithdrawalApplication } from '../src/forms/withdrawal.ts';
import type { Context } from './commit/context.ts';
import { prepareWithdrawal, type WithdrawalPrepared } from './withdrawal.ts';

type Params = Readonly<Record<string, unknown>>;

/** As the form was checked before it was sent. */
export function withdrawalOf(context: Context): WithdrawalApplication {
  return WithdrawalApplication.parse(context.content());
}

/** What the course knows of it is sent by our own workflow. */
export async function withdrawalNow(context: Context, params: Params): Promise<WithdrawalPrepared> {
  const { tx, deps, offices, change, head } = context;
  const { acceptedOn, confirmed, overdue, closes, restOnly, loans } = params;
  return prepareWithdrawal(tx, deps, offices, {
    ...{ center: head.center, caseId: head.id, on: change.on },
    application: withdrawalOf(context),
    acceptedOn: isPlainDate(acceptedOn) ? plainDate(acceptedOn) : null,
    confirmed: Array.isArray(confirmed) ? confirmed.map(String) : [],
    overdue: isYuan(overdue) ? overdue : null,
    ...(typeof closes === 'boolean' && { closes }),
    restOnly: restOnly === true,
    ...(loans !== undefined && { loans: loansOf(loans) }),
  });
}

/** What the platform has just answered is written with this very change, and not yet in the books. */
function loansOf(told: unknown): Pick<KnownLoans, 'open' | 'guarantee'> {
  const { open, guarantee } = told as Record<string, unknown>;
  return { open: open === true, guarantee: guarantee === true };
}
