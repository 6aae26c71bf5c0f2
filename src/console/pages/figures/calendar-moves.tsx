/** What would move with a year: due dates of open tasks, promises to open cases. */
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Day } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import type { CalendarPreview } from './calendar-queries.ts';

type MovesOf = NonNullable<CalendarPreview['moves']>;

interface Move {
  readonly id?: string;
  readonly title?: string;
  readonly caseId: string | null;
  readonly caseNumber: string;
  readonly from: string;
  readonly to: string;
}

const CASE: TableColumnsType<Move> = [
  {
    title: '办件',
    width: 190,
    render: (_, { caseId, caseNumber }) =>
      caseId === null ? (
        <span className="number">{caseNumber}</span>
      ) : (
        <Link to={`/cases/${caseId}`} className="number" target="_blank">
          {caseNumber}
        </Link>
      ),
  },
];
const DAYS: TableColumnsType<Move> = [
  { title: '原期限', width: 130, render: (_, { from }) => <Day on={from} /> },
  { title: '新期限', width: 130, render: (_, { to }) => <Day on={to} /> },
];
const TASKS = [...CASE, { title: '待办', dataIndex: 'title' }, ...DAYS];
const PROMISES = [...CASE, ...DAYS];

export function TaskMoves({ moves }: { readonly moves: MovesOf }) {
  const title = moves.moved === 0 ? '没有待办的期限会变' : `${moves.moved}项待办的期限会变`;
  return <Moves title={title} name="期限会变的待办" unit="项" columns={TASKS} moves={moves} />;
}

export function PromiseMoves({ moves }: { readonly moves: MovesOf['promises'] }) {
  const { moved } = moves;
  const title = moved === 0 ? '没有办件的承诺日期会变' : `${moved}件的承诺日期会变`;
  return (
    <Moves title={title} name="承诺日期会变的办件" unit="件" columns={PROMISES} moves={moves} />
  );
}

interface MovesProps {
  readonly title: string;
  readonly name: string;
  readonly unit: '项' | '件';
  readonly columns: TableColumnsType<Move>;
  readonly moves: Omit<MovesOf['promises'], 'items'> & { readonly items: readonly Move[] };
}

function Moves({ title, name, unit, columns, moves }: MovesProps) {
  const { moved, elsewhere, certain, items } = moves;
  return (
    <>
      <h3>{title}</h3>
      <p className="quiet tight">
        {elsewhere > 0 && `其他中心另有${elsewhere}${unit}会变。`}
        {certain > 0 && `${certain}${unit}暂定的日期不变，不再标为暂定。`}
      </p>
      {items.length > 0 && (
        <Table<Move>
          size="small"
          aria-label={name}
          rowKey={({ id, caseId, caseNumber }) => id ?? caseId ?? caseNumber}
          columns={columns}
          dataSource={[...items]}
          pagination={tablePages(10)}
        />
      )}
      {items.length < moved && (
        <p className="quiet">
          只列出日期最早的{items.length}
          {unit}。
        </p>
      )}
    </>
  );
}
