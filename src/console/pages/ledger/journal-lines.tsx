/** The lines of a journal, debits and credits in columns of their own. */
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../../parts/amount.tsx';

export interface BookLine {
  readonly bookTitle: string;
  readonly account: string | null;
  readonly accountNumber: string | null;
  readonly sourceTitle: string | null;
  /** Credit positive, debit negative. */
  readonly amount: string;
}

export function JournalLines({ lines }: { readonly lines: readonly BookLine[] }) {
  return (
    <Table<BookLine & { readonly key: number }>
      size="small"
      aria-label="分录"
      columns={COLUMNS}
      dataSource={lines.map((line, key) => ({ ...line, key }))}
      pagination={false}
      scroll={{ x: 640 }}
    />
  );
}

const COLUMNS: TableColumnsType<BookLine & { readonly key: number }> = [
  { title: '科目', width: 140, dataIndex: 'bookTitle' },
  {
    title: '个人账户',
    width: 200,
    render: (_, { account, accountNumber }) =>
      account === null ? (
        <span className="quiet">—</span>
      ) : (
        <Link to={`/accounts/${account}`} className="number">
          {accountNumber}
        </Link>
      ),
  },
  { title: '来源', width: 130, render: (_, { sourceTitle }) => sourceTitle ?? '—' },
  {
    title: '借（元）',
    width: 130,
    align: 'right',
    render: (_, { amount }) => amount.startsWith('-') && <Amount of={amount.slice(1)} />,
  },
  {
    title: '贷（元）',
    width: 130,
    align: 'right',
    render: (_, { amount }) => !amount.startsWith('-') && <Amount of={amount} />,
  },
];
