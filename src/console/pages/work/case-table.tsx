/** Cases as rows: number, person, stage, and in one sentence why it waits. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Due } from '../../parts/due.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';
import { Instant } from '../../parts/when.tsx';
import { HandOverButton } from '../staff/hand-over-button.tsx';
import type { CaseHead } from './case-queries.ts';

interface Props {
  readonly cases: readonly CaseHead[];
  readonly today: string;
  /** For whoever may hand cases over. */
  readonly supervises?: boolean;
  /** What list it is, where a page has several. */
  readonly label?: string;
}

export function CaseTable({ cases, today, supervises = false, label = '办件列表' }: Props) {
  return (
    <Table<CaseHead>
      size="small"
      aria-label={label}
      rowKey="id"
      columns={columns(today, supervises)}
      dataSource={[...cases]}
      pagination={false}
      scroll={{ x: 1_060 }}
    />
  );
}

function columns(today: string, supervises: boolean): TableColumnsType<CaseHead> {
  return [
    {
      title: '办件',
      width: 190,
      render: (_, item) => (
        <>
          <Link to={`/cases/${item.id}`} className="row-link number">
            {item.number}
          </Link>
          <div className="quiet">{item.typeTitle}</div>
        </>
      ),
    },
    { title: '办理人', width: 190, render: (_, item) => <PersonName person={item.person} /> },
    {
      title: '环节',
      width: 150,
      render: (_, item) => (
        <>
          <StageTag stage={item.stage} />
          {item.aside !== null && (
            <div>
              <Tag>暂缓至 {item.aside.until}</Tag>
            </div>
          )}
        </>
      ),
    },
    { title: '为什么在等', render: (_, item) => <Waiting item={item} /> },
    { title: '期限', width: 190, render: (_, item) => <Deadline item={item} today={today} /> },
    {
      title: '受理',
      width: 170,
      render: (_, item) => (
        <>
          <Instant at={item.openedAt} />
          <div className="quiet">
            {item.branchName} {supervises && !item.stage.final && <HandOverButton item={item} />}
          </div>
        </>
      ),
    },
  ];
}

function Waiting({ item }: { readonly item: CaseHead }) {
  const [first, ...more] = item.waits;
  if (first) {
    return (
      <>
        {first.overdue && <Tag color="error">已过等待期限</Tag>}
        {first.title}
        {first.endText !== null && <div className="quiet">{first.endText}</div>}
        {more.length > 0 && <div className="quiet">另有{more.length}项等待</div>}
      </>
    );
  }
  if (item.closedAt !== null) return <span className="quiet">{item.outcomeTitle ?? '已办结'}</span>;
  return <span className="quiet">{item.openTasks > 0 ? '有待办未办' : '正在办理'}</span>;
}

function promiseTitle({ promisedProvisional }: CaseHead): string {
  return promisedProvisional ? '承诺期限（暂定）' : '承诺期限';
}

function Deadline({ item, today }: { readonly item: CaseHead; readonly today: string }) {
  if (item.closedAt !== null) return <span className="quiet">—</span>;
  const on = item.dueOn ?? item.promisedOn;
  if (on === null) return <span className="quiet">未起算</span>;
  return (
    <>
      <Due on={on} today={today} />
      <div className="quiet">{item.dueOn === null ? promiseTitle(item) : '法定期限'}</div>
    </>
  );
}
