/** A run whose process dies at any commit, before it or after it: nothing is lost, nothing is doubled. */
import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { stepRun } from '../../activities/runs/step.ts';
import { bench } from '../db/fixtures.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { bankDouble, type BankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
let bank: BankDouble;
const { start, act, row, deps } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
beforeEach(() => {
  bank = bankDouble();
});

/** The process is gone: whatever it still tries fails. */
class Died extends Error {
  override readonly name = 'Died';
}

interface Death {
  /** At which commit, counted from 1. */
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A pool of a process that dies at a commit; `commits` tells how many there were. */
function dyingPool(pool: pg.Pool, death: Death | null) {
  const told = { commits: 0, dead: false };
  const query = async (real: (...given: unknown[]) => unknown, given: unknown[]) => {
    if (told.dead) throw new Died();
    const isCommit = given[0] === 'commit';
    if (isCommit) told.commits += 1;
    const dies = isCommit && death !== null && told.commits === death.at;
    if (dies && death.when === 'before') {
      told.dead = true;
      throw new Died();
    }
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

/** Works on the run until it rests, or its process dies. @returns how many commits there were */
async function workOn(run: string, at: number, death: Death | null): Promise<number> {
  const { pool, told } = dyingPool(suite.app, death);
  const options = { signal: new AbortController().signal, beat: () => undefined };
  try {
    for (let n = 0; n < 100; n += 1) {
      const parts = { ...deps(), pool };
      const { waitSeconds } = await stepRun(parts, RUN_WORKS, { run, at }, options);
      if (waitSeconds !== 0) break;
    }
  } catch (error) {
    if (!told.dead) throw error;
  }
  return told.commits;
}

const DEATHS = Array.from({ length: 7 }, (_, index) => index + 1).flatMap((at) => [
  { at, when: 'before' as const },
  { at, when: 'after' as const },
]);

describe('a collection', () => {
  const instant = Date.parse('2026-11-16T10:00:00+08:00');
  let people: Contributor[];
  let run: string;
  beforeEach(async () => {
    await suite.owner.query('update plan set active = false');
    await suite.owner.query('truncate bank_cursor');
    people = [];
    for (let n = 0; n < 3; n += 1) {
      people.push(await contributor(suite, { paidTo: '2026-10', debitDay: 16 }));
    }
    run = await start('collection', '2026-11-16');
  });

  async function expectPaidOnce(): Promise<void> {
    for (const one of people) {
      expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
      const { rows } = await suite.owner.query(
        'select month from contribution where account = $1',
        [one.account],
      );
      expect(rows).toEqual([{ month: '2026-11' }]);
    }
    expect(await row(run)).toMatchObject({
      state: 'done',
      done: 3,
      done_amount: '2400.00',
      sent: 0,
    });
    expect(bank.sendings()).toBe(3);
  }

  const answerAll = () => {
    for (const one of people) bank.pay(debitKey(one, '2026-11'), '2026-11-16');
  };

  it('has this many commits, all of which are died at below', async () => {
    const out = await workOn(run, instant, null);
    answerAll();
    const back = await workOn(run, instant, null);
    expect(Math.max(out, back)).toBeLessThanOrEqual(7);
    await expectPaidOnce();
  });

  it.each(DEATHS)('dies $when commit $at on its way to the bank', async (death) => {
    await workOn(run, instant, death);
    await workOn(run, instant, null);
    answerAll();
    await workOn(run, instant, null);
    await expectPaidOnce();
  });

  it.each(DEATHS.slice(0, 6))('dies $when commit $at over the answers', async (death) => {
    await workOn(run, instant, null);
    answerAll();
    await workOn(run, instant, death);
    await workOn(run, instant, null);
    await expectPaidOnce();
  });
});

describe('a settlement', () => {
  const instant = Date.parse('2026-07-01T00:30:00+08:00');

  it.each(DEATHS.slice(0, 6))('dies $when commit $at, and credits once', async (death) => {
    const account = await newAccount(suite);
    await record(suite, [takeover(account, '36000.00', { valueDate: on('2026-01-01') })]);
    const run = await start('interest-settlement', '2026-06-30');
    await workOn(run, instant, death);
    await workOn(run, instant, null);
    await act(run, 'approve');
    await workOn(run, instant, death);
    await workOn(run, instant, null);
    // 36,000.00 over 180 days of 360 at 1.5 %.
    expect((await balanceOf(suite, account)).amount).toBe('36270.00');
    expect(await row(run)).toMatchObject({ state: 'done', done: 1, failed: 0 });
  });
});
