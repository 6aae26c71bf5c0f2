/** 缴存: the months as a calendar, what is owed, and what may be paid by oneself. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Amount } from '../../parts/amount.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { useContributions, type Contributions as Told } from './account-queries.ts';
import { MonthsGrid } from './months-grid.tsx';

type Due = Told['dues'][number];
const COLORS: Readonly<Record<string, string>> = {
  paid: 'success',
  missed: 'error',
  open: 'warning',
};

export function Contributions({ id }: { readonly id: string }) {
  const told = useContributions(id);
  if (told.isError) return <ProblemNote error={told.error} />;
  if (!told.data) return <PageLoading />;
  const { dues } = told.data;
  return (
    <>
      <Summary told={told.data} />
      <MonthsGrid told={told.data} />
      {dues.length > 0 && (
        <Table<Due>
          size="small"
          className="gap-above"
          aria-label="应缴"
          rowKey="from"
          columns={COLUMNS}
          dataSource={[...dues]}
          pagination={dues.length > 6 ? { pageSize: 6, size: 'small' } : false}
          scroll={{ x: 820 }}
        />
      )}
    </>
  );
}

function Summary({ told }: { readonly told: Told }) {
  const { continuity, firstUnpaid, noneUnpaid, payable, notPayable } = told;
  return (
    <>
      <p className="tight">
        截至本月已缴 {continuity.months} 个月，最近连续 {continuity.continuous} 个月。
        {firstUnpaid === null ? (
          <span className="quiet">没有待缴的月份：{noneUnpaid}。</span>
        ) : (
          <>
            首个未缴月份：<strong>{firstUnpaid}</strong>。
          </>
        )}
      </p>
      <p className="tight">
        {payable === null ? (
          <span className="quiet">现在不能自行缴存：{notPayable}。</span>
        ) : (
          <>
            可自行缴存 {payable.from} 至 {payable.until}，整月的 <Amount of={payable.amountMin} />{' '}
            至 <Amount of={payable.amountMax} /> 元；转账时收款账号填个人账号。
          </>
        )}
      </p>
    </>
  );
}

const COLUMNS: TableColumnsType<Due> = [
  {
    title: '所属期',
    width: 180,
    render: (_, { from, to, months }) => (from === to ? from : `${from} 至 ${to}（${months}个月）`),
  },
  {
    title: '应缴（元）',
    width: 120,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} />,
  },
  { title: '扣款日', width: 120, render: (_, { dueOn }) => <Day on={dueOn} /> },
  {
    title: '状态',
    width: 100,
    render: (_, { state, stateTitle }) => (
      <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag>
    ),
  },
  {
    title: '扣款',
    render: (_, { attempts, nextOn, outcomeText }) => (
      <>
        已扣{attempts}次{outcomeText !== null && `，上次：${outcomeText}`}
        {nextOn !== null && (
          <>
            ；下次 <Day on={nextOn} />
          </>
        )}
      </>
    ),
  },
];
