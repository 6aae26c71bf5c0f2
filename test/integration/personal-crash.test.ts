/** Workers killed after every commit of a change of data: it is written once, both phones are told once. */
import { expect, it, vi } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { idNumber } from '../builders.ts';
import { killedAtEach } from '../harness/doomed.ts';
import { CLERK, office } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' });
const own = personal(place);
const LIMIT_MS = 300_000;
const POLL = { timeout: 150_000, interval: 50 };

const reaches = (caseId: string, stage: string) =>
  vi.waitFor(async () => {
    expect((await place.row(caseId)).stage).toBe(stage);
  }, POLL);

it(
  'workers killed at every commit: one change, one new document, one message to each phone',
  async () => {
    const who = await own.leaver();
    const document = { type: 'resident-id', number: idNumber() };
    const form = await own.form(who, { document, phone: '13900000601' });
    let caseId = '';
    const story = async () => {
      ({ caseId } = await place.start('personal-change', form, CLERK));
      await reaches(caseId, 'in review');
      // A worker that has just come up may still stand where it last knew the case: one tries again.
      await vi.waitFor(() => own.review(caseId), POLL);
      await reaches(caseId, 'changed');
    };
    const kinds = ['personal-change-asked', 'personal-change-in-review', 'personal-data-changed'];
    expect(await killedAtEach(place, secrets, { kinds, story })).toBe(kinds.length);
    expect(await place.handle(caseId).result()).toBe('changed');
    expect(await own.history(who)).toHaveLength(1);
    expect((await own.holder(who)).documents.map(({ number }) => number)).toEqual([
      ...[document.number, who.applicant.number],
    ]);
    const notices = await place.ask(
      `select key from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    expect(notices).toHaveLength(2);
  },
  LIMIT_MS,
);
