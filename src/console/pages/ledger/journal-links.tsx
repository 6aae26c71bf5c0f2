/** Where the money of a journal came from and went: bank, debit, months, suspense, case, run. */
import { Descriptions } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { hasRole, useMe } from '../../api/me.ts';
import { amountText } from '../../parts/amount.tsx';
import type { Journal } from './ledger-queries.ts';

export function JournalLinks({ journal }: { readonly journal: Journal }) {
  const me = useMe();
  const overseer = hasRole(me, 'supervisor', 'auditor');
  const items = [
    ...bankOf(journal, overseer),
    ...businessOf(journal, overseer),
    ...contributionsOf(journal, overseer),
    ...moneyOf(journal),
  ];
  if (items.length === 0) return <p className="tight quiet">只有分录本身，没有相连的业务。</p>;
  return <Descriptions size="small" column={1} items={items} />;
}

interface Item {
  readonly key: string;
  readonly label: string;
  readonly children: ReactNode;
}

function item(key: string, label: string, lines: readonly ReactNode[]): readonly Item[] {
  if (lines.length === 0) return [];
  const children = (
    <ul className="ledger-links">
      {lines.map((line, n) => (
        <li key={`${key}${String(n)}`}>{line}</li>
      ))}
    </ul>
  );
  return [{ key, label, children }];
}

/** A way there, or only its words for whoever may not go. */
function way(to: string, words: string, may: boolean): ReactNode {
  return may ? <Link to={to}>{words}</Link> : words;
}

const yuan = (amount: string) => `${amountText(amount).replace('-', '−')}元`;

function bankOf({ bankLines }: Journal, may: boolean): readonly Item[] {
  const lines = bankLines.map(({ center, day, n, serial, amount, stateTitle }) => (
    <>
      {way(`/bank-days/${center}/${day}`, `${day} 对账单第${String(n)}行`, may)} 流水号{' '}
      <span className="number">{serial}</span> {yuan(amount)}，{stateTitle}
    </>
  ));
  return item('bank', '银行流水', lines);
}

function businessOf({ caseId, caseNumber, run, runTitle }: Journal, may: boolean): readonly Item[] {
  return [
    ...item(
      'case',
      '办件',
      caseId === null ? [] : [way(`/cases/${caseId}`, caseNumber ?? '办件', true)],
    ),
    ...item('run', '批处理', run === null ? [] : [way(`/runs/${run}`, runTitle ?? run, may)]),
  ];
}

function contributionsOf({ debits, months, subsidies }: Journal, may: boolean): readonly Item[] {
  return [
    ...item(
      'debits',
      '扣款指令',
      debits.map(({ run, n, coversFrom, coversTo }) => (
        <>
          {way(`/runs/${run}`, `${run} 第${String(n)}项`, may)}（
          {coversFrom === coversTo ? coversFrom : `${coversFrom}至${coversTo}`}）
        </>
      )),
    ),
    ...item(
      'months',
      '缴存月份',
      months.map(({ month, amount, takenBack }) => (
        <>
          {month} {yuan(amount)}
          {takenBack !== null && (
            <>
              ，已由 <Link to={`/journals/${takenBack}`}>凭证 {takenBack}</Link> 收回
            </>
          )}
        </>
      )),
    ),
    ...item(
      'subsidies',
      '缴存补贴',
      subsidies.map(({ month, amount, journal, contribution }) => (
        <>
          {month} {yuan(amount)}：
          <Link to={`/journals/${contribution}`}>缴存凭证 {contribution}</Link>，
          <Link to={`/journals/${journal}`}>补贴凭证 {journal}</Link>
        </>
      )),
    ),
  ];
}

function moneyOf({ suspense, receivables, settlements }: Journal): readonly Item[] {
  return [
    ...item(
      'suspense',
      '暂收款',
      suspense.map(({ serial, amount, state, stateTitle, journal, settledJournal }) => (
        <>
          <Link to={`/suspense?state=${state}`}>流水号 {serial}</Link> {yuan(amount)}，{stateTitle}
          ：<Link to={`/journals/${journal}`}>到账凭证 {journal}</Link>
          {settledJournal !== null && (
            <>
              ，<Link to={`/journals/${settledJournal}`}>处理凭证 {settledJournal}</Link>
            </>
          )}
        </>
      )),
    ),
    ...item(
      'receivables',
      '应收个人款',
      receivables.map(({ amount, state, stateTitle }) => (
        <>
          <Link to={`/receivables?state=${state}`}>{yuan(amount)}</Link>，{stateTitle}
        </>
      )),
    ),
    ...item(
      'settlements',
      '结息',
      settlements.map(
        ({ sourceTitle, settledOn, interest, rolled }) =>
          `${settledOn} ${sourceTitle}：利息${yuan(interest)}，结转${yuan(rolled)}`,
      ),
    ),
  ];
}
