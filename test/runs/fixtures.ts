/** Runs driven by hand, on a suite's database: each step as the workflow would ask for it. */
import { askUnanswered } from '../../activities/asking.ts';
import { createOffices } from '../../activities/offices.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import type { EngineReader, RunDeps } from '../../activities/runs/kind.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { stepRun, type RunWorks, type Stood } from '../../activities/runs/step.ts';
import { actOnRun, startRun, strikeItems } from '../../src/db/runs.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { acting, CENTER, NOW, type Bench } from '../db/fixtures.ts';

const ENOUGH = 10_000;

export interface Runs {
  /** Starts one as a supervisor. @returns its id */
  readonly start: (kind: string, on: string, by?: string) => Promise<string>;
  /** One step. */
  readonly step: (run: string, at?: number) => Promise<Stood>;
  /** Steps until it waits for somebody, for a time, or has ended. */
  readonly drive: (run: string, at?: number) => Promise<Stood>;
  /** What the worker asks the bank beside the runs, by the list and by each key. @returns how much came of it */
  readonly ask: (at: number) => Promise<number>;
  readonly act: (run: string, action: string, by?: string) => Promise<number>;
  readonly strike: (run: string, items: readonly number[], back?: boolean) => Promise<number>;
  readonly row: (run: string) => Promise<Record<string, unknown>>;
  readonly items: (run: string) => Promise<readonly Record<string, unknown>[]>;
  readonly events: (run: string) => Promise<readonly string[]>;
  readonly deps: () => RunDeps;
  readonly works: RunWorks;
}

/** Everything but the bank stands; a suite that needs it brings its client. */
export function runs(
  suite: Bench,
  more: { works?: RunWorks; bank?: () => BankClient; engine?: EngineReader } = {},
): Runs {
  const works = more.works ?? RUN_WORKS;
  let offices: ReturnType<typeof createOffices> | undefined;
  const deps = (): RunDeps => {
    offices ??= createOffices(suite.app);
    const { secrets, personKeys, app: pool } = suite;
    const bank = more.bank?.() ?? (NO_BANK as BankClient);
    return {
      pool,
      secrets,
      personKeys,
      offices,
      bank,
      ...(more.engine && { engine: more.engine }),
    };
  };
  const row = async (run: string) => {
    const { rows } = await suite.api.query('select * from run where id = $1', [run]);
    return rows[0] as Record<string, unknown>;
  };
  const step: Runs['step'] = (run, at = NOW) =>
    stepRun(
      deps(),
      works,
      { run, at },
      {
        signal: new AbortController().signal,
        beat: () => undefined,
      },
    );
  return {
    deps,
    works,
    row,
    step,
    start: (kind, on, by = 'sun') =>
      startRun(suite.api, { kind, center: CENTER, on, by: acting(by, 'supervisor') }),
    drive: async (run, at = NOW) => {
      for (let n = 0; n < ENOUGH; n += 1) {
        const stood = await step(run, at);
        if (stood.waitSeconds !== 0) return stood;
      }
      throw new Error('the run never comes to rest');
    },
    ask: (at) => askUnanswered(deps(), { at, signal: new AbortController().signal, byKey: true }),
    act: async (run, action, by = 'zhou') => {
      const { version, digest } = await row(run);
      return actOnRun(suite.api, {
        ...{ run, action, version: version as number, digest: digest as string | null },
        ...{ reason: action === 'approve' ? null : '按计划', by: acting(by, 'supervisor') },
      });
    },
    strike: async (run, items, back = false) => {
      const { version } = await row(run);
      const by = acting('zhou', 'supervisor');
      return strikeItems(suite.api, {
        ...{ run, items, back, by, reason: '本人来电' },
        version: version as number,
      });
    },
    items: async (run) => {
      const { rows } = await suite.api.query<Record<string, unknown>>(
        `select n, subject, account, verdict, reason, amount, detail, state, outcome, journal
           from run_item where run = $1 order by n`,
        [run],
      );
      return rows;
    },
    events: async (run) => {
      const { rows } = await suite.owner.query<{ kind: string }>(
        `select kind from event where public->>'run' = $1 order by id`,
        [run],
      );
      return rows.map(({ kind }) => kind);
    },
  };
}

const NO_BANK: Partial<BankClient> = {};

/** The figures that come with the code, as a center begins with them. */
export async function shippedFigures(suite: Bench): Promise<void> {
  for (const { center, district, name, value, from, to, document } of SHIPPED_FIGURES) {
    await suite.owner.query(
      `insert into figure (center, district, name, value, valid_from, valid_to,
         document_number, proposed_by, approved_by)
       values ($1, $2, $3, $4, $5, $6::date - 1, $7, 'sun', 'zhou')
       on conflict do nothing`,
      [center, district, name, value, from, to, document],
    );
  }
}
