/** 总账: what every book of the center holds as of a day; from each the way to its lines. */
import { Input, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { CenterChoice, chosenCenter, useCenters } from './center-choice.tsx';
import { useBooks, type Book } from './ledger-queries.ts';
import './ledger.css';

const SIDES = { asset: '资产', liability: '负债', result: '损益' } as const;

export function BooksPage() {
  const centers = useCenters();
  const filters = useAddressFilters(['center', 'asOf']);
  const center = chosenCenter(centers, filters);
  const books = useBooks(center, filters.values['asOf']);
  return (
    <Page title="总账" actions={<CenterChoice centers={centers} filters={filters} />}>
      <p className="quiet page-intro">
        本中心各科目截至所选记账日期的余额，借贷合计为零。住房公积金科目即集中账户，等于全部个人账户余额之和，明细在各个人账户。
      </p>
      <div className="gap-below page-tools" role="search" aria-label="选择日期">
        <label className="ledger-day">
          截至
          <Input
            type="date"
            value={filters.values['asOf'] ?? books.data?.asOf ?? ''}
            onChange={({ target }) => {
              filters.set('asOf', target.value);
            }}
          />
        </label>
      </div>
      {books.isError && <ProblemNote error={books.error} onRepeat={() => void books.refetch()} />}
      {books.isPending && <PageLoading />}
      {books.data && (
        <Table<Book>
          size="small"
          aria-label="科目余额"
          rowKey="book"
          columns={columnsFor(center, filters.values['asOf'])}
          dataSource={[...books.data.items]}
          pagination={false}
          scroll={{ x: 900 }}
        />
      )}
    </Page>
  );
}

function columnsFor(center: string, asOf: string | undefined): TableColumnsType<Book> {
  const to = asOf === undefined ? '' : `&to=${asOf}`;
  return [
    {
      title: '科目',
      width: 160,
      render: (_, { book, title, hasPostings }) =>
        hasPostings ? <Link to={`/books/${book}?center=${center}${to}`}>{title}</Link> : title,
    },
    { title: '类别', width: 80, render: (_, { side }) => SIDES[side] },
    {
      title: '借方余额（元）',
      width: 170,
      align: 'right',
      render: (_, { balance }) => balance.startsWith('-') && <Amount of={balance.slice(1)} />,
    },
    {
      title: '贷方余额（元）',
      width: 170,
      align: 'right',
      render: (_, { balance }) => !balance.startsWith('-') && <Amount of={balance} />,
    },
    { title: '说明', render: (_, { note }) => <span className="quiet">{note}</span> },
  ];
}
