/** 违约: every breach with its facts, the newest first; each leads to its case, account and person. */
import { Button, Empty, Flex, Table, type TableColumnsType, Tag } from 'antd';
import { Link } from 'react-router';
import { breachTitle } from '../../../cases/wording-breaches.ts';
import { BREACH_KIND_NAMES } from '../../../domain/vocabulary.ts';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { useBreaches, type Breach } from './breach-queries.ts';

const FILTERS = ['state', 'fact'] as const;
const STATES = [
  ['open', '未办结'],
  ['ended', '已办结'],
  ['all', '全部'],
] as const;
const FACTS = BREACH_KIND_NAMES.map((kind) => [kind, breachTitle(kind)] as const);

export function BreachesPage() {
  const me = useMe();
  const filters = useAddressFilters(FILTERS);
  const state = filters.values['state'] ?? 'open';
  const kind = BREACH_KIND_NAMES.find((one) => one === filters.values['fact']) ?? null;
  const paging = usePaging(`${state}/${kind ?? ''}`);
  const open = state === 'all' ? null : state !== 'ended';
  const found = useBreaches({ open, kind, cursor: paging.cursor });
  const mayStart = hasRole(me, ...(CASE_TYPES['breach']?.startedBy ?? []));
  return (
    <Page
      title="违约"
      actions={
        mayStart && (
          <Link to="/start/breach">
            <Button>登记违约事实</Button>
          </Link>
        )
      }
    >
      <p className="quiet page-intro">
        连续欠缴由每日的违约排查查出；其他情形凭材料登记。告知书送达的次日起才计算整改期限，期限内改正的不再采取措施。
      </p>
      <div className="gap-below page-tools" role="search" aria-label="筛选违约">
        <Choice label="状态" name="state" filters={filters} options={STATES} />
        <Choice label="情形" name="fact" filters={filters} options={FACTS} />
      </div>
      {found.isError && <ProblemNote error={found.error} onRepeat={() => void found.refetch()} />}
      {found.isPending ? (
        <PageLoading />
      ) : found.data?.items.length === 0 ? (
        <Empty description={open === true ? '没有未办结的违约' : '没有这样的违约'} />
      ) : (
        <Table<Breach>
          size="small"
          aria-label="违约列表"
          rowKey="caseId"
          columns={COLUMNS}
          dataSource={[...(found.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 1_230 }}
        />
      )}
      <Pager paging={paging} nextCursor={found.data?.nextCursor} />
    </Page>
  );
}

const COLUMNS: TableColumnsType<Breach> = [
  {
    title: '办件',
    width: 190,
    render: (_, { caseId, caseNumber, stageTitle }) => (
      <>
        {caseNumber === null ? (
          <span className="quiet">—</span>
        ) : (
          <Link to={`/cases/${caseId}`} className="number">
            {caseNumber}
          </Link>
        )}
        <div className="quiet">{stageTitle}</div>
      </>
    ),
  },
  {
    title: '办理人和账户',
    width: 200,
    // Apart by more than a line: each is a target of its own.
    render: (_, { person, account, accountLast4 }) => (
      <Flex vertical align="start" gap={6}>
        <Link to={`/persons/${person.id}`}>
          <PersonName person={person} />
        </Link>
        <Link to={`/accounts/${account}`} className="number">
          尾号{accountLast4}
        </Link>
      </Flex>
    ),
  },
  {
    title: '情形',
    width: 250,
    render: (_, { kindTitle, coversFrom, coversTo, months }) => (
      <>
        {kindTitle}
        {months !== null && (
          <div className="quiet">
            {coversFrom === coversTo ? coversFrom : `${coversFrom ?? ''} 至 ${coversTo ?? ''}`}
            ，欠缴
            {months}个月
          </div>
        )}
      </>
    ),
  },
  {
    title: '发现',
    width: 130,
    render: (_, { foundOn, foundByRun }) => (
      <>
        <Day on={foundOn} />
        <div className="quiet">{foundByRun ? '违约排查' : '登记'}</div>
      </>
    ),
  },
  { title: '送达', width: 190, dataIndex: 'service' },
  { title: '整改期限', width: 150, render: (_, breach) => <Cure breach={breach} /> },
  {
    title: '措施',
    render: (_, { measures, outcomeTitle, endedOn }) => (
      <>
        {measures.map((one) => (
          <Tag key={one} color="warning">
            {one}
          </Tag>
        ))}
        {outcomeTitle !== null && (
          <div className="quiet">
            {outcomeTitle} {endedOn !== null && <Day on={endedOn} />}
          </div>
        )}
      </>
    ),
  },
];

function Cure({ breach: { cureUntil, daysLeft } }: { readonly breach: Breach }) {
  if (cureUntil === null) return <span className="quiet">未开始</span>;
  return (
    <>
      至 <Day on={cureUntil} />
      {daysLeft !== null && (
        <div className="quiet">
          {daysLeft === 0 ? '今天是最后一天' : `还剩${String(daysLeft)}天`}
        </div>
      )}
    </>
  );
}
