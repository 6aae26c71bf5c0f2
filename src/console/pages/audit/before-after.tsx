/** What stood before and after a change, field by field; only what differs, unless all is wanted. */
import { Table, type TableColumnsType } from 'antd';
import { fieldsOf, changedFields, type FieldChange } from './content-fields.ts';

interface Props {
  /** As the server masked it. */
  readonly content: unknown;
}

export function BeforeAfter({ content }: Props) {
  if (content === null || content === undefined) {
    return <p>没有事由和内容，或者个人信息已按规定销毁。</p>;
  }
  const { reason, before, after, rest } = partsOf(content);
  const changes = before === undefined ? [] : changedFields(before, after);
  return (
    <>
      {reason !== null && <blockquote className="event-reason">{reason}</blockquote>}
      {before !== undefined && <Changes changes={changes} />}
      {rest !== null && <CodesTable codes={rest} />}
    </>
  );
}

interface Parts {
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly rest: Readonly<Record<string, unknown>> | null;
}

function partsOf(content: unknown): Parts {
  if (typeof content !== 'object' || content === null) {
    return { reason: String(content), before: undefined, after: undefined, rest: null };
  }
  const { reason, before, after, ...rest } = content as Readonly<Record<string, unknown>>;
  return {
    reason: typeof reason === 'string' ? reason : null,
    before,
    after,
    rest: Object.keys(rest).length === 0 ? null : rest,
  };
}

const CHANGES: TableColumnsType<FieldChange> = [
  { title: '栏目', width: 280, render: (_, { path }) => <code>{path}</code> },
  { title: '变更前', render: (_, { before }) => before ?? <span className="quiet">（没有）</span> },
  { title: '变更后', render: (_, { after }) => after ?? <span className="quiet">（没有）</span> },
];

function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  if (changes.length === 0) return <p>前后内容相同。</p>;
  return (
    <Table<FieldChange>
      size="small"
      aria-label="变更前后"
      rowKey="path"
      columns={CHANGES}
      dataSource={[...changes]}
      pagination={false}
    />
  );
}

export function CodesTable({ codes }: { readonly codes: Readonly<Record<string, unknown>> }) {
  const fields = fieldsOf(codes);
  if (fields.length === 0) return <p className="quiet">没有。</p>;
  return (
    <dl className="codes">
      {fields.map(([path, value]) => (
        <div key={path}>
          <dt>
            <code>{path}</code>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
