/** Figures as rows: what, where, how much, from when to when, by which document. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { figureText } from '../../../cases/wording-figures.ts';
import { Day } from '../../parts/when.tsx';
import type { Figure } from './figure-queries.ts';
import { placeName } from './places.ts';

interface Props {
  readonly figures: readonly Figure[];
  readonly today: string;
}

export function FigureTable({ figures, today }: Props) {
  return (
    <Table<Figure>
      size="small"
      aria-label="参数列表"
      rowKey="id"
      columns={columns(today)}
      dataSource={[...figures]}
      pagination={false}
      locale={{ emptyText: '没有符合条件的参数' }}
      scroll={{ x: 980 }}
    />
  );
}

function columns(today: string): TableColumnsType<Figure> {
  return [
    {
      title: '参数',
      width: 230,
      render: (_, { name, title }) => (
        <>
          {title}
          <div className="quiet">
            <code>{name}</code>
          </div>
        </>
      ),
    },
    { title: '适用范围', width: 130, render: (_, figure) => placeName(figure) },
    {
      title: '值',
      width: 170,
      render: (_, { name, value }) => <strong>{figureText(name, value)}</strong>,
    },
    { title: '状态', width: 90, render: (_, figure) => <State figure={figure} today={today} /> },
    {
      title: '起止',
      width: 130,
      render: (_, { validFrom, validTo }) => (
        <>
          自 <Day on={validFrom} />
          <div className="quiet">
            {validTo === null ? (
              '长期'
            ) : (
              <>
                至 <Day on={validTo} />
              </>
            )}
          </div>
        </>
      ),
    },
    { title: '文号', render: (_, { documentNumber }) => documentNumber },
    {
      title: '提出、同意',
      width: 150,
      render: (_, { proposedBy, approvedBy }) =>
        proposedBy === 'release' ? (
          <span className="quiet">随系统发布</span>
        ) : (
          `${proposedBy}、${approvedBy}`
        ),
    },
  ];
}

function State({ figure, today }: { readonly figure: Figure; readonly today: string }) {
  const { validFrom, validTo } = figure;
  if (validFrom > today) return <Tag color="processing">将生效</Tag>;
  if (validTo !== null && validTo < today) return <Tag>已失效</Tag>;
  return <Tag color="success">现行</Tag>;
}
