/** What a supervisor does about a difference: explain it, or have it posted by a second person. */
import { z } from 'zod';
import {
  DECLINE_REASON_NAMES,
  DIFFERENCE_ACTION_NAMES,
  DIFFERENCE_REASON_NAMES,
} from '../cases/bank-differences.ts';
import { declinePosting, explainDifference, proposePosting } from '../db/bank-differences.ts';
import type { Acting } from '../db/acting.ts';
import { confirmPosting } from '../ledger/bank-postings.ts';
import { wordsField } from '../forms/fields.ts';
import { acting, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { findDifference, journalsNamed, type DifferenceRow } from './queries/bank.ts';
import { DifferenceView } from './schemas/bank.ts';
import { idParams } from './schemas/terms.ts';
import { showDifference } from './show-bank.ts';
import { namesIn } from './staff-names.ts';

const act = z.strictObject({
  action: z.enum(DIFFERENCE_ACTION_NAMES, { error: '没有这项操作' }),
  reason: z.enum(DIFFERENCE_REASON_NAMES, { error: '没有这种原因' }).optional(),
  declineReason: z
    .enum(DECLINE_REASON_NAMES, { error: '没有这种原因' })
    .optional()
    .meta({ description: 'Of decline: why the posting is not made' }),
  note: wordsField(200).optional().meta({ description: 'About money; never about a person' }),
});
type Act = z.infer<typeof act>;

export const actOnBankDifference = operation({
  id: 'actOnBankDifference',
  method: 'post',
  path: '/bank-differences/{id}/actions',
  tag: 'Bank',
  summary: 'Explain a difference, propose its posting, confirm or decline that',
  description:
    'Explaining takes a reason, declining a reason of its own. A posting is proposed by one supervisor and confirmed by another.',
  params: idParams,
  body: act,
  bodyExample: { action: 'explain', reason: 'bank-error', note: '银行重复记账，次日冲回' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The difference after it', schema: DifferenceView, etag: true } },
  faults: [
    ...(['action-not-permitted', 'same-person', 'version-conflict'] as const),
    ...(['balance-too-low', 'account-closed', 'effect-conflict'] as const),
  ],
  handle: async (call, deps) => {
    const row = await differenceFor(call, deps, call.params.id);
    checkReason(call.body);
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && row.version > call.version)) {
      const by = acting(call, deps, grantIn(call, row.center));
      await carryOut(deps, call.body, { id: row.id, version: call.version, by });
    }
    const body = await shown(call, deps, await differenceFor(call, deps, row.id));
    return { status: 200, body, version: body.version };
  },
});

/** @throws Fault 'input-invalid' */
function checkReason({ action, reason, declineReason, note }: Act): void {
  if (action === 'explain' && reason === undefined) {
    throw invalid([{ pointer: '#/reason', detail: '请选择原因' }]);
  }
  if (action === 'decline' && declineReason === undefined) {
    throw invalid([{ pointer: '#/declineReason', detail: '请选择退回的原因' }]);
  }
  if ((reason === 'other' || declineReason === 'other-cause') && note === undefined) {
    throw invalid([{ pointer: '#/note', detail: '请写明原因' }]);
  }
}

/** @throws Fault as the database and the ledger refuse */
async function carryOut(
  { pool }: ApiDeps,
  { action, reason = 'other', declineReason = 'other-cause', note: words }: Act,
  seen: { readonly id: string; readonly version: number; readonly by: Acting },
): Promise<void> {
  const note = words ?? null;
  switch (action) {
    case 'explain':
      await explainDifference(pool, { ...seen, reason, note });
      return;
    case 'propose':
      await proposePosting(pool, seen);
      return;
    case 'confirm':
      await confirmPosting(pool, seen);
      return;
    case 'decline':
      await declinePosting(pool, { ...seen, reason: declineReason, note });
  }
}

async function differenceFor(call: Context, { pool }: ApiDeps, id: string): Promise<DifferenceRow> {
  const row = await findDifference(pool, call, id);
  if (!row) throw notFound();
  return row;
}

async function shown(call: Context, { pool }: ApiDeps, row: DifferenceRow) {
  const [names, journals] = await Promise.all([
    namesIn(pool, [row.center]),
    journalsNamed(pool, [...row.journals, ...row.posted]),
  ]);
  return showDifference(row, { call, names, journals });
}
