/** Cases and messages that stand still, and a process that carries repairs out, for the API's tests. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { runRepairs, type RepairLimits } from '../../../src/api/repair/run.ts';
import { sealJson } from '../../../src/crypto/cipher.ts';
import { newDataKey } from '../../../src/crypto/person-key.ts';
import { startCase } from './cases.ts';
import type { World } from './index.ts';
import type { Told } from './told.ts';
import type pg from 'pg';

/** A watch is short, but long enough for a busy machine to see what was moved meanwhile. */
const LIMITS: RepairLimits = {
  lookMs: 50,
  shortMs: 4_000,
  longMs: 4_000,
  readyMs: 2_000,
  leaseMs: 1_000,
};

/** Workers of both kinds that are alive for as long as a suite lasts. */
export async function workersAlive(owner: pg.Pool): Promise<void> {
  await owner.query(
    `insert into process_beat (process, kind, build, started_at, beat_at)
     select gen_random_uuid(), kind, 'test', now(), now() + interval '1 hour'
       from unnest(array['cases', 'runs']) as kind`,
  );
}

export interface Stuck {
  /** A case at 需处理, because the national platform did not answer. */
  readonly park: (systems?: readonly string[]) => Promise<string>;
  /** Parks it again, as a repeated failure does. */
  readonly parkAgain: (caseId: string) => Promise<void>;
  /** Lets it go on to the agreement. */
  readonly goOn: (caseId: string) => Promise<void>;
  /** A message that was given up. @returns its object */
  readonly lateMessage: (kind?: string) => Promise<string>;
  /** An answer that belongs to no case known. @returns its object */
  readonly strayMessage: (center?: string | null) => Promise<string>;
  readonly propose: (staff: string, body: object, key?: string) => Promise<Told>;
  /** Reads the repair until it has that state. */
  readonly until: (id: string, state: string, staff?: string) => Promise<Told>;
  /** A process that carries repairs out. @returns how it ends, politely or not at all */
  readonly work: (limits?: Partial<RepairLimits>) => () => Promise<void>;
}

export function stuck(place: World): Stuck {
  const wait = (systems: readonly string[]) => ({
    kind: 'parked',
    until: Date.now() + 30 * 60_000,
    clause: 'liaoning-14',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '外部系统恢复后立即重试',
    detail: { systems },
  });
  const parkNow = (caseId: string, systems: readonly string[] = ['national']) =>
    place.engine.move(caseId, {
      stage: { at: 'needs attention', detail: {} },
      events: [{ kind: 'case-parked', public: { faults: [{ system: 'national' }] } }],
      waits: { close: 'all', open: [wait(systems)] },
      tasks: {
        close: 'all',
        open: [{ kind: 'repair', role: 'supervisor', workingDays: 1 }],
      },
    });
  return {
    park: async (systems) => {
      const { id } = await startCase(place.as('lin-guiyuan'));
      await parkNow(id, systems);
      return id;
    },
    parkAgain: async (caseId) => {
      await parkNow(caseId);
    },
    goOn: async (caseId) => {
      await place.engine.move(caseId, {
        stage: { at: 'in review' },
        waits: {
          close: 'all',
          open: [
            {
              ...{ kind: 'review', until: null, clause: 'liaoning-14' },
              ...{ endedBy: ['reviewer'], shortenedBy: '提前复核' },
            },
          ],
        },
        tasks: { close: 'all' },
      });
    },
    lateMessage: async (kind = 'notice') => {
      const { id } = await startCase(place.as('lin-guiyuan'));
      const { rows } = await place.owner.query<{ id: string }>(
        `insert into outbox (key, center, case_id, person, kind, payload, attempts, last_error,
           parked_at)
         select $1, c.center, c.id, c.person, $2, $3, 80, 'outside-system-unavailable', c.opened_at
           from "case" c where c.id = $4 returning id`,
        [randomUUID(), kind, sealJson(newDataKey(), 'x', {}), id],
      );
      return `outbox-${rows[0]!.id}`;
    },
    strayMessage: async (center = '210100') => {
      const { rows } = await place.owner.query<{ id: string }>(
        `insert into inbox (sender, serial, kind, payload, center)
         values ('national', $1, 'transfer-letter', $2, $3) returning id`,
        [randomUUID(), sealJson(newDataKey(), 'x', {}), center],
      );
      return `inbox-${rows[0]!.id}`;
    },
    propose: (staff, body, key) =>
      place.as(staff).post('/supervision/repairs', {
        body,
        ...(key === undefined ? {} : { key }),
      }),
    until: async (id, state, staff = 'sun-zhuguan') => {
      const path = `/supervision/repairs/${id}`;
      await expect
        .poll(async () => (await place.as(staff).get(path)).at('state'), {
          timeout: 20_000,
          interval: 50,
        })
        .toBe(state);
      return place.as(staff).get(path);
    },
    work: (limits) => {
      const abort = new AbortController();
      const { pool, secrets, engine, repairEngine, log, now } = place.deps;
      const deps = { pool, secrets, engine, repairEngine, log, now };
      const done = runRepairs({ ...deps, limits: { ...LIMITS, ...limits } }, abort.signal);
      return async () => {
        abort.abort();
        await done;
      };
    },
  };
}
