/** What undoing an opening (撤销开户) comes to: what stands against it, before and after, which journals, what stays. */
import { Alert } from 'antd';
import { Link } from 'react-router';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Day } from '../../parts/when.tsx';
import type { OpeningUndo } from './ledger-queries.ts';
import { StepsTable } from './plan-view.tsx';
import './ledger.css';

export function UndoView({ undo }: { readonly undo: OpeningUndo }) {
  const { reasons, steps, stays } = undo;
  return (
    <div className="ledger-parts">
      <UndoStanding undo={undo} />
      {reasons.map(({ code, text, remedy, clause }) => (
        <p className="tight" key={code}>
          <span className="wrong">{text}</span>
          {remedy}
          <ClauseLink id={clause.id} title={clause.title} />
        </p>
      ))}
      <UndoChanges undo={undo} />
      {steps.length > 0 && <StepsTable steps={steps} label="随之冲销的凭证，按记账的先后" />}
      <ul className="ledger-links quiet">
        {stays.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

function UndoStanding({ undo }: { readonly undo: OpeningUndo }) {
  const { undoneOn, undoneBy, journals, possible } = undo;
  if (undoneOn === null) {
    return possible ? null : (
      <Alert type="error" showIcon title="现在不能撤销，请先按下面的办法处理。" />
    );
  }
  return (
    <p className="tight">
      已于 <Day on={undoneOn} /> {undoneBy && <Link to={`/cases/${undoneBy}`}>撤销</Link>}
      {journals.length > 0 && '，依次记账：'}
      {journals.map((one) => (
        <span key={one}>
          <Link to={`/journals/${one}`}>凭证 {one}</Link>{' '}
        </span>
      ))}
    </p>
  );
}

/** Before and after, a line for each thing that changes. */
export function UndoChanges({ undo: { changes, undoneOn } }: { readonly undo: OpeningUndo }) {
  return (
    <table className="undo-changes">
      <caption className="for-readers">撤销前后对比</caption>
      <thead>
        <tr>
          <th scope="col">事项</th>
          <th scope="col">{undoneOn === null ? '现在' : '撤销前'}</th>
          <th scope="col">撤销后</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ title, before, after }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
