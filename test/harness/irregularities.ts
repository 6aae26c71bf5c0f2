/** The legality sweep and the cases it begins, over an office of a suite. */
import { createOffices } from '../../activities/offices.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { stepRun } from '../../activities/runs/step.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { startRun } from '../../src/db/runs.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { acting } from '../db/fixtures.ts';
import { breaches, type Holder } from './breaches.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from './office.ts';

const STEPS_MAX = 12;

/** Call it once at the top of a suite. */
export function irregularities(
  place: Office,
  world: Pick<ReturnType<typeof breaches>, 'holder' | 'relay'> = breaches(place),
) {
  /** Ended, and its plan forgotten: what no door of the product lets happen. */
  async function plant(who: Holder): Promise<void> {
    await place.db.owner.query(
      `update agreement set state = 'terminated', moves = moves + 1, since = '2026-09-01',
              ended_on = '2026-09-01', state_case = case_id where id = $1`,
      [who.agreement],
    );
  }

  async function mend(who: Holder): Promise<void> {
    await place.db.owner.query('update plan set active = false where account = $1', [who.account]);
  }

  /** The night's sweep. @returns its id */
  async function sweep(at = Date.now()): Promise<string> {
    const deps = {
      ...{ pool: place.pool, secrets: place.secrets, offices: createOffices(place.pool) },
      personKeys: createPersonKeys(place.secrets.center),
      bank: {} as BankClient,
    };
    const by = acting('zhou-zhuguan', 'supervisor');
    const asked = { kind: 'legality-sweep', center: '210100', on: dateAt(at), by };
    const run = await startRun(place.db.api, asked);
    const options = { signal: new AbortController().signal, beat: () => undefined };
    let state = '';
    for (let steps = 0; state !== 'done' && steps < STEPS_MAX; steps += 1) {
      ({ state } = await stepRun(deps, RUN_WORKS, { run, at }, options));
    }
    return run;
  }

  const found = (run: string) =>
    place.ask<{ subject: string; verdict: string; reason: string | null }>(
      'select subject, verdict, reason from run_item where run = $1 order by n',
      run,
    );

  const irregularityOf = async (caseId: string) => {
    const [row] = await place.ask<Record<string, unknown>>(
      'select * from irregularity where case_id = $1',
      caseId,
    );
    return row;
  };

  /** Somebody whose agreement is over and whose plan is not, and the case about it. */
  async function begun() {
    const who = await world.holder();
    await plant(who);
    await sweep();
    const [row] = await place.ask<{ case_id: string }>(
      'select case_id from irregularity where account = $1 order by found_on desc limit 1',
      who.account,
    );
    const caseId = row?.case_id ?? '';
    await delivered();
    await place.until(caseId, 'to examine');
    return { who, caseId };
  }

  async function delivered(): Promise<void> {
    for (let n = 0; n < 3; n += 1) await world.relay();
  }

  const explain = (caseId: string, by = SUPERVISOR) =>
    place.act(caseId, 'explain', { reason: '核对原始凭证，登记无误' }, by);
  const confirm = (caseId: string, by = SECOND_SUPERVISOR) =>
    place.act(caseId, 'confirm', { reason: '对照凭证属实' }, by);

  return { world, plant, mend, sweep, found, irregularityOf, begun, delivered, explain, confirm };
}
