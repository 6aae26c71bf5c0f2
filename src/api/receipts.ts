/** 缴存回执 of an account, printed for a month or a period: a numbered document kept with the person. */
import { z } from 'zod';
import type { ContributionReceiptParams } from '../cases/wording-documents.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { issuePersonDocument } from '../db/person-documents.ts';
import { dateAt, plainDate, plainMonth } from '../domain/calendar.ts';
import { exact, yuan } from '../domain/money.ts';
import { monthField } from '../forms/fields.ts';
import { accountFor } from './accounts.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { invalid } from './input.ts';
import { moneyHeadOf } from './money-head.ts';
import { operation, type Context } from './operation.ts';
import { personDocument } from './person-documents.ts';
import { personPaper } from './person-paper.ts';
import type { AccountDetailRow } from './queries/accounts.ts';
import { monthsOf } from './queries/contributions.ts';
import { PersonDocumentView } from './schemas/parts.ts';
import { idParams } from './schemas/terms.ts';

const period = z
  .strictObject({ from: monthField, to: monthField })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: '不能早于起始月份' });

export const printReceipt = operation({
  id: 'printReceipt',
  method: 'post',
  path: '/accounts/{id}/receipts',
  tag: 'Accounts',
  summary: 'A receipt of the contributions of a month or a period (缴存回执), kept with the person',
  description: 'Reads name and document in full to print them; the trail keeps that it was done.',
  params: idParams,
  body: period,
  bodyExample: { from: '2026-10', to: '2026-12' },
  keyed: true,
  answers: {
    200: {
      description: 'Issued before under this key',
      schema: PersonDocumentView,
      location: true,
    },
    201: {
      description: 'The document; its PDF is at `href`',
      schema: PersonDocumentView,
      location: true,
    },
  },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const account = await accountFor(call, deps, call.params.id);
    const params = await receiptOf(call, deps, account, call.body);
    const id = caseIdOf(call.caller.id, `receipt\n${call.key}`);
    const { person, center } = account;
    const paper = personPaper(call, deps, {
      ...{ id, person, center, kind: 'contribution-receipt', params },
    });
    await issuePersonDocument(deps.pool, createPersonKeys(deps.secrets.center), paper);
    const body = await personDocument(call, deps, { person, id });
    return { status: 201, location: body.href, body };
  },
});

/** @throws Fault 'input-invalid' when nothing was paid in the period */
async function receiptOf(
  context: Context,
  deps: ApiDeps,
  account: AccountDetailRow,
  { from, to }: z.output<typeof period>,
): Promise<ContributionReceiptParams> {
  const paid = await monthsOf(deps.pool, account.number);
  const within = paid.filter(({ month }) => month >= from && month <= to);
  if (within.length === 0) {
    throw invalid([{ pointer: '#/from', detail: '所填期间没有已缴存的月份' }]);
  }
  const months = within.map(({ month, amount, paidOn, journal }) => ({
    ...{ month: plainMonth(month), amount: yuan(amount), paidOn: plainDate(paidOn), journal },
  }));
  const total = months.reduce((sum, { amount }) => sum.plus(exact(amount)), exact(0));
  return {
    ...(await moneyHeadOf(context, deps, account, '打印缴存回执')),
    issuedOn: dateAt(deps.now()),
    ...{ from: plainMonth(from), to: plainMonth(to), months, total: yuan(total.toFixed(2)) },
  };
}
