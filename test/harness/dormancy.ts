/** Empty accounts and the cases that close them, over an office of a suite. */
import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { stepRun } from '../../activities/runs/step.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { actOnRun, findRun, startRun } from '../../src/db/runs.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { today, type Applicant } from '../builders.ts';
import { acting } from '../db/fixtures.ts';
import { breaches, type Holder } from './breaches.ts';
import { SUPERVISOR, type As, type Office } from './office.ts';

const NOON_MS = 12 * 3_600_000;
const RUNS_MAX = 12;

/** A holder as the world outside knows the person. */
export function applicantOf({ number }: Pick<Holder, 'number'>): Applicant {
  return { name: '张三', type: 'resident-id', number };
}

/** Call it once at the top of a suite. */
export function dormancies(place: Office) {
  const world = breaches(place);

  async function begin(who: Holder, by: As = SUPERVISOR): Promise<string> {
    const content = { account: who.accountId, reason: '余额为零，长期未缴存' };
    return (await place.start('dormant-closing', content, by)).caseId;
  }

  /** A notice that was handed over on the day of the case. */
  async function noticed(
    who: Holder,
  ): Promise<{ readonly caseId: string; readonly until: PlainDate }> {
    const caseId = await begin(who);
    await world.serve(caseId);
    await place.until(caseId, 'noticed');
    const row = await dormancyOf(caseId);
    return { caseId, until: row?.['notice_until'] as PlainDate };
  }

  /** The sweep of a day, today's if none is named, up to its list, and what it does once that is approved. */
  async function sweep(on = today()) {
    const at = startOf(on) + NOON_MS;
    const deps = {
      ...{ pool: place.pool, secrets: place.secrets, offices: createOffices(place.pool) },
      personKeys: createPersonKeys(place.secrets.center),
      bank: {} as BankClient,
    };
    const by = acting('zhou-zhuguan', 'supervisor');
    const run = await startRun(place.db.api, { kind: 'dormancy-sweep', center: '210100', on, by });
    const options = { signal: new AbortController().signal, beat: () => undefined };
    const step = () => stepRun(deps, RUN_WORKS, { run, at }, options);
    await step();
    const items = () =>
      place.ask<{
        readonly account: string;
        readonly verdict: string;
        readonly reason: string | null;
        readonly state: string;
        readonly outcome: string | null;
        readonly detail: Readonly<Record<string, unknown>>;
      }>(
        `select account, verdict, reason, state, outcome, detail from run_item
          where run = $1 order by n`,
        run,
      );
    const approve = async () => {
      const { version, digest } = (await findRun(place.pool, run))!;
      await actOnRun(place.db.api, {
        ...{ run, action: 'approve', version, digest, reason: null },
        by: acting('sun-zhuguan', 'supervisor'),
      });
      let state = '';
      for (let steps = 0; state !== 'done' && steps < RUNS_MAX; steps += 1) {
        ({ state } = await step());
      }
    };
    return { items, approve };
  }

  /** Messages go out and are asked for until the case has heard of one. */
  const hearsOf = async (caseId: string, kind: string) => {
    await vi.waitFor(async () => {
      await place.db.owner.query(
        `update outbox set available_at = now() where delivered_at is null and case_id = $1`,
        [caseId],
      );
      await world.relay();
      if (!(await place.events(caseId)).includes(kind)) throw new Error(`no ${kind} yet`);
    }, 10_000);
    // The case is told by a message of its own.
    await world.relay();
    await place.temporal.clock.untilIdle(place.handle(caseId));
  };
  /** What did not arrive, in its order. */
  const tries = async (caseId: string) => {
    const rows = await place.ask<{ public: { way: string; next: string | null; code?: string } }>(
      `select public from event where case_id = $1 and kind = 'service-failed' order by id`,
      caseId,
    );
    return rows.map((row) => row.public);
  };
  const dormancyOf = async (caseId: string) => {
    const [row] = await place.ask<Record<string, unknown>>(
      'select * from dormancy where case_id = $1',
      caseId,
    );
    return row;
  };
  /** What the platform knows of the holder from now on. */
  const loans = ({ number }: Holder, all: readonly object[]) =>
    place.world.person(
      { accounts: [{ center: '210100', state: 'normal', source: 'flexible' }], loans: all },
      applicantOf({ number }),
    );
  /**
   * Money that stood in the account from a day to another, and was drawn: interest of 1.5 % is left. Of
   * 20000.00 in thirty days it is 25.00.
   */
  async function earned({ account }: Holder, amount = '20000.00') {
    const moves = [
      ['2026-07-10', amount],
      ['2026-08-09', `-${amount}`],
    ] as const;
    for (const [valueDate, moved] of moves) {
      const journal: Journal = {
        ...{ key: `takeover/${randomUUID()}`, kind: 'takeover', by: 'test' },
        valueDate: plainDate(valueDate),
        lines: [
          { book: 'bank', amount: negated(yuan(moved)) },
          { book: 'personal', account, source: 'flexible', amount: yuan(moved) },
        ],
      };
      await inTransaction(place.pool, (tx) => recordJournals(tx, '210100', [journal]));
    }
  }
  /** The bank has confirmed the mandate, on a day long before. */
  const carded = ({ account }: Holder) =>
    place.db.owner.query(
      `update mandate set state = 'active', bank_mandate = 'WT' || id, confirmed_on = '2026-01-10',
              under_way = null where account = $1`,
      [account],
    );
  const accountOf = async ({ account }: Holder) => {
    const [row] = await place.ask<Record<string, unknown>>(
      'select state, close_reason, closed_on from account where number = $1',
      account,
    );
    return row;
  };

  return {
    ...world,
    begin,
    noticed,
    sweep,
    loans,
    earned,
    carded,
    dormancyOf,
    accountOf,
    hearsOf,
    tries,
  };
}
