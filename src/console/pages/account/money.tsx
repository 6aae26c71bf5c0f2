/** What is there, by source and part, and how much of it may go out. */
import { Amount } from '../../parts/amount.tsx';
import type { Account } from './account-queries.ts';

export function Money({ account }: { readonly account: Account }) {
  const { total, held, available, subLedgers, at } = account;
  return (
    <>
      <dl className="account-totals">
        <div>
          <dt>余额</dt>
          <dd>
            <Amount of={total} /> <small>元</small>
          </dd>
        </div>
        <div>
          <dt>冻结</dt>
          <dd>{held === null ? '全部' : <Amount of={held} />}</dd>
        </div>
        <div>
          <dt>{at === null ? '可动用' : '按现在的冻结可动用'}</dt>
          <dd>
            <Amount of={available} />
          </dd>
        </div>
      </dl>
      <table className="sub-ledgers">
        <caption className="for-readers">各来源的余额，单位元</caption>
        <thead>
          <tr>
            <th scope="col">来源</th>
            <th scope="col">上年结转</th>
            <th scope="col">当年归集</th>
            <th scope="col">余额</th>
          </tr>
        </thead>
        <tbody>
          {subLedgers.map(({ source, sourceTitle, carried, current, amount }) => (
            <tr key={source}>
              <th scope="row">{sourceTitle}</th>
              <td>
                <Amount of={carried} />
              </td>
              <td>
                <Amount of={current} />
              </td>
              <td>
                <Amount of={amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
