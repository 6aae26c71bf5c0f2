/** One way of standing still: what it means, what to do, and everything that stands still so. */
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { PersonName } from '../../parts/person-name.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';
import { agoText, Instant } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Move, StuckItem, StuckList } from './repair-queries.ts';

interface Props {
  readonly group: StuckList['kinds'][number];
  readonly items: readonly StuckItem[];
  /** Objects that are selected for a repair of many. */
  readonly chosen: readonly string[];
  readonly onChoose: (objects: readonly string[]) => void;
}

export function KindSection({ group, items, chosen, onChoose }: Props) {
  const id = useId();
  const { title, meaning, todo, count } = group;
  const selectable = items.some(({ moves }) => moves.some(inBulk));
  const kept = chosen.filter((object) => items.some((item) => item.object === object));
  return (
    <section aria-labelledby={id} className="stuck-kind">
      <div className="stuck-kind-head">
        <h2 id={id}>
          {title}
          <span className="stuck-count">{count}件</span>
        </h2>
        {selectable && <BulkBar items={items} chosen={kept} kind={group.kind} />}
      </div>
      <p className="tight quiet">{meaning}</p>
      {todo.map((line) => (
        <p key={line} className="tight stuck-todo">
          {line}
        </p>
      ))}
      <Table<StuckItem>
        size="small"
        aria-label={`${title}，${items.length}件`}
        rowKey={(item) => item.object ?? item.sentence}
        columns={COLUMNS}
        dataSource={[...items]}
        pagination={tablePages(PER_PAGE)}
        {...(selectable && {
          rowSelection: {
            selectedRowKeys: kept,
            onChange: (keys) => {
              onChoose(keys.map(String));
            },
            getCheckboxProps: (item: StuckItem) => ({
              disabled: !item.moves.some(inBulk),
              'aria-label': `选择 ${nameOf(item)}`,
            }),
            getTitleCheckboxProps: () => ({ 'aria-label': `选择本页全部：${title}` }),
          },
        })}
      />
    </section>
  );
}

const PER_PAGE = 20;

/** What can be done to many at once: an answer from outside is assigned one by one. */
function inBulk({ via, allowed, needs }: Move): boolean {
  return via === 'repair' && allowed && needs !== 'case';
}

function nameOf({ case: about, message, sentence }: StuckItem): string {
  return about?.number ?? message?.title ?? sentence;
}

const COLUMNS: TableColumnsType<StuckItem> = [
  { title: '事项', width: 310, render: (_, item) => <What item={item} /> },
  { title: '哪里不对', render: (_, { sentence }) => sentence },
  {
    title: '自',
    width: 160,
    render: (_, { since }) => (
      <>
        <Instant at={since} />
        <div className="quiet">{agoText(since, Date.now())}</div>
      </>
    ),
  },
  { title: '修复', width: 140, render: (_, item) => <Way item={item} /> },
];

function What({ item }: { readonly item: StuckItem }) {
  const { case: about, message, object } = item;
  if (about) {
    return (
      <>
        <div className="stuck-what">
          <Link to={`/cases/${about.id}`} className="number">
            {about.number}
          </Link>
          <span>{about.typeTitle}</span>
          <StageTag stage={about.stage} />
        </div>
        <PersonName person={about.person} />
        <span className="quiet"> {about.branchName}</span>
      </>
    );
  }
  if (message) {
    return (
      <>
        <div>{message.title}</div>
        <span className="quiet">
          {message.way === 'out'
            ? `已试${message.attempts}次${message.parked ? '，已停止' : ''}`
            : `来自${message.sender ?? '不详'}`}
        </span>
      </>
    );
  }
  return <span>{object === null ? '进程' : '业务库中没有编号'}</span>;
}

function Way({ item }: { readonly item: StuckItem }) {
  if (item.object === null) return <span className="quiet">见上方说明</span>;
  return (
    <>
      <Link to={`/repair/${item.object}`} aria-label={`查看并修复 ${nameOf(item)}`}>
        查看并修复
      </Link>
      {item.repair && (
        <div>
          <Tag color="processing">{item.repair.stateTitle}</Tag>
        </div>
      )}
    </>
  );
}

interface BarProps {
  readonly kind: StuckItem['kind'];
  readonly items: readonly StuckItem[];
  readonly chosen: readonly string[];
}

/** The moves that all of the selected allow. */
function BulkBar({ kind, items, chosen }: BarProps) {
  const [move, setMove] = useState<Move | null>(null);
  const selected = items.filter(({ object }) => object !== null && chosen.includes(object));
  const offered = (selected[0] ?? items[0])?.moves.filter(inBulk) ?? [];
  const common = offered.filter(({ move: name }) =>
    selected.every(({ moves }) => moves.some((one) => one.move === name && inBulk(one))),
  );
  return (
    <div className="stuck-bulk">
      <span role="status" className="quiet">
        {chosen.length === 0 ? '勾选后可以批量修复' : `已选${chosen.length}件`}
      </span>
      {common.map((one) => (
        <Button
          key={one.move}
          size="small"
          disabled={chosen.length === 0}
          onClick={() => {
            setMove(one);
          }}
        >
          批量{one.title}
        </Button>
      ))}
      {move && (
        <BulkDialog
          kind={kind}
          move={move}
          objects={chosen}
          onClose={() => {
            setMove(null);
          }}
        />
      )}
    </div>
  );
}
