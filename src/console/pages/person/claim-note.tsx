/** Which case holds the person, and which wait behind it: one person, one claim (clause 14, 条例13). */
import { Alert } from 'antd';
import { Link } from 'react-router';
import { ClauseLink } from '../../parts/clause-link.tsx';
import type { Person } from './person-queries.ts';

export function ClaimNote({ claim }: { readonly claim: NonNullable<Person['claim']> }) {
  const { sentence, caseId, caseNumber, clause, waiting } = claim;
  return (
    <Alert
      type={waiting.length > 0 ? 'warning' : 'info'}
      showIcon
      title={
        <>
          {sentence}
          <ClauseLink id={clause.id} title={clause.title} />
        </>
      }
      description={
        <>
          {caseId !== null && (
            <p className="tight">
              <Link to={`/cases/${caseId}`}>查看 {caseNumber}</Link>
            </p>
          )}
          {waiting.length > 0 && (
            <ul className="tight">
              {waiting.map((one) => (
                <li key={one.caseId}>
                  <Link to={`/cases/${one.caseId}`} className="number">
                    {one.caseNumber}
                  </Link>
                  ：{one.sentence}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}
