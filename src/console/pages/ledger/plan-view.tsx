/** What taking a journal back would post, in which order; what would be lacking, and what stays. */
import { Alert, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Amount, amountText } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Plan } from './ledger-queries.ts';

type Step = Plan['steps'][number];

export function PlanView({ plan }: { readonly plan: Plan }) {
  return (
    <div className="ledger-parts">
      {!plan.possible && (
        <Alert type="error" showIcon title="不能冲账：其中有凭证不能冲销，原因列在下表。" />
      )}
      {plan.lacks !== '0.00' && (
        <Alert
          type="warning"
          showIcon
          title={`账上的钱不够冲：差额 ${amountText(plan.lacks)} 元将记为应收个人款，并产生追回的待办。`}
        />
      )}
      <StepsTable steps={plan.steps} label="冲账预览，按记账的先后" />
      <Around plan={plan} />
    </div>
  );
}

export function StepsTable({ steps, label }: { readonly steps: Plan['steps']; label: string }) {
  return (
    <Table<Step>
      size="small"
      aria-label={label}
      rowKey="journal"
      columns={STEPS}
      dataSource={[...steps]}
      pagination={false}
      scroll={{ x: 900 }}
    />
  );
}

const STEPS: TableColumnsType<Step> = [
  {
    title: '冲销凭证',
    width: 200,
    render: (_, { journal, title, restsOn, whyText }) => (
      <>
        <Link to={`/journals/${journal}`}>
          {title} {journal}
        </Link>
        <div className="quiet">
          {whyText}
          {restsOn !== null && `（凭证${restsOn}）`}
        </div>
      </>
    ),
  },
  { title: '记账日期', width: 110, render: (_, { valueDate }) => <Day on={valueDate} /> },
  {
    title: '反向分录（元）',
    render: (_, { lines }) => (
      <ul className="ledger-links">
        {lines.map(({ bookTitle, accountNumber, sourceTitle, amount }, n) => (
          <li key={`${bookTitle}${String(n)}`}>
            {amount.startsWith('-') ? '借' : '贷'} {bookTitle}
            {sourceTitle !== null && `·${sourceTitle}`} <Amount of={amount.replace('-', '')} />
            {accountNumber !== null && (
              <span className="quiet"> 尾号{accountNumber.slice(-4)}</span>
            )}
          </li>
        ))}
      </ul>
    ),
  },
  { title: '另外', width: 280, render: (_, step) => <Besides step={step} /> },
];

function Besides({ step }: { readonly step: Step }) {
  const { shortfalls, rebooked, charge, stays } = step;
  const nothing = shortfalls.length + stays.length === 0 && rebooked === null && charge === null;
  return (
    <ul className="ledger-links">
      {shortfalls.map(({ accountNumber, sourceTitle, amount }) => (
        <li key={`${accountNumber}${sourceTitle}`}>
          {sourceTitle}差 <Amount of={amount} /> 元，记应收个人款
        </li>
      ))}
      {rebooked !== null && (
        <li>
          银行已收的 <Amount of={rebooked} /> 元转暂收款，待重新认领
        </li>
      )}
      {charge !== null && (
        <li>
          计提利息随之冲减 <Amount of={charge} /> 元
        </li>
      )}
      {stays.map(({ text, remedy }) => (
        <li key={text} className="ledger-refused">
          不能冲账：{text}。{remedy}
        </li>
      ))}
      {nothing && <li className="quiet">—</li>}
    </ul>
  );
}

function Around({ plan: { laterDebits, settledOver } }: { readonly plan: Plan }) {
  return (
    <>
      {laterDebits.length > 0 && (
        <p className="tight">
          此后支出、不随之冲销的：
          {laterDebits.map(({ journal, title, valueDate, amount }) => (
            <span key={journal} className="ledger-later">
              <Link to={`/journals/${journal}`}>
                {valueDate} {title}
              </Link>{' '}
              {amountText(amount).replace('-', '−')}元
            </span>
          ))}
        </p>
      )}
      {settledOver.length > 0 && (
        <p className="tight">
          已经结过息的年度，由下次结息更正：
          {settledOver.map(({ settledOn, sourceTitle, interest }) => (
            <span key={`${settledOn}${sourceTitle}`} className="ledger-later">
              {settledOn} {sourceTitle} {amountText(interest)}元
            </span>
          ))}
        </p>
      )}
    </>
  );
}
