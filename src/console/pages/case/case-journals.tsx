/** The journals of a case: where its money went, each with the way to the bank. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, read } from '../../api/client.ts';
import { Amount } from '../../parts/amount.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';

/** Nothing where no money was moved. */
export function CaseJournals({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['case', id, 'journals'],
    queryFn: () =>
      read(api.GET('/api/v1/journals', { params: { query: { case: id, limit: '100' } } })),
  });
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <section className="case-panel" aria-labelledby="case-journals">
      <h2 id="case-journals">记账</h2>
      <ul className="related-list">
        {data.items.map(({ id: journal, title, valueDate, amount, reversedBy }) => (
          <li key={journal}>
            <span className="quiet">
              <Day on={valueDate} />
              {reversedBy !== null && '，已冲账'}
            </span>
            <span>
              <Link to={`/journals/${journal}`}>
                {title} 凭证 {journal}
              </Link>{' '}
              <Amount of={amount} />元
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
