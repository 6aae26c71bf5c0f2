/** 暂收款: what came in and belongs to nobody yet, the oldest first; assigned or returned. */
import { Button, Empty, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { SUSPENSE_STATE_NAMES, SUSPENSE_STATES } from '../../../cases/wording-suspense.ts';
import { useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Due } from '../../parts/due.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { SettleDrawer } from './settle-drawer.tsx';
import { useSuspense, type SuspenseItem } from './suspense-queries.ts';

const FILTERS = ['state'] as const;
const STATES = SUSPENSE_STATE_NAMES.map((state) => [state, SUSPENSE_STATES[state]] as const);

export function SuspensePage() {
  const me = useMe();
  const filters = useAddressFilters(FILTERS);
  const state = SUSPENSE_STATE_NAMES.find((one) => one === filters.values['state']) ?? 'open';
  const paging = usePaging(state);
  const items = useSuspense(state, paging.cursor);
  const [chosen, setChosen] = useState<SuspenseItem | null>(null);
  const maySettle = me.grants.some(({ role }) => role === 'supervisor');
  return (
    <Page title="暂收款">
      <p className="quiet tight">
        已经到账、还不知道归属的钱。查明后认领到账户，按整月记作缴存；不属于本中心的，由银行退回后在这里登记。
      </p>
      <div className="gap-below" role="search" aria-label="筛选暂收款">
        <Choice
          label="状态"
          name="state"
          filters={filters}
          options={STATES}
          without={SUSPENSE_STATES.open}
        />
      </div>
      {items.isError && <ProblemNote error={items.error} onRepeat={() => void items.refetch()} />}
      {items.isPending ? (
        <PageLoading />
      ) : items.data?.items.length === 0 ? (
        <Empty description={state === 'open' ? '没有待处理的暂收款' : '没有这样的暂收款'} />
      ) : (
        <Table<SuspenseItem>
          size="small"
          aria-label="暂收款列表"
          rowKey="id"
          columns={columnsFor(state === 'open' && maySettle ? setChosen : null, me.today)}
          dataSource={[...(items.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 1_120 }}
        />
      )}
      <Pager paging={paging} nextCursor={items.data?.nextCursor} />
      <SettleDrawer
        item={chosen}
        onClose={() => {
          setChosen(null);
        }}
      />
    </Page>
  );
}

function columnsFor(
  onChoose: ((item: SuspenseItem) => void) | null,
  today: string,
): TableColumnsType<SuspenseItem> {
  return [
    { title: '到账日', width: 120, render: (_, { receivedOn }) => <Day on={receivedOn} /> },
    {
      title: '金额（元）',
      width: 130,
      align: 'right',
      render: (_, { amount }) => <Amount of={amount} />,
    },
    {
      title: '银行流水号',
      width: 180,
      render: (_, { serial, journal }) => (
        <>
          <span className="number">{serial}</span>
          <div className="quiet">
            <Link to={`/journals/${journal}`}>凭证 {journal}</Link>
          </div>
        </>
      ),
    },
    { title: '原因', width: 180, render: (_, item) => <Cause item={item} /> },
    {
      title: '处理期限',
      width: 180,
      render: (_, item) => <SettleBy item={item} today={today} />,
    },
    {
      title: '账户',
      width: 210,
      render: (_, item) => <AccountOf item={item} />,
    },
    {
      title: '处理',
      render: (_, item) =>
        onChoose ? (
          <Button
            size="small"
            aria-label={`处理流水号${item.serial}`}
            onClick={() => {
              onChoose(item);
            }}
          >
            处理
          </Button>
        ) : (
          <Settled item={item} />
        ),
    },
  ];
}

/** Why it is there, and that a return of it waits for another supervisor. */
function Cause({ item: { causeText, returning } }: { readonly item: SuspenseItem }) {
  return (
    <>
      {causeText}
      {returning !== null && (
        <div>
          <strong>退回待复核</strong>
          <span className="quiet">（{returning.proposedByName}登记）</span>
        </div>
      )}
    </>
  );
}

function AccountOf({ item: { account, accountNumber } }: { readonly item: SuspenseItem }) {
  if (account === null) return <span className="quiet">—</span>;
  return (
    <Link to={`/accounts/${account}`} className="number">
      {accountNumber}
    </Link>
  );
}

/** Until when somebody has to deal with it, and who is on it. */
function SettleBy({ item, today }: { readonly item: SuspenseItem; readonly today: string }) {
  const { dueOn, claimedByName } = item;
  if (dueOn === null) return <span className="quiet">—</span>;
  return (
    <>
      <Due on={dueOn} today={today} provisional={false} />
      {claimedByName !== null && <div className="quiet">{claimedByName}已领取</div>}
    </>
  );
}

function Settled({ item }: { readonly item: SuspenseItem }) {
  const { stateTitle, settledByName, settledAt, settledJournal } = item;
  return (
    <>
      {stateTitle}
      {settledByName !== null && (
        <div className="quiet">
          {settledByName} {settledAt !== null && <Instant at={settledAt} />}{' '}
          {settledJournal !== null && (
            <Link to={`/journals/${settledJournal}`}>凭证 {settledJournal}</Link>
          )}
        </div>
      )}
    </>
  );
}
