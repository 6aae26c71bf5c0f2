/** What the case is tied to, and other cases of the same person. */
import { Link } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import type { Schemas } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';
import { Instant } from '../../parts/when.tsx';
import { useOtherCases, type Case } from './case-data.ts';

export function Related({ case: of }: { readonly case: Case }) {
  const { data, error, refetch } = useOtherCases(of);
  const linked = new Set(of.links.map(({ other }) => other));
  const others = data?.filter(({ id }) => !linked.has(id)) ?? [];
  return (
    <section className="case-panel no-print" aria-labelledby="related">
      <h2 id="related">关联业务</h2>
      {error && <ProblemNote error={error} onRepeat={() => void refetch()} />}
      {data && others.length === 0 && of.links.length === 0 && (
        <p className="empty-line">没有关联的业务。</p>
      )}
      <ul className="related-list">
        {of.links.map((link) => (
          <li key={`${link.kind}${link.direction}${link.other}`}>
            <span className="quiet">{link.title}</span>
            <LinkedCase link={link} />
          </li>
        ))}
        {others.map((other) => (
          <li key={other.id}>
            <span className="quiet">
              同一人，
              <Instant at={other.openedAt} />
            </span>
            <span>
              <Link to={`/cases/${other.id}`}>
                {other.typeTitle} {other.number}
              </Link>{' '}
              <StageTag stage={other.stage} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinkedCase({ link }: { readonly link: Schemas['Link'] }) {
  if (link.case !== null) {
    return (
      <span>
        <Link to={`/cases/${link.case.id}`}>
          {link.case.typeTitle} {link.case.number}
        </Link>{' '}
        <StageTag stage={link.case.stage} />
      </span>
    );
  }
  const type = CASE_TYPES[link.other];
  if (type) return <span>{type.title}</span>;
  return <span>{isId(link.other) ? '不在您的办理范围内的业务' : proposed(link.other)}</span>;
}

/** A business that this release proposes without having its case type yet. */
function proposed(type: string): string {
  return type === 'conversion-to-flexible' ? '单位转灵活就业身份转换' : type;
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}-/.test(text);
}
