/** The radar (停滞雷达): cases that nothing moves, by what the database and the engine know of them. */
import { Alert, Button, Empty, Pagination, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { STALL_KINDS, stallTitle } from '../../../cases/wording-stalls.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { namedPageButton } from '../../parts/table-pages.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useRadar, type Radar } from './board-queries.ts';
import { FindingCard } from './finding-card.tsx';
import { Section } from './section.tsx';
import './board.css';

export function RadarPage() {
  const filters = useAddressFilters(['kind']);
  const kind = STALL_KINDS.find((one) => one === filters.values['kind']);
  const radar = useRadar(kind);
  return (
    <Page
      title="停滞雷达"
      beside={
        radar.data && (
          <span className="quiet">
            截至 <Instant at={radar.data.at} />
            ，自动更新
          </span>
        )
      }
      actions={<Button onClick={() => void radar.refetch()}>立即更新</Button>}
    >
      {radar.isError && <ProblemNote error={radar.error} onRepeat={() => void radar.refetch()} />}
      {radar.data ? (
        <>
          <Overview radar={radar.data} />
          <div className="radar-tools">
            <Choice
              label="情形"
              name="kind"
              filters={filters}
              options={STALL_KINDS.map((one) => [one, stallTitle(one)])}
            />
            <span role="status" className="quiet">
              {toldOf(radar.data)}
            </span>
          </div>
          <Findings key={kind ?? ''} radar={radar.data} />
        </>
      ) : (
        !radar.isError && <PageLoading />
      )}
    </Page>
  );
}

/** 共发现 3 件：在办，但流程不在运行 2；没有办件进程领取 1 */
function toldOf({ total, kinds }: Radar): string {
  const parts = kinds.map(({ title, count }) => `${title} ${count}`);
  return `共发现 ${total} 件${parts.length > 0 ? `：${parts.join('；')}` : ''}`;
}

function Overview({ radar }: { readonly radar: Radar }) {
  const { limits, complete, notLookedAt, engineReachable } = radar;
  return (
    <div className="board-columns board-even">
      <Section title="两边各自的件数" note="分别读取，互不参照">
        <Table
          size="small"
          aria-label="业务库和办理引擎各自的件数"
          rowKey="state"
          columns={STATES}
          dataSource={[...radar.states]}
          pagination={false}
        />
      </Section>
      <Section title="怎么看的">
        {!engineReachable && (
          <Alert
            className="gap-below"
            type="error"
            showIcon
            title="办理引擎没有应答：以下只凭业务库，恢复后自动重新核对。"
          />
        )}
        {engineReachable && !complete && (
          <Alert
            className="gap-below"
            type="warning"
            showIcon
            title={`没有看全：${notLookedAt}件未逐件查看，标明“未逐件核实”的只凭两边的清单。`}
          />
        )}
        <ul className="radar-how">
          <li>
            业务库在办{radar.database.open}件
            {radar.engine !== null && `，办理引擎在运行${radar.engine.running}件`}
            ，全部读取；不一致的和没有等待、待办的逐件查看，一次至多{limits.looksMax}件。
          </li>
          <li>
            {limits.graceSeconds}秒内刚变动的视为正在推进；等待到期超过
            {limits.overdueSeconds / 60}分钟才算到期无动作。
          </li>
          <li>超期待办（{radar.database.overdueTasks}件）是人办得慢，不算停滞，见看板。</li>
        </ul>
      </Section>
    </div>
  );
}

type State = Radar['states'][number];

const STATES: TableColumnsType<State> = [
  { title: '状态', dataIndex: 'title' },
  { title: '业务库', dataIndex: 'database', width: 100, align: 'right' },
  { title: '办理引擎', dataIndex: 'engine', width: 100, align: 'right' },
  {
    title: '相差',
    width: 110,
    align: 'right',
    render: (_, { database, engine }) =>
      database === engine ? (
        <Tag>一致</Tag>
      ) : (
        <Tag color="warning">相差{Math.abs(database - engine)}</Tag>
      ),
  },
];

const PER_PAGE = 20;

function nothingShown(total: number, left: number): string {
  if (left > 0) return '业务由主管和审计人员查看，这里只见件数。';
  if (total > 0) return '这一情形没有发现；其他情形见上方。';
  return '没有停滞的业务：每一件都在等人、等事或正在办理。';
}

function Findings({ radar }: { readonly radar: Radar }) {
  const [page, setPage] = useState(1);
  const { items, left, total } = radar;
  if (items.length === 0) return <Empty description={nothingShown(total, left)} />;
  const shown = items.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  return (
    <>
      <ul className="findings" aria-label="发现">
        {shown.map((finding) => (
          <li key={finding.caseId}>
            <FindingCard finding={finding} now={radar.at} />
          </li>
        ))}
      </ul>
      {left > 0 && <p className="quiet">另有{left}件未列出；请先处理同一原因的，或按情形筛选。</p>}
      <Pagination
        className="pager"
        current={page}
        pageSize={PER_PAGE}
        itemRender={namedPageButton}
        total={items.length}
        onChange={setPage}
        showSizeChanger={false}
        hideOnSinglePage
      />
    </>
  );
}
