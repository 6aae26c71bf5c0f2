/** A worker that is killed between its commit and its answer, and a database that is away. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { application, type Applicant } from '../builders.ts';
import { workflowBundle } from '../harness/bundle.ts';
import { databaseAway } from '../harness/database-away.ts';
import { office } from '../harness/office.ts';
import { startWorkerProcess } from '../harness/worker-process.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' });

/** Runs a story on a worker that is killed after it has written that event; another one goes on. */
async function killedAfter<T>(
  kind: string,
  act: () => Promise<T>,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  await place.stopWorker();
  const { died } = await startWorkerProcess({
    address: place.temporal.address,
    namespace: place.temporal.namespace,
    taskQueue: place.temporal.taskQueue,
    databaseUrl: place.db.urls.app,
    secrets,
    outside: place.outside(),
    ...(await workflowBundle()),
    diesAfter: kind,
  });
  const acted = act();
  expect(await died).toBe('SIGKILL');
  await meanwhile();
  await place.startWorker();
  return acted;
}

const kinds = async (caseId: string, kind: string) =>
  (await place.events(caseId)).filter((one) => one === kind);

describe('a worker that is killed', () => {
  it('after it has recorded the case: the applicant hears the number, of one case', async () => {
    const { caseId, number } = await killedAfter('case-received', () => place.apply());
    expect((await place.row(caseId)).number).toBe(number);
    await place.until(caseId, 'awaiting signature');
    expect(await kinds(caseId, 'case-received')).toHaveLength(1);
  });

  it('after it has opened the account: there is one account, one mandate asked for and one notice', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const standing = await killedAfter('account-opened', () => place.sign(caseId));
    expect(standing.stage).toBe('opened');
    const accounts = 'select number from account where opened_by_case = $1';
    expect(await place.ask(accounts, caseId)).toHaveLength(1);
    expect(await kinds(caseId, 'account-opened')).toHaveLength(1);
    const sent = 'select kind from outbox where case_id = $1 order by kind';
    expect(await place.ask(sent, caseId)).toEqual([{ kind: 'mandate-sign' }, { kind: 'notice' }]);
    expect(await place.handle(caseId).result()).toBe('opened');
  });

  it('after it has decided: the books are believed, though the platform is down by then', async () => {
    const person: Applicant = await place.world.person();
    const { caseId } = await killedAfter(
      'agreement-offered',
      () => place.apply(person),
      () => place.world.breaks('national', 'down', { person }),
    );
    await place.until(caseId, 'awaiting signature');
    expect(await kinds(caseId, 'check-failed')).toEqual([]);
    expect(await kinds(caseId, 'agreement-offered')).toHaveLength(1);
    await place.sign(caseId);
    await place.until(caseId, 'opened');
  });

  it('after a correction: it is written once, and what follows rests on it', async () => {
    const person = await place.world.person({ fraudFlag: true });
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'in review');
    const files = { 'identity-document': await place.upload() };
    const given = application({ ...person, files }, { district: '210103' });
    const content = { reason: '区县录错', application: given };
    await killedAfter('corrected', () => place.act(caseId, 'correct', content));
    await place.until(caseId, 'in review');
    expect(await kinds(caseId, 'corrected')).toHaveLength(1);
    const forms = 'select version from form_content where case_id = $1';
    expect(await place.ask(forms, caseId)).toHaveLength(2);
  });
});

describe('a database that is away', () => {
  it('holds an act back until it is written, and then it is written once', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const agreementHash = await place.agreementHash(caseId);
    const file = await place.upload();
    const database = databaseAway(place);
    await database.goes();
    let answered = false;
    const content = { by: 'counter', agreementHash, file, termsExplained: true };
    const signing = place.act(caseId, 'sign', content).then((standing) => {
      answered = true;
      return standing;
    });
    try {
      await delay(2_500);
      expect(answered).toBe(false);
      const { raw } = await place.handle(caseId).describe();
      expect(raw.pendingActivities).toMatchObject([{ activityType: { name: 'commit' } }]);
    } finally {
      await database.isBack();
    }
    expect((await signing).stage).toBe('opened');
    expect(await kinds(caseId, 'account-opened')).toHaveLength(1);
  });
});
