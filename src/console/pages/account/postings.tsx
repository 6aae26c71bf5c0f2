/** Every posting of the account, newest first, with what was there after it. */
import { Table, Tag, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { DayFilter } from '../../parts/day-filter.tsx';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { usePostings, type Posting } from './account-queries.ts';

interface Props {
  readonly id: string;
  readonly filters: AddressFilters;
  /** Between the filters and the lines. */
  readonly children: ReactNode;
}

const SOURCES = [
  ['unit', '单位缴存'],
  ['flexible', '灵活就业缴存'],
  ['subsidy', '缴存补贴'],
  ['unclassified', '来源待定'],
] as const;

export function Postings({ id, filters, children }: Props) {
  const { from, to, at } = filters.values;
  const source = SOURCES.find(([code]) => code === filters.values['source'])?.[0];
  const paging = usePaging(JSON.stringify([id, filters.values]));
  const postings = usePostings(id, {
    ...(source && { source }),
    ...(from && { from }),
    ...(to && { to }),
    ...(at && { at }),
    ...(paging.cursor && { cursor: paging.cursor }),
  });
  return (
    <>
      <div className="account-filters" role="search" aria-label="筛选明细">
        <Choice label="来源" name="source" filters={filters} options={SOURCES} />
        <DayFilter className="account-moment" label="记账日期从" name="from" filters={filters} />
        <DayFilter className="account-moment" label="至" name="to" filters={filters} />
      </div>
      {children}
      {postings.isError && (
        <ProblemNote error={postings.error} onRepeat={() => void postings.refetch()} />
      )}
      <Table<Posting>
        size="small"
        aria-label="账户明细"
        rowKey={({ journal, line }) => `${journal}/${String(line)}`}
        columns={COLUMNS}
        dataSource={[...(postings.data?.items ?? [])]}
        loading={postings.isPending}
        pagination={false}
        scroll={{ x: 980 }}
        locale={{ emptyText: '没有记账' }}
      />
      <Pager paging={paging} nextCursor={postings.data?.nextCursor} />
    </>
  );
}

const COLUMNS: TableColumnsType<Posting> = [
  { title: '记账日期', width: 110, render: (_, { valueDate }) => <Day on={valueDate} /> },
  { title: '业务', render: (_, posting) => <Business posting={posting} /> },
  { title: '来源', dataIndex: 'sourceTitle', width: 120 },
  {
    title: '发生额（元）',
    width: 130,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} signed />,
  },
  {
    title: '上年结转',
    width: 120,
    align: 'right',
    render: (_, { carried }) => <Amount of={carried} />,
  },
  {
    title: '当年归集',
    width: 120,
    align: 'right',
    render: (_, { current }) => <Amount of={current} />,
  },
  {
    title: '账户余额',
    width: 130,
    align: 'right',
    render: (_, { balance }) => <Amount of={balance} />,
  },
  {
    title: '凭证',
    width: 170,
    render: (_, { journal, recordedAt }) => (
      <>
        <Link to={`/journals/${journal}`} className="number">
          {journal}
        </Link>
        <div className="quiet">
          <Instant at={recordedAt} /> 记
        </div>
      </>
    ),
  },
];

function Business({ posting }: { readonly posting: Posting }) {
  const { title, caseId, document, reverses, reversedBy } = posting;
  return (
    <>
      {title}{' '}
      {reversedBy !== null && (
        <Tag>
          已由<Link to={`/journals/${reversedBy}`}>凭证 {reversedBy}</Link> 冲账
        </Tag>
      )}
      {reverses !== null && (
        <div className="quiet">
          冲<Link to={`/journals/${reverses}`}>凭证 {reverses}</Link>
        </div>
      )}
      {document !== null && <div className="quiet">{document}</div>}
      {caseId !== null && (
        <div>
          <Link to={`/cases/${caseId}`}>查看业务</Link>
        </div>
      )}
    </>
  );
}
