/** Accounts with their state, months and money by source; the open one first. */
import { Descriptions, Tag } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Person } from './person-queries.ts';

type Account = Person['accounts'][number];

const COLORS: Readonly<Record<string, string>> = { normal: 'success', sealed: 'warning' };

export function Accounts({ accounts }: Pick<Person, 'accounts'>) {
  if (accounts.length === 0) {
    return <p className="tight quiet">在本中心没有账户。</p>;
  }
  const open = accounts.filter(({ state }) => state !== 'closed');
  const closed = accounts.filter(({ state }) => state === 'closed');
  return (
    <div className="accounts">
      {[...open, ...closed].map((account) => (
        <OneAccount key={account.number} account={account} />
      ))}
    </div>
  );
}

function OneAccount({ account }: { readonly account: Account }) {
  const { number, state, stateTitle, sourceTitle, balances } = account;
  return (
    <article aria-label={`账户尾号${number.slice(-4)}`}>
      <h3>
        <Link to={`/accounts/${account.id}`} className="number">
          {number.replace(/(.{4})(?=.)/g, '$1 ')}
        </Link>{' '}
        <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag> <Tag>{sourceTitle}</Tag>
      </h3>
      <Descriptions
        size="small"
        column={2}
        items={[
          ...datesOf(account),
          ...planOf(account),
          ...balances.map(({ source, sourceTitle: of, amount }) => ({
            key: `balance-${source}`,
            label: `${of}余额`,
            children: (
              <>
                <Amount of={amount} /> 元
              </>
            ),
          })),
        ]}
      />
    </article>
  );
}

function planOf({ plan }: Account) {
  if (plan === null) return [];
  const { monthlyAmount, cycleTitle, debitDay, firstDebit } = plan;
  const agreed = {
    key: 'plan',
    label: '缴存计划',
    children: `每月 ${monthlyAmount} 元，${cycleTitle}，每期 ${String(debitDay)} 日扣款`,
  };
  if (firstDebit === null) return [agreed];
  const first = (
    <>
      <Day on={firstDebit.on} />
      {firstDebit.provisional && ' 暂定'}
    </>
  );
  return [agreed, { key: 'first-debit', label: '首次扣款', children: first }];
}

function datesOf(account: Account) {
  const { openedOn, sealedOn, closedOn, closeReasonTitle, paidTo, activatedIn } = account;
  const { employeeSealedOn, held, heldWhole } = account;
  return [
    { key: 'opened', label: '开户', children: <Day on={openedOn} /> },
    {
      key: 'paid',
      label: '缴至',
      children: paidTo ?? (activatedIn && `${activatedIn} 启用，未缴`),
    },
    { key: 'sealed', label: '封存', children: sealedOn && <Day on={sealedOn} /> },
    {
      key: 'unit-sealed',
      label: '单位部分封存',
      children: employeeSealedOn !== sealedOn && employeeSealedOn && <Day on={employeeSealedOn} />,
    },
    { key: 'held', label: '冻结', children: held && (heldWhole ? '整户冻结中' : '部分冻结中') },
    {
      key: 'closed',
      label: '销户',
      children: closedOn && (
        <>
          <Day on={closedOn} />
          {closeReasonTitle !== null && ` ${closeReasonTitle}`}
        </>
      ),
    },
  ].filter(({ children }) => children !== null && children !== '' && children !== false);
}
