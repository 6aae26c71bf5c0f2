/** What may be done now, as the server says; what may not is there too, with the reason. */
import { Button, Tooltip } from 'antd';
import { useId } from 'react';
import { taskWords } from '../../../cases/wording-tasks.ts';
import type { Schemas } from '../../api/client.ts';
import type { Case } from './case-data.ts';

export type Action = Schemas['Action'];

interface Props {
  readonly case: Case;
  readonly onAct: (action: Action) => void;
}

export function ActionBar({ case: of, onAct }: Props) {
  const open = ordered(of).filter(({ allowed }) => allowed);
  const closed = of.actions.filter(({ allowed }) => !allowed);
  const owed = owedActs(of);
  if (of.actions.length === 0) return null;
  return (
    <section className="action-bar" aria-label="可以进行的操作">
      {open.map((action, n) => (
        <Button
          key={action.action}
          type={n === 0 && owed.has(action.action) ? 'primary' : 'default'}
          onClick={() => {
            onAct(action);
          }}
        >
          {action.title}
        </Button>
      ))}
      {open.length === 0 && <span className="quiet">您现在没有可以办理的操作。</span>}
      {closed.map((action) => (
        <ClosedAction key={action.action} action={action} />
      ))}
    </section>
  );
}

/** Reached by keyboard like the others, and says why it cannot be done. */
function ClosedAction({
  action: { title, reason = '现在不能办理。' },
}: {
  readonly action: Action;
}) {
  const id = useId();
  return (
    <Tooltip title={reason} trigger={['hover', 'focus', 'click']}>
      <Button className="not-open" aria-disabled aria-describedby={id}>
        {title}
        <span id={id} className="for-readers">
          {reason}
        </span>
      </Button>
    </Tooltip>
  );
}

/** Acts that an open task asks for. */
function owedActs({ tasks }: Case): ReadonlySet<string> {
  return new Set(tasks.flatMap(({ kind }) => taskWords(kind).acts ?? []));
}

function ordered(of: Case): readonly Action[] {
  const owed = owedActs(of);
  return [...of.actions].sort(
    (left, right) => Number(owed.has(right.action)) - Number(owed.has(left.action)),
  );
}
