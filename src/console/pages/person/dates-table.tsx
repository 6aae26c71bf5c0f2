/** Dates as a clerk reads them out: what, from when, here already or not, and the reckoning below. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Day } from '../../parts/when.tsx';
import type { Dates, Milestone } from './person-queries.ts';
import './person.css';

const COLORS: Readonly<Record<Milestone['state'], string>> = {
  reached: 'success',
  ahead: 'processing',
  running: 'processing',
  'last-day': 'warning',
  passed: 'default',
  barred: 'error',
  undetermined: 'default',
};

export function DatesTable({ dates }: { readonly dates: Dates }) {
  return (
    <>
      <Milestones
        label={`最早可办日期（按${dates.on}测算）`}
        items={dates.items.filter((item) => !isWithdrawal(item))}
      />
      {dates.items.some(isWithdrawal) && (
        <>
          <h3 className="dates-group">提取：条例第二十四条的各种情形</h3>
          <Milestones
            label={`提取（按${dates.on}测算）`}
            items={dates.items.filter(isWithdrawal)}
          />
        </>
      )}
      <ul className="dates-notes quiet" aria-label="说明">
        {dates.assumptions.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

function isWithdrawal({ what }: Milestone): boolean {
  return what.startsWith('withdraw-');
}

interface MilestonesProps {
  readonly label: string;
  readonly items: readonly Milestone[];
}

function Milestones({ label, items }: MilestonesProps) {
  return (
    <Table<Milestone>
      size="small"
      aria-label={label}
      rowKey={(item) => item.what + (item.caseNumber ?? '')}
      columns={COLUMNS}
      dataSource={[...items]}
      pagination={false}
      scroll={{ x: 560 }}
      locale={{ emptyText: '没有可以测算的日期' }}
      expandable={{
        expandedRowRender: (item) => <Reckoning item={item} />,
        expandRowByClick: true,
        columnTitle: '过程',
        columnWidth: 52,
        expandIcon: ({ expanded, onExpand, record }) => (
          <Button
            type="text"
            size="small"
            aria-expanded={expanded}
            aria-label={`${record.title}的测算过程`}
            icon={expanded ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
            onClick={(event) => {
              event.stopPropagation();
              onExpand(record, event);
            }}
          />
        ),
      }}
    />
  );
}

const COLUMNS: TableColumnsType<Milestone> = [
  {
    title: '事项',
    width: 176,
    render: (_, { title, account, caseNumber }) => (
      <>
        <strong>{title}</strong>
        {account !== null && <div className="quiet">账户尾号 {account.slice(-4)}</div>}
        {caseNumber !== null && <div className="quiet number">{caseNumber}</div>}
      </>
    ),
  },
  {
    title: '日期',
    width: 132,
    render: (_, item) => (
      <>
        <When item={item} />
        <div>
          <Tag color={COLORS[item.state]}>{item.stateTitle}</Tag>
        </div>
      </>
    ),
  },
  { title: '说明', render: (_, { sentence }) => sentence },
];

function When({ item }: { readonly item: Milestone }) {
  if (item.on === null) return <span className="quiet">没有日期</span>;
  return (
    <>
      <strong>
        <Day on={item.on} />
      </strong>{' '}
      {item.kind === 'from' ? '起' : '止'}
    </>
  );
}

/** Step by step, each with its clause and the document behind a figure. */
function Reckoning({ item }: { readonly item: Milestone }) {
  return (
    <div className="reckoning">
      <section aria-label={`${item.title}的测算过程`}>
        <h3>测算过程</h3>
        <ol>
          {item.steps.map(({ text, clause, source }) => (
            <li key={text}>
              {text}
              {clause && <ClauseLink id={clause.id} title={clause.title} />}
              {source !== null && <span className="quiet">（{source}）</span>}
            </li>
          ))}
        </ol>
        <p className="tight">{item.advice}</p>
      </section>
      <Readings item={item} />
    </div>
  );
}

function Readings({ item: { readings, otherwise } }: { readonly item: Milestone }) {
  if (readings.length + otherwise.length === 0) return null;
  return (
    <section aria-label="采用的读法">
      <h3>采用的读法</h3>
      <dl>
        {readings.map(({ question, reading, source }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>
              {reading}
              {source !== null && <span className="quiet">（{source}）</span>}
            </dd>
          </div>
        ))}
      </dl>
      {otherwise.map(({ text, on }) => (
        <p className="tight" key={text}>
          {text}
          {on !== null && (
            <>
              ：<Day on={on} />
            </>
          )}
        </p>
      ))}
    </section>
  );
}
