/** What is there, by source and part, how much of it may go out, and what it has earned. */
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';
import { AccruedOn } from './accrued.tsx';

interface Props {
  readonly account: Account;
}

export function Money({ account }: Props) {
  return (
    <>
      <Totals account={account} />
      <SubLedgers account={account} />
      {account.state !== 'closed' && <AccruedOn key={account.id} account={account} />}
    </>
  );
}

function Totals({ account: { total, held, available, at, accrued } }: Props) {
  return (
    <dl className="account-totals">
      <div>
        <dt>余额</dt>
        <dd>
          <Amount of={total} /> <small>元</small>
        </dd>
      </div>
      <div>
        <dt>{at === null ? '冻结' : '当时冻结'}</dt>
        <dd>{held === null ? '全部' : <Amount of={held} />}</dd>
      </div>
      <div>
        <dt>{at === null ? '可动用' : '当时可动用'}</dt>
        <dd>
          <Amount of={available} />
        </dd>
      </div>
      {accrued !== null && (
        <div>
          <dt>
            未结利息（算至 <Day on={accrued.on} />）
          </dt>
          <dd>
            <Amount of={accrued.total} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function SubLedgers({ account: { subLedgers, accrued } }: Props) {
  return (
    <table className="sub-ledgers">
      <caption className="for-readers">各来源的余额，单位元</caption>
      <thead>
        <tr>
          <th scope="col">来源</th>
          <th scope="col">上年结转</th>
          <th scope="col">当年归集</th>
          <th scope="col">余额</th>
          {accrued !== null && <th scope="col">未结利息</th>}
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
            <td className="sub-ledger-sum">
              <Amount of={amount} />
            </td>
            {accrued !== null && (
              <td>
                <Amount of={interestOf(accrued, source)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function interestOf({ sources }: NonNullable<Account['accrued']>, of: string): string {
  return sources.find(({ source }) => source === of)?.interest ?? '0.00';
}
