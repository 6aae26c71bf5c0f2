/** What its holder owes: paid out and taken back by the bank, or credited wrongly. */
import { Tag } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

export function Owed({ receivables }: Pick<Account, 'receivables'>) {
  return (
    <ul className="account-owed">
      {receivables.map(({ id, left, dueOn, overdue, causeText, journal }) => (
        <li key={id}>
          尚未追回 <Amount of={left} /> 元，{causeText}（
          <Link to={`/journals/${journal}`}>凭证 {journal}</Link>），期限 <Day on={dueOn} />
          {overdue && (
            <>
              {' '}
              <Tag color="error">逾期</Tag>
            </>
          )}
        </li>
      ))}
      <li>
        <Link to="/receivables">登记追回</Link>
      </li>
    </ul>
  );
}
