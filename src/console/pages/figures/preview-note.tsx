/** What a change would do: limits before and after, which running cases change, why the others do not. */
import { Alert, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { figureText } from '../../../cases/wording-figures.ts';
import { PageLoading } from '../../parts/page.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import { usePreview, type Asked, type FigurePreview } from './figure-queries.ts';

export function PreviewNote({ asked }: { readonly asked: Asked }) {
  const preview = usePreview(asked);
  if (preview.isPending) return <PageLoading />;
  if (preview.isError) {
    return <ProblemNote error={preview.error} onRepeat={() => void preview.refetch()} />;
  }
  return <Shown preview={preview.data} />;
}

function Shown({ preview }: { readonly preview: FigurePreview }) {
  const { name, value, validFrom, before, limits, conflict, reach, counts, items } = preview;
  const { endsOn } = preview;
  return (
    <section aria-label="变更的影响" className="preview">
      <h3>变更的影响</h3>
      {conflict !== null && <Alert type="error" showIcon title={conflict} />}
      <p className="tight">
        自 <Day on={validFrom} /> 起
        {endsOn !== null && (
          <>
            至 <Day on={endsOn} />
            （此后另有已确定的参数）
          </>
        )}
        ，由{before ? figureText(name, before.value) : '没有参数'}改为
        <strong>{figureText(name, value)}</strong>。
      </p>
      {limits && (
        <p className="tight">
          月缴存额由 {limits.before.min}元至{limits.before.max}元，变为
          <strong>
            {limits.after.min}元至{limits.after.max}元
          </strong>
          。
        </p>
      )}
      <Counts counts={counts} />
      <ul>
        {reach.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {items.length > 0 && <Cases items={items} counts={counts} />}
    </section>
  );
}

function Counts({ counts }: { readonly counts: FigurePreview['counts'] }) {
  const { open, accepted, changed, printed, endsBefore, unknown, beyond } = counts;
  return (
    <Alert
      type={changed > 0 || unknown > 0 ? 'warning' : 'info'}
      showIcon
      title={changed > 0 ? `${changed}件在办业务的结果或期限会变` : '没有在办业务的结果或期限会变'}
      description={
        <>
          在办开户、转换和恢复缴存{open}件，其中已受理{accepted}件。
          {printed > 0 && `另有${printed}件只是以后提供的协议写明新值。`}
          {endsBefore > 0 && `${endsBefore}件在生效前到期。`}
          {unknown > 0 && `${unknown}件未能计算。`}
          {beyond && '在办业务过多，只计算了最早的2000件。'}
        </>
      }
    />
  );
}

type Item = FigurePreview['items'][number];

const COLUMNS: TableColumnsType<Item> = [
  {
    title: '办件',
    width: 190,
    render: (_, { id, number, person }) => (
      <>
        <Link to={`/cases/${id}`} className="number" target="_blank">
          {number}
        </Link>
        <div>
          <PersonName person={person} />
        </div>
      </>
    ),
  },
  {
    title: '业务、环节',
    width: 130,
    render: (_, { typeTitle, stageTitle, branchName }) => (
      <>
        {typeTitle}
        <div>{stageTitle}</div>
        <div className="quiet">{branchName}</div>
      </>
    ),
  },
  { title: '会怎样', render: (_, item) => <Becomes item={item} /> },
];

function Becomes({ item: { sentence, before, after } }: { readonly item: Item }) {
  if (before === null || after === null) return sentence;
  return (
    <>
      <div className="quiet">原为：{before}</div>
      <div>将为：{after}</div>
    </>
  );
}

interface CasesProps {
  readonly items: readonly Item[];
  readonly counts: FigurePreview['counts'];
}

function Cases({ items, counts }: CasesProps) {
  const all = counts.changed + counts.printed + counts.unknown;
  return (
    <>
      <Table<Item>
        size="small"
        aria-label="会变的在办业务"
        rowKey="id"
        columns={COLUMNS}
        dataSource={[...items]}
        pagination={tablePages(10)}
      />
      {items.length < all && <p className="quiet">只列出前{items.length}件。</p>}
    </>
  );
}
