/** Open waits by kind and by how long they last already. */
import { Table, type TableColumnsType } from 'antd';
import { WAIT_KINDS, waitTitle } from '../../../cases/wording-waits.ts';
import { AGE_KEYS, AGE_TITLES, type Age } from './ages.ts';
import type { Board } from './board-queries.ts';
import { casesAt, Count } from './count.tsx';
import { Section } from './section.tsx';

interface Row {
  readonly kind: string;
  readonly title: string;
  readonly counts: Readonly<Record<Age, number>>;
  readonly overdue: number;
}

export function WaitsTable({ board }: { readonly board: Board }) {
  return (
    <Section title="为什么在等" note="按已等时间">
      <Table<Row>
        size="small"
        aria-label="等待，按种类和已等时间"
        rowKey="kind"
        columns={COLUMNS}
        dataSource={rowsOf(board)}
        pagination={false}
      />
    </Section>
  );
}

function rowsOf({ waits }: Board): Row[] {
  return WAIT_KINDS.map((kind) => {
    const of = waits.filter((one) => one.kind === kind);
    const count = (age: Age) => of.find((one) => one.age === age)?.count ?? 0;
    return {
      kind,
      title: waitTitle(kind),
      counts: {
        '0-1d': count('0-1d'),
        '1-7d': count('1-7d'),
        '7-30d': count('7-30d'),
        '30d+': count('30d+'),
      },
      overdue: of.reduce((sum, one) => sum + one.overdue, 0),
    };
  });
}

const COLUMNS: TableColumnsType<Row> = [
  { title: '在等什么', dataIndex: 'title' },
  ...AGE_KEYS.map((age) => ({
    title: AGE_TITLES[age],
    key: age,
    width: 74,
    align: 'right' as const,
    render: (_: unknown, { kind, title, counts }: Row) => (
      <Count
        n={counts[age]}
        of={`${title} 已等${AGE_TITLES[age]}`}
        to={casesAt({ waitingFor: kind, waitAge: age })}
      />
    ),
  })),
  {
    title: '到期无动作',
    width: 92,
    align: 'right',
    render: (_, { kind, title, overdue }) => (
      <Count
        n={overdue}
        of={`${title} 到期无动作`}
        to={casesAt({ waitingFor: kind, waitOverdue: 'true' })}
        alarm
      />
    ),
  },
];
