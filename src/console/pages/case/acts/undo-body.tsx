/** Confirming an undone opening (撤销开户): what it comes to now, before the reason is given. */
import { FormFields } from '../../../forms/form-fields.tsx';
import { PageLoading } from '../../../parts/page.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { useUndo } from '../../ledger/ledger-queries.ts';
import { UndoView } from '../../ledger/undo-view.tsx';
import type { ActBodyProps } from './act-form.ts';

export function UndoBody({ case: of, form, without }: ActBodyProps) {
  const plan = useUndo(of.id, true);
  return (
    <>
      <section className="case-panel" aria-label="撤销前后对比">
        <h2>撤销前后对比</h2>
        {plan.isError && <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />}
        {plan.isPending && <PageLoading />}
        {plan.data && <UndoView undo={plan.data} />}
      </section>
      <FormFields form={form} without={without} />
    </>
  );
}
