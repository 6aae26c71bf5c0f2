/** The bank's statement line by line, each beside what we booked for it. */
import { Checkbox, Empty, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Amount } from '../../parts/amount.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useBankLines, type BankLine, type DayOf } from './bank-queries.ts';
import { Journals } from './journals.tsx';

const COLUMNS: TableColumnsType<BankLine> = [
  { title: '序号', width: 70, align: 'right', dataIndex: 'n' },
  {
    title: '银行流水号',
    width: 200,
    render: (_, { serial }) => <span className="number">{serial}</span>,
  },
  {
    title: '业务编号',
    width: 200,
    render: (_, { key }) => key ?? <span className="quiet">—</span>,
  },
  { title: '类别', width: 90, dataIndex: 'kindTitle' },
  {
    title: '金额（元）',
    width: 130,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} signed />,
  },
  {
    title: '余额（元）',
    width: 140,
    align: 'right',
    render: (_, { balance }) => <Amount of={balance} />,
  },
  { title: '核对', width: 100, dataIndex: 'stateTitle' },
  { title: '我方凭证', render: (_, { journals }) => <Journals journals={journals} /> },
];

export function StatementLines(of: DayOf) {
  const [only, setOnly] = useState(false);
  const paging = usePaging(`${of.center}/${of.day}/${String(only)}`);
  const lines = useBankLines(of, only, paging.cursor);
  return (
    <>
      <Checkbox
        checked={only}
        onChange={({ target }) => {
          setOnly(target.checked);
        }}
      >
        只看我方未记的
      </Checkbox>
      {lines.isError && <ProblemNote error={lines.error} />}
      {lines.isPending && <PageLoading />}
      {lines.data?.items.length === 0 && (
        <Empty description={only ? '没有我方未记的' : '当日没有收付'} />
      )}
      {lines.data && lines.data.items.length > 0 && (
        <Table<BankLine>
          size="small"
          aria-label="对账单"
          rowKey="n"
          columns={COLUMNS}
          dataSource={[...lines.data.items]}
          pagination={false}
          scroll={{ x: 1090 }}
        />
      )}
      {lines.data && <Pager paging={paging} nextCursor={lines.data.nextCursor} />}
    </>
  );
}
