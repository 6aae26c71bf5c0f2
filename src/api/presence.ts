/**
 * Who else has a case open now.
 *
 * A screen that follows a case has a stream open: while it lives, its reader is here. A process that
 * dies takes nobody back, so whoever is not seen again within a few heartbeats is gone. Shown are those
 * who could act on the case; an auditor looks without being announced, and a channel is told nothing.
 */
import { z } from 'zod';
import { caseFor } from './case-access.ts';
import { reachesCase } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { gone, here, othersHere } from './queries/presence.ts';
import { caseParams, instant, listOf, staffId } from './schemas/terms.ts';
import { iso } from './show-case.ts';

const BEATS_MISSED_MAX = 3;

function keptMs({ limits }: ApiDeps): number {
  return limits.heartbeatMs * BEATS_MISSED_MAX;
}

export const PresenceList = listOf(
  z.object({ staff: staffId, name: z.string(), since: instant }).meta({ id: 'Present' }),
).meta({ id: 'PresenceList' });

export const listCasePresence = operation({
  id: 'listCasePresence',
  method: 'get',
  path: '/cases/{id}/presence',
  tag: 'Live',
  summary: 'Who else has the case open now',
  params: caseParams,
  answers: { 200: { description: 'The others, as of now', schema: PresenceList } },
  handle: async (call, deps) => {
    const { id } = await caseFor(call, deps, call.params.id);
    const rows = await othersHere(deps.pool, { caseId: id, staff: call.caller.id }, keptMs(deps));
    const items = rows.map(({ staff, name, since }) => ({ staff, name, since: iso(since) }));
    return { status: 200, body: { items } };
  },
});

/** One stream's part in it. */
export interface Presence {
  /** At the beginning and at every heartbeat. */
  readonly beat: () => Promise<void>;
  /** The stream has ended. */
  readonly leave: () => void;
}

/** Streams of this process, by case and reader: several windows are one reader. */
const open = new Map<string, number>();

/** @returns null for whoever is not shown */
export function presenceIn(
  { caller, grants }: Context,
  deps: ApiDeps,
  of: { readonly id: string; readonly center: string; readonly branch: string },
): Presence | null {
  const shown = grants.some(
    (grant) => !['auditor', 'channel'].includes(grant.role) && reachesCase(grant, of),
  );
  if (!shown) return null;
  const who = { caseId: of.id, staff: caller.id };
  const name = `${of.id} ${caller.id}`;
  open.set(name, (open.get(name) ?? 0) + 1);
  let left = false;
  // One after the other: who is gone must not be written as here afterwards.
  let writing = Promise.resolve();
  const write = (work: () => Promise<void>): Promise<void> => {
    writing = writing.then(work).catch((error: unknown) => {
      deps.log.warn({ event: 'presence-not-written', error: String(error) });
    });
    return writing;
  };
  return {
    beat: () => write(() => (left ? Promise.resolve() : here(deps.pool, who, keptMs(deps)))),
    leave: () => {
      left = true;
      const others = (open.get(name) ?? 1) - 1;
      if (others > 0) {
        open.set(name, others);
        return;
      }
      open.delete(name);
      void write(() => gone(deps.pool, who));
    },
  };
}
