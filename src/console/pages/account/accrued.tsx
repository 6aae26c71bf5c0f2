/** 未结利息 on any day: what was earned and not credited yet, by source; on a day to come, as if nothing moved. */
import { Input } from 'antd';
import { useState } from 'react';
import { Amount } from '../../parts/amount.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { useAccrued, type Account, type Accrued } from './account-queries.ts';

export function AccruedOn({ account: { id, openedOn } }: { readonly account: Account }) {
  const [on, setOn] = useState('');
  const accrued = useAccrued(id, on);
  return (
    <section className="accrued-on" aria-label="未结利息">
      <label className="account-moment">
        算至
        <Input
          type="date"
          min={openedOn}
          value={on}
          onChange={({ target }) => {
            setOn(target.value);
          }}
        />
      </label>
      {accrued.isError && (
        <ProblemNote error={accrued.error} onRepeat={() => void accrued.refetch()} />
      )}
      <div role="status">{accrued.data && <Sources accrued={accrued.data} />}</div>
    </section>
  );
}

function Sources({ accrued: { on, foreseen, total, sources } }: { readonly accrued: Accrued }) {
  return (
    <table className="sub-ledgers">
      <caption className="accrued-caption">
        未结利息，算至 <Day on={on} />
        {foreseen ? '，预计：按此间没有变动，6月30日照常结息' : '，按现在的账'}
      </caption>
      <thead>
        <tr>
          <th scope="col">来源</th>
          <th scope="col">起息</th>
          <th scope="col">未结利息（元）</th>
        </tr>
      </thead>
      <tbody>
        {sources.map(({ source, sourceTitle, from, interest }) => (
          <tr key={source}>
            <th scope="row">{sourceTitle}</th>
            <td>
              <Day on={from} />
            </td>
            <td>
              <Amount of={interest} />
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">合计</th>
          <td />
          <td className="sub-ledger-sum">
            <Amount of={total} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
