/** 试算: how the cash that leaves and the hours of work would move, month by month. */
import { Table, type TableColumnsType } from 'antd';
import { monthText } from '../../../cases/wording.ts';
import type { Schemas } from '../../api/client.ts';

type WhatIfMoney = Schemas['WhatIfMoney'];
type Line = WhatIfMoney['total'];

interface Row extends Line {
  readonly key: string;
  readonly title: string;
}

const BASES: Readonly<Record<WhatIfMoney['basis'], string>> = {
  ahead: '按到期预测：各月流出的资金（含已到期的，计入本月）和到期的工时，现在与改后。',
  behind: '按近180天已决定的提取：金额不变，须复核、审批的工时，现在与改后。',
};

export function Money({ money }: { readonly money: WhatIfMoney }) {
  const { basis, months, later, total } = money;
  const rows: readonly Row[] = [
    ...months.map(({ month, ...line }) => ({ ...line, key: month, title: monthText(month) })),
    ...(later === null ? [] : [{ ...later, key: 'later', title: '此后及没有日期的' }]),
    { ...total, key: 'total', title: '合计' },
  ];
  return (
    <>
      <p className="quiet tight">{BASES[basis]}</p>
      <Table<Row>
        className="gap-below"
        size="small"
        aria-label="各月的资金和工时"
        rowKey="key"
        columns={COLUMNS}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 760 }}
      />
    </>
  );
}

const SIDES = [
  ['before', '现在'],
  ['after', '改后'],
  ['difference', '相差'],
] as const;

const COLUMNS: TableColumnsType<Row> = [
  { title: '月份', width: 150, dataIndex: 'title' },
  {
    title: '流出资金（元）',
    children: SIDES.map(([side, title]) => ({
      title,
      key: `cash-${side}`,
      align: 'right' as const,
      render: (_: unknown, row: Row) => <span className="number">{row[side].cash}</span>,
    })),
  },
  {
    title: '工时（小时）',
    children: SIDES.map(([side, title]) => ({
      title,
      key: `minutes-${side}`,
      align: 'right' as const,
      render: (_: unknown, row: Row) => <span className="number">{hours(row[side].minutes)}</span>,
    })),
  },
];

function hours(minutes: number): string {
  return (minutes / 60).toFixed(1);
}
