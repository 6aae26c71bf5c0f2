/** 应收个人款: what was paid out and taken back, due first; paid by money that stands in suspense. */
import { Button, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { RECEIVABLE_STATE_NAMES, RECEIVABLE_STATES } from '../../../cases/wording-ledger.ts';
import { useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount, amountText } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { RecoverDrawer } from './recover-drawer.tsx';
import { useReceivables, type Receivable } from './ledger-queries.ts';
import './ledger.css';

const STATES = RECEIVABLE_STATE_NAMES.map((state) => [state, RECEIVABLE_STATES[state]] as const);

export function ReceivablesPage() {
  const me = useMe();
  const filters = useAddressFilters(['state']);
  const state = RECEIVABLE_STATE_NAMES.find((one) => one === filters.values['state']) ?? 'open';
  const paging = usePaging(state);
  const list = useReceivables(state, paging.cursor);
  const [chosen, setChosen] = useState<Receivable | null>(null);
  const mayRecover = me.grants.some(({ role }) => role === 'supervisor');
  return (
    <Page title="应收个人款">
      <p className="quiet page-intro">
        款已付出，又被银行收回或者冲账的，须向本人追回。本人归还的钱到账后先在暂收款，在这里登记；以后的缴存不会自动抵扣。
      </p>
      <div className="gap-below page-tools" role="search" aria-label="筛选应收个人款">
        <Choice label="状态" name="state" filters={filters} options={STATES} />
        {list.data && (
          <span>
            待追回 {list.data.open.count} 笔、{amountText(list.data.open.left)} 元，其中逾期{' '}
            {list.data.open.overdue} 笔
          </span>
        )}
      </div>
      {list.isError && <ProblemNote error={list.error} onRepeat={() => void list.refetch()} />}
      {list.isPending ? (
        <PageLoading />
      ) : list.data?.items.length === 0 ? (
        <Empty description={state === 'open' ? '没有待追回的款项' : '没有这样的款项'} />
      ) : (
        <Table<Receivable>
          size="small"
          aria-label="应收个人款列表"
          rowKey="id"
          columns={columnsFor(state === 'open' && mayRecover, setChosen)}
          dataSource={[...(list.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 1_160 }}
        />
      )}
      <Pager paging={paging} nextCursor={list.data?.nextCursor} />
      <RecoverDrawer
        receivable={chosen}
        onClose={() => {
          setChosen(null);
        }}
      />
    </Page>
  );
}

const COLUMNS: TableColumnsType<Receivable> = [
  {
    title: '期限',
    width: 130,
    render: (_, { dueOn, overdue }) => (
      <>
        <Day on={dueOn} /> {overdue && <Tag color="error">逾期</Tag>}
      </>
    ),
  },
  {
    title: '本人',
    width: 230,
    render: (_, { person }) => (
      <Link to={`/persons/${person.id}`}>
        <PersonName person={person} />
      </Link>
    ),
  },
  {
    title: '账户',
    width: 200,
    render: (_, { account, accountNumber }) => (
      <Link to={`/accounts/${account}`} className="number">
        {accountNumber}
      </Link>
    ),
  },
  {
    title: '应收（元）',
    width: 120,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} />,
  },
  {
    title: '尚未追回（元）',
    width: 120,
    align: 'right',
    render: (_, { left }) => <Amount of={left} />,
  },
  {
    title: '原因',
    render: (_, { causeText, journal, raisedOn }) => (
      <>
        {causeText}
        <div className="quiet">
          <Link to={`/journals/${journal}`}>凭证 {journal}</Link>，<Day on={raisedOn} />
        </div>
      </>
    ),
  },
];

function columnsFor(
  mayRecover: boolean,
  onChoose: (receivable: Receivable) => void,
): TableColumnsType<Receivable> {
  return [
    ...COLUMNS,
    {
      title: '处理',
      width: 130,
      render: (_, receivable) => (
        <Button
          size="small"
          aria-label={`${mayRecover ? '登记追回' : '查看'}凭证${receivable.journal}的应收款`}
          onClick={() => {
            onChoose(receivable);
          }}
        >
          {mayRecover ? '登记追回' : '查看'}
        </Button>
      ),
    },
  ];
}
