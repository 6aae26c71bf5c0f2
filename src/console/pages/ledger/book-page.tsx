/** The lines of one book, newest first: from each the way to its journal, its case and the line of the bank. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link, useParams } from 'react-router';
import { bookTitle, JOURNAL_KIND_TITLES } from '../../../cases/wording-ledger.ts';
import { useAddressFilters, type AddressFilters } from '../../parts/address-filters.ts';
import { DayFilter } from '../../parts/day-filter.tsx';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Page } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { CenterChoice, chosenCenter, useCenters } from './center-choice.tsx';
import {
  useBookPostings,
  type BookPosting,
  type CenterBook,
  type JournalKind,
} from './ledger-queries.ts';
import './ledger.css';

const KINDS = Object.keys(JOURNAL_KIND_TITLES) as readonly JournalKind[];
const KIND_CHOICES = KINDS.map((kind) => [kind, JOURNAL_KIND_TITLES[kind]] as const);

export function BookPage() {
  const { book = '' } = useParams();
  const centers = useCenters();
  const filters = useAddressFilters(['center', 'from', 'to', 'kind']);
  const center = chosenCenter(centers, filters);
  return (
    <Page
      title={`科目明细：${bookTitle(book)}`}
      actions={<CenterChoice centers={centers} filters={filters} />}
    >
      <p className="gap-below">
        <Link to={`/books?center=${center}`}>返回总账</Link>
      </p>
      <Lines book={book as CenterBook} center={center} filters={filters} />
    </Page>
  );
}

interface Props {
  /** As the address has it; the server knows whether there is one. */
  readonly book: CenterBook;
  readonly center: string;
  readonly filters: AddressFilters;
}

function Lines({ book, center, filters }: Props) {
  const { from, to } = filters.values;
  const kind = KINDS.find((code) => code === filters.values['kind']);
  const paging = usePaging(JSON.stringify([book, center, filters.values]));
  const lines = useBookPostings(
    book,
    {
      ...{ center, ...(from && { from }), ...(to && { to }) },
      ...(kind && { kind }),
    },
    paging.cursor,
  );
  return (
    <>
      <div className="gap-below page-tools" role="search" aria-label="筛选分录">
        <Choice label="业务" name="kind" filters={filters} options={KIND_CHOICES} />
        <DayFilter className="ledger-day" label="记账日期从" name="from" filters={filters} />
        <DayFilter className="ledger-day" label="至" name="to" filters={filters} />
      </div>
      {lines.isError && <ProblemNote error={lines.error} onRepeat={() => void lines.refetch()} />}
      <Table<BookPosting>
        size="small"
        aria-label="科目明细"
        rowKey={({ journal, line }) => `${journal}/${String(line)}`}
        columns={columnsFor(center)}
        dataSource={[...(lines.data?.items ?? [])]}
        loading={lines.isPending}
        pagination={false}
        scroll={{ x: 1_080 }}
        locale={{ emptyText: '没有记账' }}
      />
      <Pager paging={paging} nextCursor={lines.data?.nextCursor} />
    </>
  );
}

function columnsFor(center: string): TableColumnsType<BookPosting> {
  return [
    { title: '记账日期', width: 110, render: (_, { valueDate }) => <Day on={valueDate} /> },
    { title: '业务', render: (_, posting) => <Business posting={posting} /> },
    {
      title: '借（元）',
      width: 140,
      align: 'right',
      render: (_, { amount }) => amount.startsWith('-') && <Amount of={amount.slice(1)} />,
    },
    {
      title: '贷（元）',
      width: 140,
      align: 'right',
      render: (_, { amount }) => !amount.startsWith('-') && <Amount of={amount} />,
    },
    {
      title: '银行流水',
      width: 210,
      render: (_, { bankLine }) =>
        bankLine !== null && (
          <>
            <Link to={`/bank-days/${center}/${bankLine.day}`}>
              {bankLine.day} 第{bankLine.n}行
            </Link>
            <div className="quiet number">{bankLine.serial}</div>
          </>
        ),
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
}

function Business({ posting }: { readonly posting: BookPosting }) {
  const { title, stretch, caseId, caseNumber, run, runTitle, reverses, reversedBy } = posting;
  return (
    <>
      {title}
      {stretch !== null && `（第${String(stretch)}段账户合计）`}{' '}
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
      {caseId !== null && (
        <div>
          <Link to={`/cases/${caseId}`}>{caseNumber ?? '办件'}</Link>
        </div>
      )}
      {run !== null && (
        <div>
          <Link to={`/runs/${run}`}>{runTitle ?? run}</Link>
        </div>
      )}
    </>
  );
}
