/** Looking at what undoing an opening would come to (撤销开户), or came to. */
import { previewUndo } from '../ledger/opening-undo.ts';
import { acting, grantAt } from './acting.ts';
import { caseFor } from './case-access.ts';
import { operation } from './operation.ts';
import { OpeningUndoView } from './schemas/journal.ts';
import { idParams } from './schemas/terms.ts';
import { showUndo } from './show-undo.ts';

export const previewUndoOperation = operation({
  id: 'previewUndo',
  method: 'get',
  path: '/cases/{id}/undo-plan',
  tag: 'Case',
  summary:
    'What undoing an opening would come to, before and after; once it was undone, what it came to',
  description:
    'By the case that opened the account, or by the one that undoes it. Nothing is changed. What stands against it is named with what to do first. The digest goes into the application of `opening-reversal`.',
  params: idParams,
  answers: { 200: { description: 'The plan', schema: OpeningUndoView } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const by = acting(call, deps, grantAt(call, row));
    return { status: 200, body: showUndo(await previewUndo(deps.pool, row.id, by)) };
  },
});
