/** 扣款未回报: debits that the bank has and does not answer, the longest first. */
import { Button, Empty, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  UNANSWERED_STATE_NAMES,
  UNANSWERED_STATES,
  UNBOOKABLE,
} from '../../../cases/wording-unanswered.ts';
import { useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Due } from '../../parts/due.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { SettleDrawer } from './settle-drawer.tsx';
import { useUnanswered, type UnansweredDebit } from './unanswered-queries.ts';

const FILTERS = ['state'] as const;
const STATES = UNANSWERED_STATE_NAMES.map((state) => [state, UNANSWERED_STATES[state]] as const);

export function UnansweredPage() {
  const me = useMe();
  const filters = useAddressFilters(FILTERS);
  const state = UNANSWERED_STATE_NAMES.find((one) => one === filters.values['state']) ?? 'open';
  const paging = usePaging(state);
  const debits = useUnanswered(state, paging.cursor);
  const [chosen, setChosen] = useState<UnansweredDebit | null>(null);
  const maySettle = me.grants.some(({ role }) => role === 'supervisor');
  return (
    <Page title="扣款未回报">
      <p className="quiet tight">
        发往银行超过三日没有回报的扣款。系统一直在向银行询问，回报到达即入账；在此之前，该账户不能另行缴存、变更或销户，请向银行查问。
      </p>
      <div className="gap-below" role="search" aria-label="筛选没有回报的扣款">
        <Choice
          label="状态"
          name="state"
          filters={filters}
          options={STATES}
          without={UNANSWERED_STATES.open}
        />
      </div>
      {debits.isError && (
        <ProblemNote error={debits.error} onRepeat={() => void debits.refetch()} />
      )}
      {debits.isPending ? (
        <PageLoading />
      ) : debits.data?.items.length === 0 ? (
        <Empty description={state === 'open' ? '没有待银行回报的扣款' : '没有这样的扣款'} />
      ) : (
        <Table<UnansweredDebit>
          size="small"
          aria-label="没有回报的扣款"
          rowKey="id"
          columns={columnsFor(state === 'open' && maySettle ? setChosen : null, me.today)}
          dataSource={[...(debits.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 1_000 }}
        />
      )}
      <Pager paging={paging} nextCursor={debits.data?.nextCursor} />
      <SettleDrawer
        debit={chosen}
        onClose={() => {
          setChosen(null);
        }}
      />
    </Page>
  );
}

function columnsFor(
  onChoose: ((debit: UnansweredDebit) => void) | null,
  today: string,
): TableColumnsType<UnansweredDebit> {
  return [
    {
      title: '账户',
      width: 210,
      render: (_, { account, accountNumber }) => (
        <Link to={`/accounts/${account}`} className="number">
          {accountNumber}
        </Link>
      ),
    },
    {
      title: '应缴月份',
      width: 150,
      render: (_, { from, to }) => (from === to ? from : `${from}至${to}`),
    },
    {
      title: '金额（元）',
      width: 120,
      align: 'right',
      render: (_, { amount }) => <Amount of={amount} />,
    },
    {
      title: '发往银行',
      width: 200,
      render: (_, { sentAt, run }) => (
        <>
          {sentAt === null ? '—' : <Instant at={sentAt} />}
          <div className="quiet">
            <Link to={`/runs/${encodeURIComponent(run)}`}>扣款名单</Link>
          </div>
        </>
      ),
    },
    { title: '处理期限', width: 160, render: (_, debit) => <By debit={debit} today={today} /> },
    {
      title: '处理',
      render: (_, debit) => (
        <>
          <Standing debit={debit} />
          {onChoose && (
            <Button
              size="small"
              aria-label={`${debit.confirmation === null ? '登记书面确认' : '复核书面确认'}：${debit.accountNumber}`}
              onClick={() => {
                onChoose(debit);
              }}
            >
              {debit.confirmation === null ? '登记书面确认' : '复核书面确认'}
            </Button>
          )}
        </>
      ),
    },
  ];
}

/** Until when somebody has to deal with it, and who is on it. */
function By({ debit, today }: { readonly debit: UnansweredDebit; readonly today: string }) {
  const { dueOn, claimedByName } = debit;
  if (dueOn === null) return <span className="quiet">—</span>;
  return (
    <>
      <Due on={dueOn} today={today} provisional={false} />
      {claimedByName !== null && <div className="quiet">{claimedByName}已领取</div>}
    </>
  );
}

function Standing({ debit }: { readonly debit: UnansweredDebit }) {
  const { state, stateTitle, unbookable, confirmation, settledByName, settledAt } = debit;
  if (state === 'open') {
    return (
      <>
        {unbookable && <div>{UNBOOKABLE}</div>}
        {confirmation !== null && (
          <div>
            <strong>书面确认待复核</strong>
            <span className="quiet">（{confirmation.recordedByName}登记）</span>
          </div>
        )}
      </>
    );
  }
  return (
    <>
      {stateTitle}
      {confirmation !== null && <div className="quiet">{confirmation.document}</div>}
      {settledByName !== null && (
        <div className="quiet">
          {settledByName} {settledAt !== null && <Instant at={settledAt} />}
        </div>
      )}
    </>
  );
}
