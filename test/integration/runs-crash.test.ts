/** Workers of runs killed after every event: nobody pays twice, nobody is credited twice, nothing is missing. */
import { expect, it } from 'vitest';
import { RUN_TASK_QUEUE, runWorkflowId, WAKE_RUN } from '../../src/cases/runs.ts';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { findRun } from '../../src/db/runs.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { runKilledAtEach, type Killed } from '../harness/doomed-runs.ts';
import { office } from '../harness/office.ts';
import { CENTER, runOffice, today } from '../harness/runs.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), ownNamespace: true });
const { contributor, relay, begin, act, reaches, startRuns, balance } = runOffice(place);
const LIMIT_MS = 600_000;
const FIRST = on('2025-01-01');

/** Drives it by workers that die; whoever must approve does so when the list is there. */
async function killed(run: string): Promise<Killed> {
  const { client } = place.temporal;
  const workflowId = runWorkflowId(run);
  // As the outbox does it, with a shorter wait for whoever took a task and died.
  await client.workflow.signalWithStart('run', {
    ...{ workflowId, taskQueue: RUN_TASK_QUEUE, args: [{ run }], signal: WAKE_RUN },
    workflowTaskTimeout: '2 seconds',
  });
  const handle = client.workflow.getHandle(workflowId);
  const told = await runKilledAtEach(place, secrets, {
    handle,
    meanwhile: async () => {
      if ((await findRun(place.pool, run))?.state === 'previewed') await act(run, 'approve');
      await relay();
    },
  });
  expect(await handle.result()).toBe('done');
  // Whoever wrote down any of these was dead the next moment.
  const events = (await handle.fetchHistory()).events ?? [];
  const tasks = events.filter((event) => event.workflowTaskCompletedEventAttributes);
  const steps = events.filter((event) => event.activityTaskCompletedEventAttributes);
  expect([tasks.length, steps.length]).toEqual([told.tasks, told.steps]);
  return told;
}

/** What a run left, in an order that does not depend on who was faster. */
async function left(run: string, accounts: readonly string[]) {
  const [row] = await place.ask(
    `select state, items, done, refused, failed, sent, done_amount, amount = done_amount as whole
       from run where id = $1`,
    run,
  );
  const journals = await place.ask(
    `select kind, count(*)::integer from journal where run = $1 group by kind order by kind`,
    run,
  );
  const events = await place.ask<{ kind: string }>(
    `select kind from event where public->>'run' = $1 order by kind`,
    run,
  );
  const months = await place.ask<{ month: string }>(
    `select c.month from contribution c join journal j on j.id = c.journal
      where j.run = $1 order by c.month`,
    run,
  );
  const balances = await Promise.all(accounts.map(balance));
  return { row, journals, events, months, balances };
}

const setDelay = (bankDelayMs: number) =>
  fetch(`${place.outside()}/control/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bankDelayMs }),
  });

async function calmly(run: string): Promise<void> {
  const stop = await startRuns();
  const approved = run.startsWith('interest');
  if (approved) await reaches(run, 'previewed');
  if (approved) await act(run, 'approve');
  await reaches(run, 'done');
  await stop();
}

it('a collection: everybody is debited once, for one month', { timeout: LIMIT_MS }, async () => {
  const pair = async () => [(await contributor()).account, (await contributor()).account];
  const [calm, people] = [await pair(), await pair()];
  await place.db.owner.query('update plan set active = false where account = any ($1)', [people]);
  const before = await begin('collection', today());
  await calmly(before);
  await place.db.owner.query('update plan set active = true where account = any ($1)', [people]);
  await setDelay(40_000);
  const run = await begin('collection', today());
  const told = await killed(run);
  await setDelay(0);
  expect(told.unheard).toEqual(['working 0', 'working 20', 'done null']);
  expect(told.steps).toBeGreaterThanOrEqual(2);
  expect(await left(run, people)).toEqual(await left(before, calm));
  expect(await left(run, people)).toMatchObject({
    row: { state: 'done', done: 2, failed: 0, sent: 0, done_amount: '1600.00', whole: true },
    journals: [{ kind: 'contribution', count: 2 }],
    balances: ['800.00', '800.00'],
  });
});

it('a settlement: everybody is credited once', { timeout: LIMIT_MS }, async () => {
  const { account } = await contributor();
  await inTransaction(
    place.pool,
    (tx) => recordJournals(tx, CENTER, [takeover(account, '36000.00', { valueDate: FIRST })]),
    { isolation: 'read committed' },
  );
  const before = await begin('interest-settlement', '2025-06-30');
  await calmly(before);
  // 180 days of 360 at 1.5 %.
  expect(await balance(account)).toBe('36270.00');
  const shape = await left(before, []);
  const run = await begin('interest-settlement', '2026-06-30');
  const told = await killed(run);
  expect(told.unheard).toEqual(['previewed null', 'done null']);
  // 365 days of it, and 364 of the 270.00: 547.50 and 4.095.
  expect(await balance(account)).toBe('36821.60');
  const now = await left(run, []);
  expect(now.row).toMatchObject({ state: 'done', failed: 0, whole: true });
  expect(now.events).toEqual(shape.events);
  const doubled = await place.ask(
    `select account, source from settlement where settled_on in ('2025-06-30', '2026-06-30')
      group by account, source, settled_on having count(*) > 1`,
  );
  expect(doubled).toEqual([]);
});
