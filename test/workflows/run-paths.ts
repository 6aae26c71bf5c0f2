/**
 * Every course a run can take, and what the clock's own workflow does, as short stories beside those
 * of the cases: recorded and replayed like them.
 */
import { RUN_TASK_QUEUE, runWorkflowId, type RunKindName } from '../../src/cases/runs.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import type { Office } from '../harness/office.ts';
import { CENTER, today, type RunOffice } from '../harness/runs.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';

export interface RunPlace {
  readonly place: Office;
  readonly office: RunOffice;
}

/** @returns the id of the workflow whose history tells the path */
export type RunPath = (at: RunPlace) => Promise<string>;

const DAY_MS = 86_400_000;
/** Longer than a run sleeps before it asks the bank again. */
const SLEEP_MS = 30_000;

const workflowOf = ({ place }: RunPlace, run: string) =>
  place.temporal.client.workflow.getHandle(runWorkflowId(run));

/** Delivers what an act of a person left, and waits until the run sleeps again. */
async function rests(at: RunPlace, run: string): Promise<void> {
  await at.office.relay();
  await at.place.temporal.clock.untilIdle(workflowOf(at, run));
}

async function ended({ office }: RunPlace, run: string, state = 'done'): Promise<string> {
  await office.reaches(run, state);
  return runWorkflowId(run);
}

async function bankTakes({ place }: RunPlace, bankDelayMs: number): Promise<void> {
  const response = await fetch(`${place.outside()}/control/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bankDelayMs }),
  });
  if (!response.ok) throw new Error(`the bank answered ${response.status}`);
}

async function bankPays({ place }: RunPlace): Promise<void> {
  await place.db.owner.query('update sim.bank_instruction set due_at = now()');
}

/** The list of a collection, in a center where a second supervisor approves it. */
async function previewed({ place, office }: RunPlace): Promise<string> {
  await place.db.owner.query(
    `update figure set value = 'supervisor' where name = 'collection-approval'`,
  );
  const run = await office.begin('collection', today());
  await office.reaches(run, 'previewed');
  return run;
}

/** A collection whose list is approved and whose debits are at the bank, which takes its time. */
async function atTheBank(at: RunPlace): Promise<string> {
  const { office, place } = at;
  await bankTakes(at, DAY_MS);
  await office.contributor();
  const run = await previewed(at);
  await office.act(run, 'approve');
  await rests(at, run);
  const [row] = await place.ask<{ sent: number }>('select sent from run where id = $1', run);
  if (row?.sent !== 1) throw new Error('the bank was told nothing');
  return run;
}

/** An account that earned interest in the year that is settled. */
async function saver({ place, office }: RunPlace): Promise<void> {
  const { account } = await office.contributor();
  const opening = takeover(account, '36000.00', { valueDate: on('2025-12-31') });
  await inTransaction(place.pool, (tx) => recordJournals(tx, CENTER, [opening]), {
    isolation: 'read committed',
  });
}

/** An account that has been empty for longer than it may: the case that closes it begins. */
async function emptyAccount({ place, office }: RunPlace): Promise<void> {
  const { account } = await office.contributor();
  await place.db.owner.query(
    'update account set activated_in = $2, paid_to = $2 where number = $1',
    [account, addToMonth(monthOf(today()), -9)],
  );
}

const RUN: Readonly<Record<string, RunPath>> = {
  'collection-paid': async (at) => {
    const run = await atTheBank(at);
    await bankPays(at);
    // It asks the bank again when its sleep is over.
    await at.place.temporal.clock.fastForward(workflowOf(at, run), SLEEP_MS);
    return ended(at, run);
  },
  'collection-woken': async (at) => {
    const run = await atTheBank(at);
    await bankPays(at);
    await at.office.act(run, 'wake');
    return ended(at, run);
  },
  'stopped-and-resumed': async (at) => {
    const run = await atTheBank(at);
    await at.office.act(run, 'stop');
    await rests(at, run);
    await bankPays(at);
    await at.office.act(run, 'resume');
    return ended(at, run);
  },
  'cancelled-before-approval': async (at) => {
    const run = await previewed(at);
    await at.office.act(run, 'cancel');
    await rests(at, run);
    return ended(at, run, 'cancelled');
  },
  'cancelled-while-preparing': async (at) => {
    // The statement of today is there when today is over.
    const run = await at.office.begin('reconciliation', today());
    await rests(at, run);
    await at.office.act(run, 'cancel');
    await rests(at, run);
    return ended(at, run, 'cancelled');
  },
  settlement: async (at) => {
    await saver(at);
    const run = await at.office.begin('interest-settlement', '2026-06-30');
    await at.office.reaches(run, 'previewed');
    await at.office.act(run, 'approve');
    return ended(at, run);
  },
  'dormancy-approved': async (at) => {
    await emptyAccount(at);
    const run = await at.office.begin('dormancy-sweep', today());
    await at.office.reaches(run, 'previewed');
    await at.office.act(run, 'approve');
    return ended(at, run);
  },
  'without-approval': async (at) =>
    ended(at, await at.office.begin('reconciliation', addDays(today(), -1))),
};

/** Strikes once, as the Schedule of that kind does it. @returns the run that began; null: none */
async function struck({ place }: RunPlace, kind: RunKindName, workflowId: string) {
  const { workflow } = place.temporal.client;
  const options = { workflowId, taskQueue: RUN_TASK_QUEUE, args: [{ kind, center: CENTER }] };
  const begun: unknown = await workflow.execute('dueRun', options);
  return begun;
}

const DUE_RUN: Readonly<Record<string, RunPath>> = {
  due: async (at) => {
    const workflowId = `due/breach-search/${CENTER}`;
    if ((await struck(at, 'breach-search', workflowId)) === null) throw new Error('nothing is due');
    return workflowId;
  },
  'nothing-due': async (at) => {
    const workflowId = `due/legality-sweep/${CENTER}`;
    await struck(at, 'legality-sweep', workflowId);
    if ((await struck(at, 'legality-sweep', workflowId)) !== null) throw new Error('due twice');
    return workflowId;
  },
};

/** By workflow and path. */
export const RUN_PATHS: Readonly<Record<string, RunPath>> = {
  ...named('run', RUN),
  ...named('due-run', DUE_RUN),
};

function named(workflow: string, paths: typeof RUN): Record<string, RunPath> {
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [`${workflow}.${name}`, path]),
  );
}
