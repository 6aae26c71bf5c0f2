/** The first look: what is open, what is late, what stands still; a word beside every number. */
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { hasRole, useMe } from '../../api/me.ts';
import { READERS } from '../../app/page-entry.ts';
import type { Board } from './board-queries.ts';
import { casesAt, tasksAt } from './count.tsx';

interface Tile {
  readonly key: string;
  readonly title: string;
  readonly n: number | null;
  readonly to: string;
  /** Says what more than none means; without it the number is just a number. */
  readonly alarm?: string;
  /** Open to those too who see no case. */
  readonly everybody?: boolean;
}

function tilesOf(board: Board): readonly Tile[] {
  const { open, overdue, parkedCount, stalls } = board;
  return [
    { key: 'open', title: '在办业务', n: open, to: casesAt({}) },
    {
      key: 'law',
      title: '超法定期限',
      n: overdue.byLaw,
      to: casesAt({ overdueBy: 'law' }),
      alarm: '已违期限',
    },
    {
      key: 'promise',
      title: '超承诺期限',
      n: overdue.byPromise,
      to: casesAt({ overdueBy: 'promise' }),
      alarm: '须催办',
    },
    {
      key: 'parked',
      title: '需处理',
      n: parkedCount,
      to: casesAt({ state: 'attention' }),
      alarm: '等主管处理',
    },
    {
      key: 'stalls',
      title: '停滞',
      n: stalls?.total ?? null,
      to: '/board/radar',
      alarm: '须查明',
      everybody: true,
    },
    {
      key: 'waits',
      title: '等待到期无动作',
      n: overdue.waits,
      to: casesAt({ waitOverdue: 'true' }),
      alarm: '须查明',
    },
    {
      key: 'tasks',
      title: '超期待办',
      n: overdue.tasks,
      to: tasksAt({ overdue: 'true' }),
      alarm: '须催办',
    },
    ...besidesCases(board),
  ];
}

function besidesCases({ runs, receivables }: Board): readonly Tile[] {
  return [
    {
      key: 'receivables',
      title: '应收个人款',
      n: receivables.count,
      to: '/receivables',
      alarm: receivables.overdue > 0 ? `逾期${String(receivables.overdue)}笔` : '须追回',
    },
    {
      key: 'runs',
      title: '批处理停住',
      n: runs.filter(({ trouble }) => trouble).length,
      to: '/runs',
      alarm: '须处理',
      everybody: true,
    },
  ];
}

export function Tiles({ board }: { readonly board: Board }) {
  const tiles = tilesOf(board);
  return (
    <>
      <ul className="board-tiles" aria-label="概况">
        {tiles.map((tile) => (
          <li key={tile.key}>
            <TileBox tile={tile} />
          </li>
        ))}
      </ul>
      <Changes tiles={tiles} />
    </>
  );
}

function TileBox({ tile }: { readonly tile: Tile }) {
  const me = useMe();
  const { title, n, to, alarm, everybody } = tile;
  const trouble = alarm !== undefined && n !== null && n > 0;
  const content = (
    <>
      <span className="tile-title">{title}</span>
      <span className="tile-number">{n ?? '—'}</span>
      <span className="tile-word">{wordOf(tile)}</span>
    </>
  );
  const name = trouble ? 'tile tile-alarm' : 'tile';
  const open = everybody === true || hasRole(me, ...READERS);
  return open ? (
    <Link to={to} className={name}>
      {content}
    </Link>
  ) : (
    <div className={name}>{content}</div>
  );
}

function wordOf({ n, alarm }: Tile): string {
  if (n === null) return '正在扫描';
  if (alarm === undefined) return '件';
  return n > 0 ? alarm : '正常';
}

/** Numbers change by themselves; only those that mean trouble are told, and only when they change. */
function Changes({ tiles }: { readonly tiles: readonly Tile[] }) {
  const alarms = tiles.filter(({ alarm }) => alarm !== undefined);
  const now = JSON.stringify(alarms.map(({ title, n }) => [title, n]));
  const before = useRef(now);
  const [told, setTold] = useState('');
  useEffect(() => {
    if (before.current === now) return;
    const old = new Map(JSON.parse(before.current) as [string, number | null][]);
    const all = JSON.parse(now) as [string, number | null][];
    before.current = now;
    const changed = all.filter(([title, n]) => n !== null && old.get(title) !== n);
    setTold(changed.map(([title, n]) => `${title}${String(n)}件`).join('，'));
  }, [now]);
  return (
    <p role="status" className="for-readers">
      {told}
    </p>
  );
}
