/** Who waits because of the clause right now, the longest waiting first. */
import { Link } from 'react-router';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, dayOf } from '../../parts/when.tsx';
import { useClauseCases } from './clause-queries.ts';

export function ClauseCases({ id }: { readonly id: string }) {
  const paging = usePaging(id);
  const cases = useClauseCases(id, paging.cursor);
  return (
    <section aria-label="此刻因本条在等的办件">
      <h3>
        此刻因本条在等 <span role="status">{cases.data ? `${cases.data.count}件` : ''}</span>
      </h3>
      {cases.isError && <ProblemNote error={cases.error} />}
      {cases.data?.count === 0 && <p className="quiet">没有办件因本条在等。</p>}
      <ul className="clause-cases">
        {cases.data?.items.map(({ id: caseId, number, person, stageTitle, branchName, wait }) => (
          <li key={wait.id}>
            <Link to={`/cases/${caseId}`} className="number">
              {number}
            </Link>{' '}
            <PersonName person={person} />
            <div className="quiet">
              {stageTitle}，{branchName}：{wait.title}，自 <Day on={dayOf(wait.since)} /> 起
              {wait.until !== null &&
                wait.daysLeft !== null &&
                `，还剩${Math.max(0, wait.daysLeft)}天`}
            </div>
          </li>
        ))}
      </ul>
      <Pager paging={paging} nextCursor={cases.data?.nextCursor} />
    </section>
  );
}
