/** A number that leads to the list behind it, for whoever may see the list. */
import { Link } from 'react-router';
import { hasRole, useMe } from '../../api/me.ts';
import { READERS } from '../../app/page-entry.ts';

interface Props {
  readonly n: number;
  /** What is counted, for whoever does not see the table around it. */
  readonly of: string;
  /** Address of the list. */
  readonly to: string;
  /** More than none is trouble: said by weight and color beside the heading's word. */
  readonly alarm?: boolean;
}

export function Count({ n, of, to, alarm = false }: Props) {
  const me = useMe();
  if (n === 0) return <span className="board-zero">0</span>;
  const name = alarm ? 'board-count board-alarm' : 'board-count';
  if (!hasRole(me, ...READERS)) return <span className={name}>{n}</span>;
  return (
    <Link to={to} className={name} aria-label={`${of}：${n}件，查看清单`}>
      {n}
    </Link>
  );
}

type Filters = Readonly<Record<string, string>>;

/** The list of open cases with these filters. */
export function casesAt(filters: Filters): string {
  return `/cases?${new URLSearchParams({ open: 'true', ...filters }).toString()}`;
}

export function tasksAt(filters: Filters): string {
  return `/work?${new URLSearchParams(filters).toString()}`;
}
