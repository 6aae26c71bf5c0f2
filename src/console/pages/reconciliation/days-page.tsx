/** 银行对账: each day's balance at the bank beside our book, and what is left to be explained. */
import { Empty, Segmented, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useBankDays, type BankDayRow } from './bank-queries.ts';
import './reconciliation.css';

const ALL = '全部';
const STATES: Readonly<Record<string, string>> = { open: '未关账', closed: '已关账' };

export function BankDaysPage() {
  const address = useAddressFilters(['state']);
  const state = address.values['state'];
  const paging = usePaging(state ?? '');
  const days = useBankDays(state, paging.cursor);
  return (
    <Page
      title="银行对账"
      actions={
        <Segmented
          aria-label="状态"
          options={[{ label: ALL, value: '' }, ...choices()]}
          value={state ?? ''}
          onChange={(value) => {
            address.set('state', value);
          }}
        />
      }
    >
      <p className="quiet gap-below">
        每日取银行对账单与“银行存款”逐笔核对；差异都已说明或记账，当日才能关账，较早的日子先关。
      </p>
      {days.isError && <ProblemNote error={days.error} />}
      {days.isPending && <PageLoading />}
      {days.data && <Days rows={days.data.items} />}
      {days.data && <Pager paging={paging} nextCursor={days.data.nextCursor} />}
    </Page>
  );
}

function choices() {
  return Object.entries(STATES).map(([value, label]) => ({ label, value }));
}

const COLUMNS: TableColumnsType<BankDayRow> = [
  {
    title: '日期',
    width: 120,
    render: (_, { center, day }) => <Link to={`/bank-days/${center}/${day}`}>{day}</Link>,
  },
  { title: '中心', width: 90, dataIndex: 'center' },
  {
    title: '状态',
    width: 90,
    render: (_, { state, stateTitle }) => (
      <Tag color={state === 'closed' ? 'success' : 'processing'}>{stateTitle}</Tag>
    ),
  },
  { title: '对账单笔数', width: 110, align: 'right', dataIndex: 'lines' },
  {
    title: '银行收',
    width: 140,
    align: 'right',
    render: (_, { bank }) => <Amount of={bank.received} />,
  },
  {
    title: '银行付',
    width: 140,
    align: 'right',
    render: (_, { bank }) => <Amount of={bank.paid} />,
  },
  {
    title: '银行余额',
    width: 150,
    align: 'right',
    render: (_, { bank }) => <Amount of={bank.closing} />,
  },
  {
    title: '账面余额',
    width: 150,
    align: 'right',
    render: (_, { book }) => (book ? <Amount of={book.closing} /> : '—'),
  },
  {
    title: '差异',
    render: (_, { differences: { open, explained } }) => <Left open={open} explained={explained} />,
  },
];

function Left({ open, explained }: { readonly open: number; readonly explained: number }) {
  if (open + explained === 0) return <span className="quiet">无</span>;
  return (
    <>
      {open > 0 && <Tag color="warning">{open}笔待处理</Tag>}
      {explained > 0 && <span className="quiet">{explained}笔已说明</span>}
    </>
  );
}

function Days({ rows }: { readonly rows: readonly BankDayRow[] }) {
  if (rows.length === 0) return <Empty description="没有符合条件的对账日" />;
  return (
    <Table<BankDayRow>
      size="small"
      aria-label="对账日"
      rowKey={({ center, day }) => `${center}/${day}`}
      columns={COLUMNS}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 1100 }}
    />
  );
}
