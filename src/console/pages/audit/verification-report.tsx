/** What a verification found, center by center, every problem with the line it is about. */
import { Alert, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { Instant } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import type { Verification } from './audit-queries.ts';

type Report = Schemas['ChainReport'];
type Problem = Report['problems'][number];

export function VerificationReport({ verification }: { readonly verification: Verification }) {
  const { state, centers, finishedAt } = verification;
  if (state !== 'done') {
    return (
      <Alert
        type="warning"
        showIcon
        title="这次校验没有完成"
        description="服务在校验途中停止过。留痕没有受影响，请重新校验。"
      />
    );
  }
  return (
    <div role="status">
      {centers.map((report) => (
        <CenterReport key={report.center} report={report} />
      ))}
      {finishedAt !== null && (
        <p className="quiet tight">
          校验完成于 <Instant at={finishedAt} />
        </p>
      )}
    </div>
  );
}

function CenterReport({ report }: { readonly report: Report }) {
  const me = useMe();
  const center = me.centers.find(({ code }) => code === report.center);
  const { intact, sealed, unsealedCount, heads, problemCount, problems, head } = report;
  const name = center?.name ?? report.center;
  return (
    <section aria-label={name} className="center-report">
      <Alert
        type={intact ? 'success' : 'error'}
        showIcon
        title={intact ? `${name}：链完整` : `${name}：发现${problemCount}处问题`}
        description={
          <>
            <p className="tight">
              逐条核对{sealed}条封链，与{heads}个签署的链头比对；另有{unsealedCount}
              条刚写入、待封链。
            </p>
            {head !== null && (
              <p className="tight">
                链头第{head.seq}条 <code className="event-mac">{head.mac}</code>
              </p>
            )}
            {!intact && (
              <p className="tight">
                有人改动过留痕或链头：请立即保护现场，停止对数据库的直接操作，报告运维和审计负责人。
              </p>
            )}
          </>
        }
      />
      {problems.length > 0 && (
        <Table<Problem>
          size="small"
          aria-label={`${name}的问题`}
          rowKey={({ seq, event, kind }) => `${seq ?? ''} ${event ?? ''} ${kind}`}
          columns={PROBLEMS}
          dataSource={[...problems]}
          pagination={tablePages(20)}
        />
      )}
      {problemCount > problems.length && <p className="quiet">只列出前{problems.length}处。</p>}
    </section>
  );
}

const PROBLEMS: TableColumnsType<Problem> = [
  { title: '链上序号', width: 110, render: (_, { seq }) => seq ?? '—' },
  {
    title: '留痕编号',
    width: 130,
    render: (_, { event }) =>
      event === null ? '—' : <Link to={`/audit/events/${event}`}>{event}</Link>,
  },
  { title: '问题', width: 190, render: (_, { title }) => <strong>{title}</strong> },
  { title: '说明', render: (_, { detail }) => detail },
];
