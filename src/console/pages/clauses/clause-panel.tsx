/** Everything that carries one clause, and the cases that wait because of it now. */
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { hasRole, useMe } from '../../api/me.ts';
import { READERS } from '../../app/page-entry.ts';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ClauseCases } from './clause-cases.tsx';
import { ClauseFigures } from './clause-figures.tsx';
import { useClause, type ClauseMap } from './clause-queries.ts';

export function ClausePanel({ id }: { readonly id: string }) {
  const me = useMe();
  const clause = useClause(id);
  if (clause.isPending) return <PageLoading />;
  if (clause.isError) return <ProblemNote error={clause.error} />;
  const { title, sentence, figures } = clause.data;
  return (
    <div className="clause-panel">
      <h2>{title}</h2>
      <p>{sentence}</p>
      {hasRole(me, ...READERS) && <ClauseCases id={id} />}
      {figures.length > 0 && (
        <Part title="参数">
          <ClauseFigures figures={figures} />
        </Part>
      )}
      <Lists clause={clause.data} />
    </div>
  );
}

function Lists({ clause }: { readonly clause: ClauseMap }) {
  const { rules, types, waits, tasks, documents, reasons, sources, tests } = clause;
  return (
    <>
      <Names
        title="规则"
        names={rules.map(({ name, title, version }) => [title, `${name} ${version}`])}
      />
      <Names title="办件种类" names={types.map(({ type, title }) => [title, type])} />
      {waits.length > 0 && (
        <Part title="等待">
          <ul>
            {waits.map(({ kind, title }) => (
              <li key={kind}>
                <Link to={`/cases?waitingFor=${kind}&open=true`}>{title}</Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Names title="待办" names={tasks.map(({ kind, title }) => [title, kind])} />
      <Names title="文书" names={documents.map(({ kind, title }) => [title, kind])} />
      <Names title="不予办理的理由" names={reasons.map(({ code, text }) => [text, code])} />
      <Files title="守护本条的测试" files={tests} none="没有测试直接写明本条。" />
      <Files title="写明本条的程序" files={sources} none="没有程序写明本条。" />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface NamesProps {
  readonly title: string;
  /** What people read, and its code. */
  readonly names: readonly (readonly [string, string])[];
}

function Names({ title, names }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <Part title={title}>
      <ul>
        {names.map(([name, code]) => (
          <li key={code}>
            {name} <code className="quiet">{code}</code>
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface FilesProps {
  readonly title: string;
  readonly files: ClauseMap['tests'];
  readonly none: string;
}

/** For whoever proves it; folded, because a clerk has no use for it. */
function Files({ title, files, none }: FilesProps) {
  return (
    <details>
      <summary>
        {title}（{files.length}）
      </summary>
      {files.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <ul>
          {files.map(({ path, says }) => (
            <li key={path}>
              <code>{path}</code>
              <div className="quiet" lang="en">
                {says}
              </div>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
