/** Outside systems, engine, workers and loops: a word for every state, and since when it holds. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { agoText, Instant } from '../../parts/when.tsx';
import type { Board } from './board-queries.ts';
import { casesAt, Count } from './count.tsx';
import { Section } from './section.tsx';

type System = Board['systems'][number];

const SYSTEM_COLORS = {
  up: 'success',
  slow: 'warning',
  open: 'error',
  unknown: 'default',
} as const;

export function SystemsTable({ board }: { readonly board: Board }) {
  return (
    <Section title="外部系统" note="没有答复不等于正常">
      <Table<System>
        size="small"
        aria-label="外部系统"
        rowKey="system"
        columns={systemColumns(Date.parse(board.at))}
        dataSource={[...board.systems]}
        pagination={false}
      />
    </Section>
  );
}

function systemColumns(now: number): TableColumnsType<System> {
  return [
    { title: '系统', dataIndex: 'title' },
    {
      title: '状态',
      width: 200,
      render: (_, system) => (
        <>
          <Tag color={SYSTEM_COLORS[system.state]}>{system.stateTitle}</Tag>
          <div className="quiet">{<SinceWhen system={system} />}</div>
        </>
      ),
    },
    {
      title: '等它的业务',
      width: 96,
      align: 'right',
      render: (_, { system, title, waiting }) => (
        <Count n={waiting} of={`等${title}的业务`} to={casesAt({ waitingOn: system })} alarm />
      ),
    },
    {
      title: '最近答复',
      width: 96,
      render: (_, { lastAnswerAt }) =>
        lastAnswerAt === null ? (
          <span className="quiet">没有</span>
        ) : (
          <time dateTime={lastAnswerAt}>{agoText(lastAnswerAt, now)}</time>
        ),
    },
  ];
}

function SinceWhen({ system }: { readonly system: System }) {
  const { since, processes, processesOpen } = system;
  const some = processesOpen > 0 && processesOpen < processes;
  if (since === null) return processes === 0 ? '没有进程报告' : '没有新的答复';
  return (
    <>
      自 <Instant at={since} />
      {some && `，${processes}个进程中的${processesOpen}个`}
    </>
  );
}

type Process = Board['workers']['processes'][number];

export function WorkersTables({ board }: { readonly board: Board }) {
  const { workers } = board;
  return (
    <Section
      title="办理引擎和进程"
      note={
        <Tag color={workers.engineReachable ? 'success' : 'error'}>
          办理引擎{workers.engineReachable ? '有应答' : '没有应答'}
        </Tag>
      }
    >
      <Table<Process>
        size="small"
        aria-label="进程"
        rowKey={({ kind, startedAt }) => `${kind} ${startedAt}`}
        columns={processColumns(Date.parse(board.at))}
        dataSource={[...workers.processes]}
        locale={{ emptyText: '没有进程报告过情况' }}
        pagination={false}
      />
      <Table
        size="small"
        className="board-second"
        aria-label="队列"
        rowKey="kind"
        columns={QUEUES}
        dataSource={[...workers.queues]}
        locale={{ emptyText: '办理引擎没有应答，情况不明' }}
        pagination={false}
      />
    </Section>
  );
}

function processColumns(now: number): TableColumnsType<Process> {
  return [
    { title: '进程', dataIndex: 'title' },
    {
      title: '状态',
      width: 120,
      render: (_, { alive, seenAt }) =>
        alive ? (
          <Tag color="success">运行中</Tag>
        ) : (
          <Tag color="error">失联，{agoText(seenAt, now)}</Tag>
        ),
    },
    {
      title: '版本和启动时间',
      width: 180,
      render: (_, { build, startedAt }) => (
        <>
          <span className="number">{build}</span>
          <div className="quiet">
            <Instant at={startedAt} />
          </div>
        </>
      ),
    },
  ];
}

const QUEUES: TableColumnsType<Board['workers']['queues'][number]> = [
  { title: '队列', dataIndex: 'title' },
  {
    title: '在领取',
    width: 84,
    align: 'right',
    render: (_, { pollers }) =>
      pollers === 0 ? <span className="board-alarm">没有</span> : pollers,
  },
  { title: '积压', dataIndex: 'backlog', width: 76, align: 'right' },
  {
    title: '最久',
    width: 100,
    align: 'right',
    render: (_, { backlog, oldestSeconds }) => (backlog === 0 ? '—' : secondsText(oldestSeconds)),
  },
];

const LOOP_COLORS = { working: 'success', failing: 'error', silent: 'error' } as const;

export function LoopsTable({ board }: { readonly board: Board }) {
  return (
    <Section title="后台事项" note="随到随办">
      <Table
        size="small"
        aria-label="后台事项"
        rowKey="loop"
        columns={loopColumns(Date.parse(board.at))}
        dataSource={[...board.loops]}
        pagination={false}
      />
    </Section>
  );
}

function loopColumns(now: number): TableColumnsType<Board['loops'][number]> {
  return [
    { title: '事项', dataIndex: 'title' },
    {
      title: '状态',
      width: 130,
      render: (_, { state, stateTitle }) => <Tag color={LOOP_COLORS[state]}>{stateTitle}</Tag>,
    },
    {
      title: '最近办理',
      width: 96,
      render: (_, { doneAt }) => (doneAt === null ? '—' : agoText(doneAt, now)),
    },
    { title: '待处理', dataIndex: 'waiting', width: 76, align: 'right' },
    {
      title: '最久',
      width: 76,
      align: 'right',
      render: (_, { waiting, oldestSeconds }) => (waiting === 0 ? '—' : secondsText(oldestSeconds)),
    },
    {
      title: '已放弃',
      width: 76,
      align: 'right',
      render: (_, { parked }) =>
        parked === 0 ? '0' : <span className="board-alarm">{parked}</span>,
    },
  ];
}

/** 45秒, 12分, 3小时 */
function secondsText(seconds: number): string {
  if (seconds < 60) return `${seconds}秒`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes}分` : `${Math.floor(minutes / 60)}小时`;
}
