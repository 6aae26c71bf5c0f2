/** Number, dates, and what the account is to contribute. */
import { Descriptions } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

export function Facts({ account }: { readonly account: Account }) {
  return (
    <Descriptions
      size="small"
      column={1}
      items={[...numbersOf(account), ...datesOf(account), ...plansOf(account)].filter(
        ({ children }) => children !== null && children !== false,
      )}
    />
  );
}

function numbersOf({ number, centralAccount, openedByCase, standardState }: Account) {
  return [
    {
      key: 'number',
      label: '个人账号',
      children: <span className="number">{number.replace(/(.{4})(?=.)/g, '$1 ')}</span>,
    },
    {
      key: 'central',
      label: '集中账户',
      children: centralAccount && <span className="number">{centralAccount}</span>,
    },
    {
      key: 'standard',
      label: '上报状态',
      children: (
        <span title="住房公积金基础数据标准 JGJ/T 320 表A.6">
          {standardState.code} {standardState.title}
        </span>
      ),
    },
    {
      key: 'case',
      label: '开户业务',
      children: openedByCase && <Link to={`/cases/${openedByCase}`}>查看开户业务</Link>,
    },
  ];
}

function datesOf({
  openedOn,
  sealedOn,
  employeeSealedOn,
  closedOn,
  closeReasonTitle,
  paidTo,
  activatedIn,
}: Account) {
  return [
    { key: 'opened', label: '开户日期', children: <Day on={openedOn} /> },
    {
      key: 'paid',
      label: '缴至年月',
      children: paidTo ?? (activatedIn === null ? null : `未缴，自 ${activatedIn} 起应缴`),
    },
    { key: 'sealed', label: '封存日期', children: sealedOn && <Day on={sealedOn} /> },
    {
      key: 'unit-sealed',
      label: '单位部分封存',
      children: employeeSealedOn !== null && employeeSealedOn !== sealedOn && (
        <Day on={employeeSealedOn} />
      ),
    },
    {
      key: 'closed',
      label: '销户日期',
      children: closedOn && (
        <>
          <Day on={closedOn} /> {closeReasonTitle}
        </>
      ),
    },
  ];
}

function plansOf({ plans }: Account) {
  return plans.map(
    ({ fromMonth, monthlyAmount, cycleTitle, debitDay, standing, standingTitle }) => ({
      key: `plan-${fromMonth}`,
      label: '缴存计划',
      children: (
        <>
          自 {fromMonth} 起每月 <Amount of={monthlyAmount} /> 元，{cycleTitle}，每期扣款日{' '}
          {debitDay} 日{standing !== 'now' && <span className="quiet">（{standingTitle}）</span>}
        </>
      ),
    }),
  );
}
