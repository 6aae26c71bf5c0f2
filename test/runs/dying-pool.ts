/** A pool of a process that dies at a commit, and runs that such processes work on. */
import type pg from 'pg';
import { expect, vi } from 'vitest';
import { stepRun } from '../../activities/runs/step.ts';
import type { Bench } from '../db/fixtures.ts';
import type { Runs } from './fixtures.ts';

/** The process is gone: whatever it still tries fails. */
class Died extends Error {
  override readonly name = 'Died';
}

export interface Death {
  /** At which commit, counted from 1. */
  readonly at: number;
  readonly when: 'before' | 'after';
  /** At which statement instead of `commit`. */
  readonly of?: string;
}

/** A pool of a process that dies at a commit; `commits` tells how many there were. */
function dyingPool(pool: pg.Pool, death: Death | null) {
  const told = { commits: 0, dead: false };
  // While the last commit is on its way, no other lane of the process gets further.
  let isOver = false;
  const query = async (real: (...given: unknown[]) => unknown, given: unknown[]) => {
    if (told.dead || isOver) throw new Died();
    const isCommit = given[0] === (death?.of ?? 'commit');
    if (isCommit) told.commits += 1;
    const dies = isCommit && death !== null && told.commits === death.at;
    if (dies && death.when === 'before') {
      told.dead = true;
      throw new Died();
    }
    isOver = dies;
    const result = await (real(...given) as Promise<unknown>);
    if (dies) {
      told.dead = true;
      throw new Died();
    }
    return result;
  };
  const dying = new Proxy(pool, {
    get: (target, name) => {
      if (name === 'query') {
        return (...given: unknown[]) => query(target.query.bind(target), given);
      }
      if (name === 'connect') {
        return async () => {
          if (told.dead) throw new Died();
          const client = await target.connect();
          return new Proxy(client, {
            get: (own, key) => {
              // A dead process does not roll back: its connection is simply gone.
              if (key === 'query') {
                return (...given: unknown[]) => query(own.query.bind(own), given);
              }
              if (key === 'release') {
                return () => {
                  own.release(told.dead);
                };
              }
              return Reflect.get(own, key) as unknown;
            },
          });
        };
      }
      return Reflect.get(target, name) as unknown;
    },
  });
  return { pool: dying, told };
}

/** A busy machine notices late that a connection is gone. */
const BURIAL = { timeout: 30_000, interval: 20 };

/** How the runs of a suite are worked on by processes that die. */
export function doomed(suite: Bench, own: Pick<Runs, 'deps' | 'works'>) {
  /** Works on the run until it rests, or its process dies. */
  async function workOn(
    run: string,
    at: number,
    death: Death | null,
  ): Promise<{ readonly commits: number; readonly dead: boolean }> {
    const { pool, told } = dyingPool(suite.app, death);
    const options = { signal: new AbortController().signal, beat: () => undefined };
    try {
      for (let n = 0; n < 100; n += 1) {
        const parts = { ...own.deps(), pool };
        const { waitSeconds } = await stepRun(parts, own.works, { run, at }, options);
        if (waitSeconds !== 0) break;
      }
    } catch (error) {
      if (!told.dead) throw error;
    }
    return told;
  }

  /** What the dead one held, the database has let go of: until then a sound one waits, as it should. */
  async function buried(): Promise<void> {
    await vi.waitFor(async () => {
      const { rows } = await suite.owner.query(
        `select from pg_locks
          where database = (select oid from pg_database where datname = current_database())
            and locktype = 'relation' and mode in ('RowShareLock', 'RowExclusiveLock')
            and pid <> pg_backend_pid()`,
      );
      expect(rows).toHaveLength(0);
    }, BURIAL);
  }

  /** Dies there, whatever it was at; a sound process goes on. */
  async function dieAndGoOn(run: string, at: number, death: Death): Promise<void> {
    expect(await workOn(run, at, death)).toEqual({ commits: death.at, dead: true });
    await buried();
    expect(await workOn(run, at, null)).toMatchObject({ dead: false });
  }

  return { workOn, dieAndGoOn };
}

/** Before and after every commit of a course that has so many. */
export function deaths(commits: number): readonly Death[] {
  return Array.from({ length: commits }, (_, index) => index + 1).flatMap((at) => [
    { at, when: 'before' as const },
    { at, when: 'after' as const },
  ]);
}
