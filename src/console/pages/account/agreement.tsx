/** The agreement in force: where it stands, since when, by which case, what that means, what can be done. */
import { Button, Descriptions, Space, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { CHANGE_TITLES } from '../../../cases/wording-breaches.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

type Agreement = NonNullable<Account['agreement']>;
type Version = Agreement['versions'][number];
const COLORS: Readonly<Record<string, string>> = { active: 'success', suspended: 'warning' };

export function AgreementPart({ account: { id, agreement } }: { readonly account: Account }) {
  if (agreement === null) return <p className="quiet tight">这个账户没有缴存使用协议。</p>;
  return (
    <>
      <Now agreement={agreement} />
      <Doors account={id} agreement={agreement} />
      <States states={agreement.states} />
      <Versions versions={agreement.versions} />
    </>
  );
}

function Now({ agreement }: { readonly agreement: Agreement }) {
  const { state, stateTitle, since, reasonTitle, means, owesFrom, caseId } = agreement;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        {
          key: 'state',
          label: '状态',
          children: (
            // One inline run of words: the cell would drop the spaces between its own children.
            <span>
              <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag> 自 <Day on={since} />
              {reasonTitle !== null && `，${reasonTitle}`}{' '}
              <Link to={`/cases/${caseId}`}>查看办件</Link>
            </span>
          ),
        },
        { key: 'means', label: '含义', children: means },
        ...(owesFrom === null
          ? []
          : [{ key: 'owes', label: '恢复应缴', children: `自 ${owesFrom} 起；此前的月份不补缴` }]),
      ]}
    />
  );
}

/** What a case may do with it now, for whoever may start one. */
function Doors({
  account,
  agreement,
}: {
  readonly account: string;
  readonly agreement: Agreement;
}) {
  const me = useMe();
  const mayStart = (type: string) => hasRole(me, ...(CASE_TYPES[type]?.startedBy ?? []));
  if (agreement.may.length === 0) return null;
  return (
    <Space wrap className="gap-above gap-below">
      {mayStart('agreement-change') && (
        <Link to={`/start/agreement-change?account=${account}`}>
          <Button size="small">
            办理{agreement.may.map((change) => CHANGE_TITLES[change]).join('或')}
          </Button>
        </Link>
      )}
      {mayStart('breach') && (
        <Link to={`/start/breach?account=${account}`}>
          <Button size="small">登记违约事实</Button>
        </Link>
      )}
    </Space>
  );
}

function States({ states }: { readonly states: Agreement['states'] }) {
  if (states.length <= 2) return null;
  return (
    <ol className="agreement-states" aria-label="协议状态的经过">
      {states.map(({ state, stateTitle, since, reasonTitle, caseId }, n) => (
        <li key={`${state}-${String(n)}`}>
          <Day on={since} /> {stateTitle}
          {reasonTitle !== null && `（${reasonTitle}）`} <Link to={`/cases/${caseId}`}>办件</Link>
        </li>
      ))}
    </ol>
  );
}

const COLUMNS: TableColumnsType<Version> = [
  { title: '版本', width: 60, dataIndex: 'n' },
  {
    title: '执行',
    width: 170,
    render: (_, { standing, standingTitle }) =>
      standing === 'now' ? <Tag color="success">{standingTitle}</Tag> : standingTitle,
  },
  { title: '自月份', width: 90, dataIndex: 'fromMonth' },
  {
    title: '每月（元）',
    width: 110,
    align: 'right',
    render: (_, { monthlyAmount }) => <Amount of={monthlyAmount} />,
  },
  { title: '周期', width: 80, dataIndex: 'cycleTitle' },
  { title: '扣款日', width: 80, render: (_, { debitDay }) => `${String(debitDay)}日` },
  { title: '签署', width: 110, render: (_, { since }) => since !== null && <Day on={since} /> },
  {
    title: '文本摘要',
    render: (_, { hash }) => (
      <span className="number" title={hash}>
        {hash.slice(0, 12)}…
      </span>
    ),
  },
  {
    title: '办件',
    width: 70,
    render: (_, { caseId }) => <Link to={`/cases/${caseId}`}>查看</Link>,
  },
];

function Versions({ versions }: Pick<Agreement, 'versions'>) {
  if (versions.length === 0) return null;
  return (
    <Table<Version>
      size="small"
      aria-label="协议约定的版本"
      rowKey="n"
      columns={COLUMNS}
      dataSource={[...versions]}
      pagination={false}
      scroll={{ x: 900 }}
    />
  );
}
