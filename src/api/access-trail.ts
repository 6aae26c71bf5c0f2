/**
 * What the trail keeps of coming and going: sign-ins, sign-outs, refused tries, and when somebody
 * was last here.
 *
 * A sign-in that cannot be written down does not happen. A refusal is answered whether or not it
 * could be written, and at most once a minute per person and route: whoever knocks all night
 * fills no table.
 */
import type pg from 'pg';
import type { Logger } from 'pino';
import { recordAccess, touchStaffSeen, type AccessKind } from '../db/access.ts';
import type { Acting } from '../db/acting.ts';
import type { Caller } from './caller.ts';

export interface AccessTrail {
  readonly signedIn: (caller: Caller, origin: string) => Promise<void>;
  readonly signedOut: (caller: Caller, origin: string) => Promise<void>;
  readonly refused: (caller: Caller, operation: string, origin: string) => void;
  readonly seen: (caller: Caller, origin: string) => void;
}

interface Parts {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
const REMEMBERED_MAX = 10_000;

export function createAccessTrail({ pool, log, now }: Parts): AccessTrail {
  const lately = new Map<string, number>();
  /** Whether this is the first time within a minute. */
  const first = (what: string): boolean => {
    const at = now();
    if (at - (lately.get(what) ?? -Infinity) < MINUTE_MS) return false;
    if (lately.size >= REMEMBERED_MAX) lately.clear();
    lately.set(what, at);
    return true;
  };
  const acting = ({ id, kind, grants }: Caller, origin: string): Acting => {
    const role = grants[0]?.role ?? (kind === 'channel' ? 'channel' : 'none');
    return { id, role, origin, at: now() };
  };
  const record = (kind: AccessKind, caller: Caller, origin: string, told: object = {}) =>
    recordAccess(pool, {
      kind,
      center: caller.center,
      public: { ...told },
      by: acting(caller, origin),
    });
  const unheard = (what: string) => (): void => {
    log.warn({ event: 'not-written-down', what });
  };
  return {
    signedIn: (caller, origin) => record('signed-in', caller, origin),
    signedOut: (caller, origin) => record('signed-out', caller, origin),
    refused: (caller, operation, origin) => {
      if (!first(`refused ${caller.id} ${operation}`)) return;
      record('access-refused', caller, origin, { operation }).catch(unheard('access-refused'));
    },
    seen: (caller, origin) => {
      if (!first(`seen ${caller.id}`)) return;
      touchStaffSeen(pool, acting(caller, origin)).catch(unheard('seen'));
    },
  };
}
