/** 合规巡检: the irregularities with their cases, the last sweeps, and every check by its name. */
import { Alert, Collapse, Empty, Flex, Table, type TableColumnsType, Tag } from 'antd';
import { Link } from 'react-router';
import { INVARIANT_NAMES, INVARIANTS } from '../../../policy/legality.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import {
  useIrregularities,
  useLegality,
  type Irregularity,
  type Legality,
} from './legality-queries.ts';

const FILTERS = ['state', 'name'] as const;
const STATES = [
  ['open', '未办结'],
  ['ended', '已办结'],
] as const;
const NAMES = INVARIANT_NAMES.map((name) => [name, INVARIANTS[name].title] as const);

export function LegalityPage() {
  const filters = useAddressFilters(FILTERS);
  const state = filters.values['state'] ?? null;
  const invariant = INVARIANT_NAMES.find((one) => one === filters.values['name']) ?? null;
  const paging = usePaging(`${state ?? ''}/${invariant ?? ''}`);
  const open = state === null ? null : state === 'open';
  const legality = useLegality();
  const found = useIrregularities({ open, invariant, cursor: paging.cursor });
  return (
    <Page title="合规巡检">
      <p className="quiet page-intro">
        每夜对账务和业务逐项检查。新查得的各发起一件异常核查，由主管查明；账目更正后自动办结，查明无误的由另一名主管确认。
      </p>
      {legality.isError && (
        <ProblemNote error={legality.error} onRepeat={() => void legality.refetch()} />
      )}
      {legality.data && <Sweeps legality={legality.data} />}
      <div className="gap-below page-tools" role="search" aria-label="筛选异常">
        <Choice label="状态" name="state" filters={filters} options={STATES} />
        <Choice label="检查项目" name="name" filters={filters} options={NAMES} />
      </div>
      {found.isError && <ProblemNote error={found.error} onRepeat={() => void found.refetch()} />}
      {found.isPending ? (
        <PageLoading />
      ) : found.data?.items.length === 0 ? (
        <Empty description={open === true ? '没有未办结的异常' : '没有这样的异常'} />
      ) : (
        <Table<Irregularity>
          size="small"
          aria-label="异常列表"
          rowKey="caseId"
          columns={COLUMNS}
          dataSource={[...(found.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 1_180 }}
        />
      )}
      <Pager paging={paging} nextCursor={found.data?.nextCursor} />
      {legality.data && <Checks legality={legality.data} />}
    </Page>
  );
}

function Sweeps({ legality: { sweeps, open } }: { readonly legality: Legality }) {
  if (sweeps.length === 0) {
    return <Alert className="gap-below" type="info" showIcon title="还没有做过合规巡检。" />;
  }
  return (
    <Alert
      className="gap-below"
      type={open === 0 ? 'success' : 'warning'}
      showIcon
      title={
        open === 0 ? (
          '没有未办结的异常。'
        ) : (
          <Link to="/legality?state=open">有{open}件异常没有办结</Link>
        )
      }
      description={sweeps.map(({ run, center, on, ended, found, begun }) => (
        <div key={run}>
          <Link to={`/runs/${run}`}>
            <Day on={on} /> 巡检（{center}）
          </Link>
          ：{found === 0 ? '各项无异常' : `查得${String(found)}项，新发起${String(begun)}件`}
          {!ended && '，仍在办理'}
        </div>
      ))}
    />
  );
}

const COLUMNS: TableColumnsType<Irregularity> = [
  {
    title: '办件',
    width: 190,
    render: (_, { caseId, caseNumber, stageTitle, outcomeTitle }) => (
      <>
        {caseNumber === null ? (
          <span className="quiet">—</span>
        ) : (
          <Link to={`/cases/${caseId}`} className="number">
            {caseNumber}
          </Link>
        )}
        <div className="quiet">{outcomeTitle ?? stageTitle}</div>
      </>
    ),
  },
  {
    title: '异常和依据',
    width: 260,
    render: (_, { title, clause }) => (
      <Flex vertical align="start" gap={2}>
        {title}
        <ClauseLink id={clause.id} title={clause.title} />
      </Flex>
    ),
  },
  { title: '证据', width: 300, dataIndex: 'evidence' },
  {
    title: '有关的人和事',
    width: 210,
    render: (_, { person, account, accountLast4, aboutCase, aboutCaseNumber }) => (
      <Flex vertical align="start" gap={6}>
        <Link to={`/persons/${person.id}`}>
          <PersonName person={person} />
        </Link>
        {account !== null && (
          <Link to={`/accounts/${account}`} className="number">
            尾号{accountLast4}
          </Link>
        )}
        {aboutCase !== null && (
          <Link to={`/cases/${aboutCase}`} className="number">
            {aboutCaseNumber}
          </Link>
        )}
      </Flex>
    ),
  },
  {
    title: '发现',
    width: 130,
    render: (_, { run, foundOn }) => (
      <Link to={`/runs/${run}`}>
        <Day on={foundOn} />
      </Link>
    ),
  },
  {
    title: '最近查得',
    width: 130,
    render: (_, { seenOn, endedOn }) => (
      <>
        <Day on={seenOn} />
        {endedOn !== null && (
          <div className="quiet">
            办结 <Day on={endedOn} />
          </div>
        )}
      </>
    ),
  },
];

type Check = Legality['invariants'][number];

function Checks({ legality: { invariants } }: { readonly legality: Legality }) {
  return (
    <Collapse
      className="gap-above"
      items={[
        {
          key: 'checks',
          label: `全部${String(invariants.length)}项检查`,
          children: (
            <Table<Check>
              size="small"
              aria-label="检查项目"
              rowKey="name"
              columns={CHECKS}
              dataSource={[...invariants]}
              pagination={false}
              scroll={{ x: 1_000 }}
            />
          ),
        },
      ]}
    />
  );
}

const CHECKS: TableColumnsType<Check> = [
  { title: '不应当出现的情形', width: 260, dataIndex: 'title' },
  {
    title: '规定',
    render: (_, { rule, clause }) => (
      <Flex vertical align="start" gap={2}>
        {rule}
        <ClauseLink id={clause.id} title={clause.title} />
      </Flex>
    ),
  },
  { title: '查得后怎么办', dataIndex: 'remedy' },
  {
    title: '最近巡检',
    width: 110,
    render: (_, { found }) =>
      found === null ? (
        <span className="quiet">未检查</span>
      ) : found === 0 ? (
        <Tag color="success">无异常</Tag>
      ) : (
        <Tag color="warning">{found}项</Tag>
      ),
  },
  { title: '未办结', width: 90, align: 'right', dataIndex: 'open' },
];
