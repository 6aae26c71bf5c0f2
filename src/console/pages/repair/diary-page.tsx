/** 值守日志: every intervention of a month, why, by whom, what came of it, and what recurs. */
import { Button, Empty, Input, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import { DiarySummary } from './diary-summary.tsx';
import { useDiary, type Diary } from './repair-queries.ts';
import './repair.css';

export function DiaryPage() {
  const filters = useAddressFilters(['month']);
  const { today } = useMe();
  const month = filters.values['month'] ?? today.slice(0, 7);
  const diary = useDiary(filters.values['month']);
  return (
    <Page
      title="值守日志"
      actions={
        <MonthChoice
          month={month}
          last={today.slice(0, 7)}
          onChange={(chosen) => {
            filters.set('month', chosen);
          }}
        />
      }
    >
      {diary.isError && <ProblemNote error={diary.error} onRepeat={() => void diary.refetch()} />}
      {diary.data ? (
        <>
          <DiarySummary diary={diary.data} />
          <Entries diary={diary.data} />
        </>
      ) : (
        !diary.isError && <PageLoading />
      )}
    </Page>
  );
}

interface MonthProps {
  readonly month: string;
  readonly last: string;
  readonly onChange: (month: string) => void;
}

function MonthChoice({ month, last, onChange }: MonthProps) {
  return (
    <span className="diary-month">
      <Button
        onClick={() => {
          onChange(shifted(month, -1));
        }}
      >
        上月
      </Button>
      <Input
        type="month"
        aria-label="月份"
        value={month}
        max={last}
        onChange={({ target: { value } }) => {
          if (/^\d{4}-\d{2}$/.test(value)) onChange(value);
        }}
      />
      <Button
        disabled={month >= last}
        onClick={() => {
          onChange(shifted(month, 1));
        }}
      >
        下月
      </Button>
    </span>
  );
}

function shifted(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

type Entry = Diary['items'][number];

function Entries({ diary }: { readonly diary: Diary }) {
  if (diary.items.length === 0) return <Empty description="本月没有人工干预。" />;
  return (
    <Table<Entry>
      size="small"
      aria-label={`${diary.month}的人工干预`}
      rowKey={(entry) => `${entry.at} ${entry.kind} ${entry.caseId ?? ''} ${entry.repair ?? ''}`}
      columns={COLUMNS}
      dataSource={diary.items}
      scroll={{ x: 1_080 }}
      pagination={tablePages(50)}
    />
  );
}

const COLUMNS: TableColumnsType<Entry> = [
  { title: '时间', width: 150, render: (_, { at }) => <Instant at={at} /> },
  { title: '干预', width: 200, render: (_, entry) => <What entry={entry} /> },
  {
    title: '经办、第二人',
    width: 130,
    render: (_, { by, second }) => (
      <>
        <div>{by.name ?? by.id}</div>
        {second && <div>{second.name ?? second.id}（第二人）</div>}
      </>
    ),
  },
  { title: '事由', render: (_, { reason }) => reason ?? '' },
  { title: '前 → 后', width: 190, render: (_, entry) => changeText(entry) },
  { title: '结果与后来', width: 240, render: (_, entry) => <Later entry={entry} /> },
];

function What({ entry }: { readonly entry: Entry }) {
  const { title, sentence, caseId, caseNumber } = entry;
  return (
    <>
      <div>{title}</div>
      {caseId !== null && caseNumber !== null ? (
        <Link to={`/cases/${caseId}`} className="number">
          {caseNumber}
        </Link>
      ) : (
        <span className="quiet">{sentence}</span>
      )}
    </>
  );
}

function changeText({ before, after }: Entry): string {
  if (before === null && after === null) return '';
  return `${before ?? '—'} → ${after ?? '—'}`;
}

function Later({ entry: { outcome, later } }: { readonly entry: Entry }) {
  return (
    <>
      {outcome !== null && <div>{outcome}</div>}
      {later && (
        <div className="quiet">
          {later.stuckAgain && <Tag color="error">又停下</Tag>}
          {later.sentence}
        </div>
      )}
    </>
  );
}
