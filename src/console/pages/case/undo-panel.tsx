/** Beside the case: what undoing the opening comes to, and the way to propose it. */
import { Link } from 'react-router';
import { accountStateTitle } from '../../../cases/wording-accounts.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useUndo } from '../ledger/ledger-queries.ts';
import { UndoChanges } from '../ledger/undo-view.tsx';
import type { Case } from './case-data.ts';

const CLOSED = accountStateTitle('closed');

export function UndoPanel({ case: of }: { readonly case: Case }) {
  const me = useMe();
  if (of.type === 'opening-reversal' && hasRole(me, 'supervisor', 'auditor')) {
    return <Comparison id={of.id} />;
  }
  const { account } = of;
  const mayUndo =
    of.type === 'account-opening' && account !== null && account.stateTitle !== CLOSED;
  if (!mayUndo || !hasRole(me, 'supervisor')) return null;
  return (
    <p className="tight">
      <Link to={`/start/opening-reversal?openingCase=${of.id}`}>撤销开户：预览和提出</Link>
    </p>
  );
}

function Comparison({ id }: { readonly id: string }) {
  const plan = useUndo(id, true);
  return (
    <section className="case-panel" aria-labelledby="undo-plan">
      <h2 id="undo-plan">撤销前后对比</h2>
      {plan.isError && <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />}
      {plan.data && <UndoChanges undo={plan.data} />}
    </section>
  );
}
