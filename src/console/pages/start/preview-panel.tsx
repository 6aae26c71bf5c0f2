/** What the server says of an application while it is typed, beside the form; and why it cannot be. */
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Preview } from './use-precheck.ts';

type Told = Schemas['Precheck'];

interface Props {
  readonly title: string;
  readonly preview: Preview;
  /** Until there is something to say. */
  readonly before: ReactNode;
  readonly children: (told: Told) => ReactNode;
}

export function PreviewPanel({ title, preview, before, children }: Props) {
  return (
    <aside className="start-side" aria-label={title}>
      <h2>{title}</h2>
      <div role="status">{contentOf({ preview, before, children })}</div>
    </aside>
  );
}

function contentOf({ preview, before, children }: Omit<Props, 'title'>): ReactNode {
  const { isError, error, data, isFetching, refetch } = preview;
  if (isError) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (data !== undefined) return children(data);
  return isFetching ? <p className="quiet tight">正在核对…</p> : before;
}

/** Why not, with what can be done and the clause of each. */
export function Refusals({ of }: { readonly of: Told['refusals'] }) {
  return of.map(({ code, text, remedy, clauses }) => (
    <p className="tight" key={code}>
      <span className="wrong">{text}</span>
      {remedy}
      {clauses.map(({ id, title }) => (
        <ClauseLink key={id} id={id} title={title} />
      ))}
    </p>
  ));
}
