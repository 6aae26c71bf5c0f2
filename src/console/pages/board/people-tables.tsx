/** How long cases are open, and what each role owes. */
import { Table, type TableColumnsType } from 'antd';
import { roleTitle, type Role } from '../../../cases/case.ts';
import { AGE_KEYS, AGE_TITLES, type Age } from './ages.ts';
import type { Board } from './board-queries.ts';
import { casesAt, Count, tasksAt } from './count.tsx';
import { Section } from './section.tsx';

export function AgesTable({ board }: { readonly board: Board }) {
  const rows = AGE_KEYS.map((age) => ({
    age,
    count: board.ages.find((one) => one.age === age)?.count ?? 0,
  }));
  return (
    <Section title="按受理时长">
      <Table
        size="small"
        aria-label="在办业务，按受理至今的时间"
        rowKey="age"
        columns={AGES}
        dataSource={rows}
        pagination={false}
      />
    </Section>
  );
}

const AGES: TableColumnsType<{ readonly age: Age; readonly count: number }> = [
  { title: '受理至今', render: (_, { age }) => AGE_TITLES[age] },
  {
    title: '件数',
    width: 76,
    align: 'right',
    render: (_, { age, count }) => (
      <Count n={count} of={`受理${AGE_TITLES[age]}`} to={casesAt({ age })} />
    ),
  },
];

const OWING: readonly Role[] = ['clerk', 'reviewer', 'approver', 'supervisor'];

export function TasksTable({ board }: { readonly board: Board }) {
  const rows = OWING.map((role) => {
    const found = board.tasks.find((one) => one.role === role);
    return { role, count: found?.count ?? 0, overdue: found?.overdue ?? 0 };
  });
  return (
    <Section title="待办">
      <Table
        size="small"
        aria-label="待办，按岗位"
        rowKey="role"
        columns={TASKS}
        dataSource={rows}
        pagination={false}
      />
    </Section>
  );
}

interface TaskRow {
  readonly role: Role;
  readonly count: number;
  readonly overdue: number;
}

const TASKS: TableColumnsType<TaskRow> = [
  { title: '岗位', render: (_, { role }) => roleTitle(role) },
  {
    title: '未办',
    width: 76,
    align: 'right',
    render: (_, { role, count }) => (
      <Count n={count} of={`${roleTitle(role)}待办`} to={tasksAt({ role })} />
    ),
  },
  {
    title: '超期',
    width: 76,
    align: 'right',
    render: (_, { role, overdue }) => (
      <Count
        n={overdue}
        of={`${roleTitle(role)}超期待办`}
        to={tasksAt({ role, overdue: 'true' })}
        alarm
      />
    ),
  },
];
