/**
 * Every path a case can take and every stage in which it can wait, as short stories: what they leave
 * behind in the engine is recorded and replayed.
 */
import { createTemporalRepairs } from '../../src/api/repair/temporal-repairs.ts';
import { LOOK_AGAIN } from '../../src/cases/messages.ts';
import { application, idNumber } from '../builders.ts';
import { AGREEMENT_CHANGE, BREACH } from './paths-agreements.ts';
import { DORMANT_CLOSING } from './paths-dormancy.ts';
import { DEATH_PATHS } from './death-paths.ts';
import { EXIT_PATHS } from './exit-paths.ts';
import { HOLD } from './paths-holds.ts';
import { EXIT_AFTER_CHANGE, PERSONAL_PATHS, WITHDRAWAL_AFTER_CHANGE } from './personal-paths.ts';
import { CONVERSION_TO_EMPLOYEE } from './paths-employment.ts';
import { CONVERSION_TO_FLEXIBLE, RESUMPTION } from './paths-take-up.ts';
import { IRREGULARITY } from './paths-irregularities.ts';
import type { Path } from './path.ts';
import {
  actor,
  BANK,
  REVIEWER,
  SECOND_SUPERVISOR,
  SUPERVISOR,
  type Office,
} from '../harness/office.ts';
import { CHANGE_PATHS } from './change-paths.ts';
import { CLOSING_PATHS } from './closing-paths.ts';
import { WITHDRAWAL_PATHS } from './withdrawal-paths.ts';

const REASON = { reason: '说明' };
const RETURN = { reasonCode: 'other', reason: '事由另附' } as const;
const SEALED = { center: '110100', state: 'sealed' } as const;
const NORMAL = { center: '110100', state: 'normal' } as const;

async function at(place: Office, stage: string, application: Promise<{ caseId: string }>) {
  const { caseId } = await application;
  await place.until(caseId, stage);
  return caseId;
}

const offered: Path = (place) => at(place, 'awaiting signature', place.apply());

const incomplete: Path = (place) =>
  at(place, 'incomplete', place.apply({}, { contribution: undefined }));

const deferred: Path = async (place) => {
  const person = await place.world.person({ accounts: [NORMAL] });
  return at(place, 'deferred', place.apply(person));
};

const inReview: Path = async (place) =>
  at(place, 'in review', place.apply(await place.world.person({ fraudFlag: true })));

const refused: Path = (place) => at(place, 'refused', place.apply({}, { drawsPension: true }));

const parked: Path = async (place) => {
  const person = await place.world.person();
  await place.world.breaks('national', 'down', { person });
  return at(place, 'needs attention', place.apply(person));
};

async function sideBySide(place: Office): Promise<readonly [string, string]> {
  const number = idNumber();
  const first = await at(place, 'awaiting signature', place.apply({ number }));
  return [first, await at(place, 'contested', place.apply({ number }))];
}

async function form(place: Office, number: string) {
  return application({ number, files: { 'identity-document': await place.upload() } });
}

async function enterAnswer(place: Office, caseId: string): Promise<void> {
  const found = { accounts: [], loans: [], fraudFlag: false, bans: [] };
  await place.act(caseId, 'enter-answer', {
    ...REASON,
    system: 'national',
    serial: 'GJ-1',
    file: await place.upload(),
    queriedAt: new Date((await place.now(caseId)) - 60_000).toISOString(),
    national: { nameMatches: true, documentMatches: true, ...found },
  });
}

/** A failed attempt in between takes nothing away. */
const confirmedAfterRetry: Path = async (place) => {
  const caseId = await parked(place);
  await enterAnswer(place, caseId);
  await place.pass(caseId, 'parked');
  await place.until(caseId, 'needs attention');
  await place.act(caseId, 'confirm-answer', REASON, SUPERVISOR);
  return at(place, 'awaiting signature', Promise.resolve({ caseId }));
};

const OPENING: Readonly<Record<string, Path>> = {
  'confirmed-after-retry': confirmedAfterRetry,
  opened: async (place) => {
    const caseId = await offered(place);
    await place.sign(caseId);
    return caseId;
  },
  'opened-after-new-answers': async (place) => {
    const caseId = await offered(place);
    await place.days(caseId, 9);
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    return caseId;
  },
  lapsed: async (place) => {
    const caseId = await offered(place);
    await place.pass(caseId, 'signature', -24 * 3_600_000);
    await place.pass(caseId, 'signature');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  'to-convert': (place) => at(place, 'to convert', place.apply(place.world.demo('local-sealed'))),
  'finally-refused': async (place) => {
    const caseId = await refused(place);
    await place.pass(caseId, 'review-window');
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await deferred(place);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  discontinued: async (place) => {
    const [, second] = await sideBySide(place);
    await place.act(second, 'verdict', { ...REASON, verdict: 'duplicate' }, REVIEWER);
    return second;
  },
  'followed-another-case': async (place) => {
    const [first, second] = await sideBySide(place);
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    await place.act(first, 'withdraw', REASON);
    await place.handle(second).signal('claimFree');
    await place.until(second, 'awaiting signature');
    await place.sign(second);
    return second;
  },
  supplemented: async (place) => {
    const caseId = await incomplete(place);
    await place.act(caseId, 'supplement', { application: await form(place, idNumber()) });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  'supplement-expired': async (place) => {
    const caseId = await incomplete(place);
    await place.pass(caseId, 'supplement');
    await place.until(caseId, 'not accepted');
    await place.pass(caseId, 'review-window');
    return caseId;
  },
  'sealed-on-the-fourth-day': async (place) => {
    const person = await place.world.person({ accounts: [NORMAL] });
    const caseId = await at(place, 'deferred', place.apply(person));
    for (let day = 0; day < 3; day += 1) await place.days(caseId, 1);
    await place.world.account(person, SEALED);
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  'deferral-expired': async (place) => {
    const caseId = await deferred(place);
    await place.pass(caseId, 'seal-elsewhere');
    await place.until(caseId, 'refused');
    return caseId;
  },
  reviewed: async (place) => {
    const caseId = await inReview(place);
    const finding = { ...REASON, finding: 'fraud-flag', cleared: true };
    await place.act(caseId, 'review', finding, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  corrected: async (place) => {
    const caseId = await inReview(place);
    const content = { ...REASON, application: await form(place, idNumber()) };
    await place.act(caseId, 'correct', content);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  reconsidered: async (place) => {
    const caseId = await refused(place);
    await place.act(caseId, 'request-human-review', REASON);
    const content = { ...REASON, application: await form(place, idNumber()) };
    await place.act(caseId, 'reconsider', content, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  repaired: async (place) => {
    const person = await place.world.person();
    await place.world.breaks('national', 'down', { person });
    const caseId = await at(place, 'needs attention', place.apply(person));
    const until = new Date((await place.now(caseId)) + 3_600_000).toISOString();
    await place.act(caseId, 'wait-until', { ...REASON, until }, SUPERVISOR);
    await place.world.mends('national', person);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  'recovered-by-itself': async (place) => {
    const person = await place.world.person();
    await place.world.breaks('national', 'down', { person });
    const caseId = await at(place, 'needs attention', place.apply(person));
    await place.world.mends('national', person);
    await place.pass(caseId, 'parked');
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  'answered-by-hand': async (place) => {
    const caseId = await parked(place);
    await enterAnswer(place, caseId);
    await place.act(caseId, 'decline-answer', RETURN, SUPERVISOR);
    await enterAnswer(place, caseId);
    await place.act(caseId, 'confirm-answer', REASON, SECOND_SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
  'signed-through-a-channel': async (place) => {
    const files = { 'identity-document': await place.upload(BANK) };
    const caseId = await at(place, 'awaiting signature', place.apply({ files }, {}, BANK));
    await place.sign(caseId, BANK).catch(() => undefined);
    const content = {
      by: 'electronic',
      agreementHash: await place.agreementHash(caseId),
      signatureReference: 'ES-1',
      termsExplained: true,
    };
    await place.act(caseId, 'sign', content, BANK);
    return caseId;
  },
  'offered-in-new-words': async (place) => {
    const caseId = await offered(place);
    await place.db.owner.query(
      `update agreement set template_version = 'agreement-2026-1' where case_id = $1`,
      [caseId],
    );
    await place.sign(caseId).catch(() => undefined);
    await place.sign(caseId);
    return caseId;
  },
  'account-opened-meanwhile': async (place) => {
    const caseId = await offered(place);
    const { person } = await place.row(caseId);
    await place.db.owner.query(
      `insert into account (number, center, person, state, source, opened_on)
       values ('21010003999999999990', '210100', $1, 'normal', 'unit', '2026-01-01')`,
      [person],
    );
    await place.sign(caseId);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'handed-over': async (place) => {
    const caseId = await offered(place);
    await place.act(caseId, 'hand-over', { ...REASON, branch: 'sy-bank' }, SUPERVISOR);
    await place.sign(caseId);
    return caseId;
  },
  'waiting-handed-over': async (place) => {
    const caseId = await inReview(place);
    await place.act(caseId, 'hand-over', { ...REASON, branch: 'sy-bank' }, SUPERVISOR);
    return caseId;
  },
  'waiting-incomplete': incomplete,
  'waiting-contested': async (place) => (await sideBySide(place))[1],
  'waiting-for-another-case': async (place) => {
    const [, second] = await sideBySide(place);
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    return second;
  },
  'waiting-needs-attention': parked,
  'waiting-in-review': inReview,
  'waiting-deferred': deferred,
  'waiting-awaiting-signature': offered,
  'waiting-reminded': async (place) => {
    const caseId = await offered(place);
    await place.pass(caseId, 'signature', -24 * 3_600_000);
    return caseId;
  },
  'waiting-not-accepted': (place) =>
    at(place, 'not accepted', place.apply({}, { district: '210202' })),
  'waiting-refused': refused,
  'waiting-in-human-review': async (place) => {
    const caseId = await refused(place);
    await place.act(caseId, 'request-human-review', REASON);
    return caseId;
  },
  'renewed-after-a-year': async (place) => {
    const caseId = await inReview(place);
    await place.days(caseId, 370);
    const finding = { ...REASON, finding: 'fraud-flag', cleared: true };
    await place.act(caseId, 'review', finding, actor('reviewer', 'zhao-fuhe'));
    await place.until(caseId, 'awaiting signature');
    return caseId;
  },
};

async function proposed(place: Office): Promise<string> {
  const openingCase = await offered(place);
  await place.sign(openingCase);
  const content = { ...REASON, openingCase };
  return (await place.start('opening-reversal', content, SUPERVISOR)).caseId;
}

/** As guided repair does it: told to look again; ended by mistake and begun anew from the books. */
const REPAIRED: Readonly<Record<string, Path>> = {
  'told-to-look-again': async (place) => {
    const caseId = await offered(place);
    await place.handle(caseId).executeUpdate(LOOK_AGAIN, { args: [] });
    await place.sign(caseId);
    return caseId;
  },
  'begun-anew': async (place) => {
    const caseId = await inReview(place);
    await place.handle(caseId).terminate('a mistake');
    const { client, taskQueue } = place.temporal;
    const repairs = createTemporalRepairs(client, 10_000, taskQueue);
    const start = { caseId, type: 'account-opening', center: '210100', branch: 'sy-hall' };
    await repairs.restart({ ...start, channel: 'counter' });
    const finding = { ...REASON, finding: 'fraud-flag', cleared: true };
    await place.act(caseId, 'review', finding, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return caseId;
  },
};

const REVERSAL: Readonly<Record<string, Path>> = {
  undone: async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'approve', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'not-undone': async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'decline', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    return caseId;
  },
  'handed-over': async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'hand-over', { ...REASON, branch: 'sy-bank' }, SUPERVISOR);
    await place.act(caseId, 'decline', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'waiting-awaiting-second-person': proposed,
};

/** By case type and path; what is about an agreement in force stands in files of its own. */
export const PATHS: Readonly<Record<string, Path>> = {
  ...named('account-opening', { ...OPENING, ...REPAIRED }),
  ...named('opening-reversal', REVERSAL),
  ...named('contribution-change', CHANGE_PATHS),
  ...named('agreement-change', AGREEMENT_CHANGE),
  ...named('breach', BREACH),
  ...named('dormant-closing', DORMANT_CLOSING),
  ...named('withdrawal', {
    ...WITHDRAWAL_PATHS,
    ...WITHDRAWAL_AFTER_CHANGE,
    ...CLOSING_PATHS,
  }),
  ...named('death-payout', DEATH_PATHS),
  ...named('exit', { ...EXIT_PATHS, ...EXIT_AFTER_CHANGE }),
  ...named('personal-change', PERSONAL_PATHS),
  ...named('hold', HOLD),
  ...named('conversion-to-flexible', CONVERSION_TO_FLEXIBLE),
  ...named('resumption', RESUMPTION),
  ...named('conversion-to-employee', CONVERSION_TO_EMPLOYEE),
  ...named('irregularity', IRREGULARITY),
};

function named(type: string, paths: Readonly<Record<string, Path>>): Record<string, Path> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [`${type}.${name}`, path]));
}
