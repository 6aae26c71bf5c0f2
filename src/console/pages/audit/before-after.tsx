/** What a line holds beside its sentence: the reason, what a change changed, and what else was kept. */
import { Table, type TableColumnsType } from 'antd';
import type { AuditEventDetail } from './audit-queries.ts';
import { fieldsOf } from './content-fields.ts';

interface Props {
  /** Its content as the server masked it. */
  readonly event: Pick<AuditEventDetail, 'content' | 'reason' | 'changes'>;
}

export function BeforeAfter({ event: { content, reason, changes } }: Props) {
  if (content === null || content === undefined) {
    return <p>没有事由和内容，或者个人信息已按规定销毁。</p>;
  }
  const rest = restOf(content);
  return (
    <>
      {reason !== null && <blockquote className="event-reason">{reason}</blockquote>}
      {isChange(content) && <Changes changes={changes} />}
      {rest.length > 0 && <Fields fields={rest} />}
    </>
  );
}

/** Whatever is neither the reason nor one side of a change. */
function restOf(content: unknown): readonly Field[] {
  if (typeof content !== 'object' || content === null) return [['', String(content)]];
  return fieldsOf(content).filter(([path]) => !/^(reason$|before\b|after\b)/.test(path));
}

function isChange(content: unknown): boolean {
  return (
    typeof content === 'object' && content !== null && 'before' in content && 'after' in content
  );
}

type Change = AuditEventDetail['changes'][number];

const CHANGES: TableColumnsType<Change> = [
  { title: '栏目', width: 280, dataIndex: 'title', rowScope: 'row' },
  { title: '变更前', dataIndex: 'before' },
  {
    title: '变更后',
    render: (_, { before, after }) => (
      <>
        {after}
        {before === after && <span className="quiet">（有变化，遮盖后看不出）</span>}
      </>
    ),
  },
];

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p>前后内容相同。</p>;
  return (
    <Table<Change>
      size="small"
      aria-label="变更前后"
      rowKey="pointer"
      columns={CHANGES}
      dataSource={[...changes]}
      pagination={false}
    />
  );
}

export function CodesTable({ codes }: { readonly codes: Readonly<Record<string, unknown>> }) {
  const fields = fieldsOf(codes);
  if (fields.length === 0) return <p className="quiet">没有。</p>;
  return <Fields fields={fields} />;
}

/** Path and value. */
type Field = readonly [string, string];

function Fields({ fields }: { readonly fields: readonly Field[] }) {
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
