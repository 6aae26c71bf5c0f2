/** Open cases by type and stage. Every stage keeps its row, so that nothing moves when one is empty. */
import { Table, type TableColumnsType } from 'antd';
import { CASE_TYPES } from '../../../cases/index.ts';
import { StageTag } from '../../parts/stage-tag.tsx';
import type { Board } from './board-queries.ts';
import { casesAt, Count } from './count.tsx';
import { Section } from './section.tsx';

type Row = Board['cases'][number] & { readonly first: number };

export function StagesTable({ board }: { readonly board: Board }) {
  return (
    <Section title="按业务和环节">
      <Table<Row>
        size="small"
        aria-label="在办业务，按业务种类和环节"
        rowKey={({ type, stage }) => `${type} ${stage}`}
        columns={COLUMNS}
        dataSource={rowsOf(board)}
        pagination={false}
      />
    </Section>
  );
}

/** Types with open cases, or all when there is none; `first` is how many rows the type has. */
function rowsOf({ cases }: Board): Row[] {
  const types = Object.values(CASE_TYPES);
  const busy = types.filter(({ type }) => cases.some((one) => one.type === type));
  return (busy.length > 0 ? busy : types).flatMap(({ type, title, stages }) => {
    const open = Object.entries(stages).filter(([, { final }]) => final !== true);
    return open.map(([stage, spec], index) => {
      const found = cases.find((one) => one.type === type && one.stage === stage);
      return {
        ...{ type, typeTitle: title, stage, stageTitle: spec.title, state: spec.state },
        ...{ count: found?.count ?? 0, overdueByLaw: found?.overdueByLaw ?? 0 },
        overdueByPromise: found?.overdueByPromise ?? 0,
        first: index === 0 ? open.length : 0,
      };
    });
  });
}

const nameOf = ({ typeTitle, stageTitle }: Row) => `${typeTitle} ${stageTitle}`;
const at = ({ type, stage }: Row, more = {}) => casesAt({ type, stage, ...more });

const COLUMNS: TableColumnsType<Row> = [
  {
    title: '业务',
    width: 96,
    onCell: ({ first }) => ({ rowSpan: first }),
    render: (_, { typeTitle }) => typeTitle,
  },
  {
    title: '环节',
    // An empty stage needs no color, and keeps its height.
    render: (_, row) => (
      <div className="stage-cell">
        {row.count > 0 ? (
          <StageTag stage={stageOf(row)} />
        ) : (
          <span className="stage-empty">{row.stageTitle}</span>
        )}
      </div>
    ),
  },
  {
    title: '件数',
    width: 76,
    align: 'right',
    render: (_, row) => <Count n={row.count} of={nameOf(row)} to={at(row)} />,
  },
  {
    title: '超法定',
    width: 84,
    align: 'right',
    render: (_, row) => (
      <Count
        n={row.overdueByLaw}
        of={`${nameOf(row)} 超法定期限`}
        to={at(row, { overdueBy: 'law' })}
        alarm
      />
    ),
  },
  {
    title: '超承诺',
    width: 84,
    align: 'right',
    render: (_, row) => (
      <Count
        n={row.overdueByPromise}
        of={`${nameOf(row)} 超承诺期限`}
        to={at(row, { overdueBy: 'promise' })}
        alarm
      />
    ),
  },
];

function stageOf({ type, stage, stageTitle }: Row) {
  const state = CASE_TYPES[type]?.stages[stage]?.state ?? 'running';
  return { at: stage, title: stageTitle, state, final: false };
}
