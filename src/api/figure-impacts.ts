/**
 * Which running cases a change of a figure touches, of every type: who joins, by the rules of the opening;
 * everybody else, by the rule of their type over what is recorded of them.
 */
import { foretell, type CaseImpact } from '../cases/figure-running.ts';
import { impactSentence } from '../cases/wording-impact.ts';
import { foretoldText, runningSentence } from '../cases/wording-running.ts';
import { plainDate } from '../domain/calendar.ts';
import {
  CHOSEN_TYPES,
  isFigureClass,
  type FigureClass,
  type RunningClass,
} from '../policy/figure-choice.ts';
import {
  FIGURE_REACH,
  impactOn,
  type Change,
  type Impact,
  type Proposed,
} from '../policy/figure-impact.ts';
import { reachedTypes, type RunningType } from '../policy/figure-reach.ts';
import { figureInForce, type Figure } from '../policy/figures.ts';
import { openingFigures, type OpeningFigures } from '../policy/opening-figures.ts';
import { acting, grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import { runningOpenings, type RunningRow } from './queries/figure-impact.ts';
import { workCalendar } from './queries/figures.ts';
import { runningCases } from './queries/running-cases.ts';
import { readRunning } from './running-cases.ts';
import { readOpening } from './running-openings.ts';

/** Cases looked at, and read in full. */
const LOOKED_MAX = 2_000;
const WHOLE_MAX = 200;

export interface Both {
  readonly proposed: Proposed;
  readonly figures: readonly Figure[];
  readonly after: readonly Figure[];
}

/** A case that was looked at, and what would become of it. */
export interface Judged {
  readonly row: RunningRow;
  /** What would change of it; of what does not, why not. */
  readonly kind: FigureClass | 'fixed' | 'ends-before' | 'none';
  /** Null: nothing changes. */
  readonly sentence: string | null;
  /** What it comes to with the old figure and with the new one, in words; null where that is one sentence. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface Impacted {
  readonly judged: readonly Judged[];
  readonly changed: readonly Judged[];
  readonly looked: number;
  /** There are more than were looked at. */
  readonly beyond: boolean;
}

export async function judgeRunning(context: Context, deps: ApiDeps, both: Both): Promise<Impacted> {
  const parts = [await joining(context, deps, both), await others(context, deps, both)];
  const judged = parts.flatMap((part) => part.judged);
  const changed = judged
    .filter(({ sentence }) => sentence !== null)
    // Those whose outcome or dates change before those whose agreement only says otherwise.
    .sort((left, right) => rank(left) - rank(right));
  return { judged, changed, looked: judged.length, beyond: parts.some((part) => part.beyond) };
}

function rank({ kind }: Judged): number {
  return kind === 'agreement' ? 1 : isUnknown(kind) ? 2 : 0;
}

export function isUnknown(kind: Judged['kind']): boolean {
  return kind === 'unknown' || kind.endsWith('-unknown');
}

type Part = Pick<Impacted, 'judged' | 'beyond'>;

async function joining(context: Context, deps: ApiDeps, both: Both): Promise<Part> {
  const { center, name } = both.proposed;
  const { unaccepted, agreement } = FIGURE_REACH[name];
  if (unaccepted === null && !agreement) return { judged: [], beyond: false };
  const asked = { center, accepted: agreement, limit: LOOKED_MAX + 1 };
  const rows = await runningOpenings(deps.pool, asked);
  const judged = await judgeJoining(context, deps, both, rows.slice(0, LOOKED_MAX));
  return { judged, beyond: rows.length > LOOKED_MAX };
}

async function judgeJoining(
  context: Context,
  deps: ApiDeps,
  both: Both,
  rows: readonly RunningRow[],
): Promise<readonly Judged[]> {
  const { name, from, center } = both.proposed;
  const by = acting(context, deps, grantIn(context, center));
  const changes = new Map<string, Change | null>();
  const judged: Judged[] = [];
  let wholeLeft = WHOLE_MAX;
  for (const row of rows) {
    const read = await readOpening(deps, row, { name, on: from, by, wholeLeft });
    if (read?.whole === true) wholeLeft -= 1;
    const within = read?.running.stated.district ?? null;
    const key = within ?? '';
    if (!changes.has(key)) changes.set(key, changeFor(both, within));
    const change = changes.get(key) ?? null;
    const impact: Impact =
      read === null || change === null ? { kind: 'unknown' } : impactOn(read.running, change);
    const sentence = impactSentence(name, from, impact);
    judged.push({ row, kind: impact.kind, sentence, before: null, after: null });
  }
  return judged;
}

/** The figures of a district on the first day, without and with the change. */
function changeFor({ proposed, figures, after }: Both, within: string | null): Change | null {
  const { center, name, from } = proposed;
  const scope = { center, district: within, on: plainDate(from) };
  const [then, now] = [openingFiguresOrNull(figures, scope), openingFiguresOrNull(after, scope)];
  if (!then || !now) return null;
  const value = (of: readonly Figure[]) => figureInForce(of, { ...scope, name })?.value ?? null;
  return { name, from, before: then, after: now, values: [value(figures), value(after)] };
}

type Scope = Parameters<typeof openingFigures>[1];

/** Null when the center's table is incomplete on that day. */
export function openingFiguresOrNull(
  figures: readonly Figure[],
  scope: Scope,
): OpeningFigures | null {
  try {
    return openingFigures(figures, scope);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function others(context: Context, deps: ApiDeps, both: Both): Promise<Part> {
  const { center, name, from } = both.proposed;
  const types = reachedTypes(name);
  if (types.length === 0) return { judged: [], beyond: false };
  const [rows, calendar] = await Promise.all([
    runningCases(deps.pool, { center, types, limit: LOOKED_MAX + 1 }),
    workCalendar(deps.pool),
  ]);
  const by = acting(context, deps, grantIn(context, center));
  const change = { name, center, from, before: both.figures, after: both.after, calendar };
  const judged: Judged[] = [];
  for (const row of rows.slice(0, LOOKED_MAX)) {
    const running = await readRunning(deps, row, { name, by });
    const impact = foretell(running, change);
    const { type } = running;
    const told = 'before' in impact ? impact : null;
    judged.push({
      ...{ row, kind: classOf(type, impact) },
      sentence: runningSentence(type, name, { from, impact }),
      before: told && foretoldText(type, name, told.before),
      after: told && foretoldText(type, name, told.after),
    });
  }
  return { judged, beyond: rows.length > LOOKED_MAX };
}

function classOf(type: RunningType, { kind }: CaseImpact): Judged['kind'] {
  if (kind === 'fixed' || kind === 'ends-before' || kind === 'none') return kind;
  const chosen = CHOSEN_TYPES.find((one) => one === type);
  if (chosen === undefined) throw new Error(`no class of ${type} is chosen for`);
  const of: RunningClass = `${chosen}-${kind}`;
  return of;
}

/** The class for which a choice is made; null: nothing would change. */
export function classIn({ kind }: Judged): FigureClass | null {
  return isFigureClass(kind) ? kind : null;
}
