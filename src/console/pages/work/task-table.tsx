/** Tasks as rows: due, what, about whom, whose; taken and put back in place. */
import { App, Button, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { roleTitle } from '../../../cases/case.ts';
import { problemOf } from '../../api/client.ts';
import { Due } from '../../parts/due.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { AcknowledgeButton } from '../staff/acknowledge-button.tsx';
import { taskCheckbox, taskSelection } from '../staff/task-moving.tsx';
import { TaskNotes } from '../staff/task-notes.tsx';
import { taskPath } from './task-path.ts';
import { useTaskChange, type Task } from './task-queries.ts';

interface Row {
  readonly item: Task;
  readonly gone: boolean;
}

interface Props {
  readonly rows: readonly Row[];
  readonly today: string;
  /** For whoever may move tasks. */
  readonly choice?: TaskChoice;
}

export interface TaskChoice {
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

export function TaskTable({ rows, today, choice }: Props) {
  return (
    <Table<Row>
      size="small"
      className="task-table"
      aria-label="待办列表"
      rowKey={({ item }) => item.id}
      rowClassName={({ gone }) => (gone ? 'row-gone' : '')}
      columns={columns(today, choice !== undefined)}
      {...(choice === undefined ? {} : { rowSelection: selectionOf(choice) })}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 1_020 }}
    />
  );
}

function selectionOf({ chosen, onChange }: TaskChoice) {
  return {
    ...taskSelection(chosen, onChange),
    getCheckboxProps: ({ item, gone }: Row) => ({ ...taskCheckbox(item), disabled: gone }),
  };
}

function columns(today: string, supervises: boolean): TableColumnsType<Row> {
  return [
    {
      title: '到期',
      width: 190,
      render: (_, { item }) => (
        <Due on={item.dueOn} today={today} provisional={item.dueProvisional} />
      ),
    },
    {
      title: '待办',
      render: (_, { item }) => (
        <>
          <Link to={taskPath(item)} className="row-link">
            {item.title}
          </Link>
          <div className="quiet">{item.todo}</div>
          <TaskNotes task={item} supervises={supervises} />
        </>
      ),
    },
    {
      title: '业务',
      width: 200,
      render: (_, { item }) => (
        <>
          {item.caseTypeTitle} <Tag className="task-stage">{item.stageTitle}</Tag>
          <div className="quiet number">{item.caseNumber}</div>
        </>
      ),
    },
    {
      title: '办理人',
      width: 200,
      render: (_, { item }) => <PersonName person={item.person} />,
    },
    {
      title: '岗位',
      width: 90,
      render: (_, { item }) => roleTitle(item.role),
    },
    {
      title: '领取',
      width: 150,
      render: (_, { item, gone }) => (gone ? <Tag>已办结或已转出</Tag> : <Claim task={item} />),
    },
  ];
}

function Claim({ task }: { readonly task: Task }) {
  const { message } = App.useApp();
  const change = useTaskChange();
  const act = (take: boolean) => {
    change.mutate(
      { task, take },
      {
        onSuccess: () => void message.success(take ? '已领取' : '已放回'),
        onError: (error) => {
          const { title, detail } = problemOf(error);
          void message.warning(detail ?? title);
        },
      },
    );
  };
  if (task.mine && task.claimedBy !== null) {
    return (
      <Button
        size="small"
        loading={change.isPending}
        aria-label={`放回：${task.title} ${task.caseNumber}`}
        onClick={() => {
          act(false);
        }}
      >
        放回
      </Button>
    );
  }
  if (ONLY_TOLD.has(task.kind) && task.claimable) return <AcknowledgeButton task={task} />;
  if (!task.claimable) return <span className="quiet">{task.notClaimable}</span>;
  return (
    <Button
      size="small"
      type="primary"
      ghost
      loading={change.isPending}
      aria-label={`领取：${task.title} ${task.caseNumber}`}
      onClick={() => {
        act(true);
      }}
    >
      领取
    </Button>
  );
}

/** Done by saying so. */
const ONLY_TOLD: ReadonlySet<string> = new Set([
  ...['take-over', 'payout-returned', 'deduction-returned'],
]);
