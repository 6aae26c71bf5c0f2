/**
 * What is down now, for every member of staff: what may still be done, and what waits with which
 * promise. Small and cheap, because every screen asks for it.
 */
import { createHash } from 'node:crypto';
import {
  consequencesOf,
  degradedSentence,
  DEPENDENCIES,
  dependencyTitle,
  type Dependency,
} from '../cases/degraded.ts';
import { centersOf } from './acting.ts';
import type { Condition } from './condition.ts';
import { operation } from './operation.ts';
import { Degraded } from './schemas/supervision.ts';
import { iso, isoOrNull } from './show-case.ts';

export const getDegraded = operation({
  id: 'getDegraded',
  method: 'get',
  path: '/supervision/degraded',
  tag: 'Supervision',
  summary: 'What is down, what may still be done, and what waits with which promise',
  answers: { 200: { description: 'Empty when nothing is down', schema: Degraded } },
  handle: async (call, deps) => {
    const condition = await deps.condition();
    const centers = centersOf(call);
    const items = trouble(condition).map(({ what, state, since }) => {
      const held = condition.held.filter(
        ({ center, system }) => system === what && centers.includes(center),
      );
      const nextAt = Math.min(...held.map(({ next_at }) => next_at ?? Infinity));
      const down = state === 'down';
      return {
        what,
        title: dependencyTitle(what),
        state,
        since: isoOrNull(since),
        sentence: degradedSentence(what, state, since),
        heldBack: held.reduce((sum, { cases }) => sum + cases, 0),
        ...(down ? consequencesOf(what, Number.isFinite(nextAt) ? nextAt : null) : NONE),
      };
    });
    const mark = markOf(items.map(({ what, state }) => `${what}:${state}`));
    return { status: 200, body: { at: iso(condition.at), mark, items } };
  },
});

const NONE = { goesOn: [], waits: [] };

interface Trouble {
  readonly what: Dependency;
  readonly state: 'down' | 'slow';
  readonly since: number | null;
}

/** In the order in which they matter: what stops everything comes first. */
function trouble(condition: Condition): readonly Trouble[] {
  const found = DEPENDENCIES.map((what) => ({ what, ...stateOf(what, condition) }));
  return found.flatMap(({ what, state, since }) =>
    state === null ? [] : [{ what, state, since }],
  );
}

interface State {
  readonly state: Trouble['state'] | null;
  readonly since: number | null;
}

const FINE: State = { state: null, since: null };

/** A system nobody asked lately is not said to be down; a process that is silent is. */
function stateOf(what: Dependency, { engine, processes, systems }: Condition): State {
  switch (what) {
    case 'engine':
      return engine.reachable ? FINE : { state: 'down', since: engine.since };
    case 'case-worker':
      return caseWorker({ engine, processes });
    case 'run-worker':
      return silent(processes.filter(({ kind }) => kind === 'runs'));
    case 'national':
    case 'identity':
    case 'notices':
    case 'bank': {
      const system = systems.find((one) => one.system === what);
      if (system?.state === 'open') return { state: 'down', since: system.since };
      return system?.state === 'slow' ? { state: 'slow', since: system.since } : FINE;
    }
  }
}

/** It lives and asks for work; the engine remembers for minutes who asked, the beat is quicker. */
function caseWorker({ engine, processes }: Pick<Condition, 'engine' | 'processes'>): State {
  const workers = processes.filter(({ kind }) => kind === 'cases');
  const asks = engine.queues.some(({ of, pollers }) => of === 'cases' && pollers > 0);
  if (workers.length === 0 && asks) return FINE;
  const { state, since } = silent(workers);
  if (state === null && engine.reachable && !asks) return { state: 'down', since: null };
  return { state, since };
}

function silent(processes: Condition['processes']): State {
  if (processes.some(({ alive }) => alive)) return FINE;
  const seen = processes.map(({ seenAt }) => seenAt);
  return { state: 'down', since: seen.length === 0 ? null : Math.max(...seen) };
}

function markOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
