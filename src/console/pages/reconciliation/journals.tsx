/** Our journals behind a line of the bank, each with the way to its account and its case. */
import { Link } from 'react-router';
import type { BankJournal } from './bank-queries.ts';

export function Journals({ journals }: { readonly journals: readonly BankJournal[] }) {
  if (journals.length === 0) return <span className="quiet">—</span>;
  return (
    <ul className="bank-journals">
      {journals.map(({ id, kindTitle, account, case: caseId, caseNumber }) => (
        <li key={id}>
          <Link to={`/journals/${id}`}>
            {kindTitle} 凭证{id}
          </Link>
          {account !== null && (
            <>
              {' '}
              <Link to={`/accounts/${account}`}>账户</Link>
            </>
          )}
          {caseId !== null && (
            <>
              {' '}
              <Link to={`/cases/${caseId}`}>{caseNumber ?? '办件'}</Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
