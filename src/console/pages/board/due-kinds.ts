/** The kinds of waits and tasks in a forecast, each with its color: the same in chart and table. */
import type { Forecast } from './board-queries.ts';

export interface DueKind {
  readonly kind: string;
  readonly title: string;
  readonly color: string;
}

/** Dark enough on white to be told apart, light enough to be told from text; waits, then tasks. */
const COLORS = [
  '#0b5a6f',
  '#b07a1e',
  '#5a7d2b',
  '#8b4a8f',
  '#c25b3a',
  '#3f6fb5',
  '#7a6a53',
  '#1f8a70',
  '#a8324e',
  '#6b6fa8',
  '#8a8f2a',
  '#4d5a66',
];

export function dueKinds({ periods, before, after, endless }: Forecast): readonly DueKind[] {
  const all = [before, ...periods, after, endless].flatMap(({ kinds }) => kinds);
  const titles = new Map(all.map(({ kind, title }) => [kind, title]));
  return [...titles.keys()]
    .sort((one, other) => rank(one) - rank(other) || one.localeCompare(other))
    .map((kind, index) => ({
      kind,
      title: titles.get(kind) ?? kind,
      color: COLORS[index % COLORS.length] ?? '#4d5a66',
    }));
}

function rank(kind: string): number {
  return kind.startsWith('wait.') ? 0 : 1;
}
