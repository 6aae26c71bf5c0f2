/**
 * Writes a change of a case: one transaction, exactly once under its key.
 *
 * Row, form, events, tasks, waits, checks, decisions, documents, effects, claim and outgoing
 * messages become visible together or not at all. What was written before answers as it did then:
 * the same step, the same Update, or whatever else came to this version first.
 */
import type { Change, Committed } from '../src/cases/change.ts';
import { sealJson } from '../src/crypto/cipher.ts';
import { maskContent } from '../src/crypto/mask.ts';
import { place } from '../src/crypto/places.ts';
import {
  caseUpdate,
  insertFormContent,
  insertLink,
  newCase,
  type CaseUpdate,
  type PromiseGiven,
} from '../src/db/case-writes.ts';
import { constraintOf, sqlState } from '../src/db/database-fault.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { Fault } from '../src/domain/fault.ts';
import { hasApplicant } from '../src/forms/take-up.ts';
import { contextOf, overtaken, stateAnew, type Work } from './commit/begin.ts';
import type { Context } from './commit/context.ts';
import { findDone, findInstead, findLast, keepDone } from './commit/earlier.ts';
import { writeDocuments } from './commit/documents.ts';
import { attach } from './commit/files.ts';
import { writeTrail } from './commit/trail.ts';
import { claimPerson, releasePerson, workingDeadline, writeWork } from './commit/work.ts';
import type { Deps } from './deps.ts';
import { CalendarOutdated } from './offices.ts';
import { runEffects } from './effects.ts';

const UNIQUE_VIOLATION = '23505';
/** A second attempt finds what the first one wrote. */
const ATTEMPTS_MAX = 3;

/**
 * @throws Fault 'version-conflict' when the books are older than the workflow; 'claim-held',
 *   'account-exists', 'person-conflict' and what effects say
 */
export function createCommit(deps: Deps): (change: Change) => Promise<Committed> {
  return async (change) => {
    for (let attempt = 1; ; attempt += 1) {
      const offices = await deps.offices.read();
      try {
        return await inTransaction(deps.pool, (tx) => write({ tx, deps, offices, change }), {
          isolation: 'read committed',
        });
      } catch (error) {
        if (error instanceof CalendarOutdated && attempt < ATTEMPTS_MAX) {
          deps.offices.forget();
          continue;
        }
        const earlier = await writtenBefore(deps, change, error);
        if (earlier) return earlier;
        if (constraintOf(error) === 'account_one_open_per_person') {
          throw new Fault('account-exists', '该人员在本中心已有未销户的账户。');
        }
        if (!isRaced(error) || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  };
}

/** The newest change of a case, to go on from it; null when nothing of the case was ever written. */
export function createRecall(
  deps: Deps,
): (ask: { readonly caseId: string }) => Promise<Committed | null> {
  return ({ caseId }) => findLast(deps.pool, deps, caseId);
}

/** Why a change was refused may be that it, or another one in its place, is written already. */
async function writtenBefore(
  deps: Deps,
  change: Change,
  refusal: unknown,
): Promise<Committed | null> {
  const raced = isRaced(refusal);
  if (!raced && !(refusal instanceof Fault)) return null;
  const done = await findDone(deps.pool, deps, change);
  if (done) return done;
  const isOvertaken = raced || (refusal instanceof Fault && refusal.code === 'version-conflict');
  return isOvertaken ? findInstead(deps.pool, deps, change) : null;
}

function isRaced(error: unknown): boolean {
  return sqlState(error) === UNIQUE_VIOLATION;
}

async function write(work: Work): Promise<Committed> {
  const { change } = work;
  const context = await contextOf(work);
  const heldBy = await claimPerson(context);
  if (heldBy !== null && !change.whenHeld) {
    throw new Fault('claim-held', '该人员有其他在办业务，须人工核对。');
  }
  if (heldBy === null && change.claim === 'take') await stateAnew(context);
  const effective = heldBy === null ? context : { ...context, change: alternative(change) };
  const committed = { ...(await writeParts(effective)), claimHeldBy: heldBy };
  await keepDone(effective, committed);
  await writeCase(effective);
  return { ...committed, before: null };
}

/** Only the alternative and the form are written while another case holds the person. */
function alternative({ whenHeld, ...change }: Change): Change {
  const { key, caseId, expected, asked, at, on, by, start, content, parties, notes } = change;
  return {
    ...{ key, caseId, expected, asked, at, on, by, notes, events: [] },
    ...(start ? { start } : {}),
    ...(content ? { content } : {}),
    ...(parties ? { parties } : {}),
    ...whenHeld,
  };
}

/** Everything but the row of the case itself. */
async function writeParts(context: Context): Promise<Omit<Committed, 'claimHeldBy' | 'before'>> {
  const { later, change, head, before } = context;
  const version = change.expected + 1;
  if (change.content) await writeContent(context, version);
  await writeTrail(context);
  await writeWork(context);
  for (const link of change.links ?? []) {
    await insertLink(later, { ...link, caseId: head.id, at: change.at });
  }
  const outputs = await runEffects(context);
  await writeDocuments(context, {
    acceptedOn: change.acceptance?.acceptedOn,
    promise: promiseOf(context),
    outputs,
  });
  if (change.claim === 'release') await releasePerson(context);
  return {
    number: head.number,
    stage: change.stage?.at ?? before.stage,
    version,
    parties: { ...before.parties, ...change.parties },
    ...(change.branch === undefined ? {} : { branch: change.branch }),
    outputs,
  };
}

function promiseOf({ change: { acceptance, on }, offices }: Context) {
  if (!acceptance) return null;
  const { promisedWorkingDays: days } = acceptance;
  if (days === null) return null;
  const { dueOn, provisional } = workingDeadline(on, days, offices.calendar);
  return { days, on: dueOn, provisional } satisfies PromiseGiven;
}

/** The row of the case, and with it everything that was gathered. */
async function writeCase(context: Context): Promise<void> {
  const { tx, later, change, head, person } = context;
  const { start, acceptance } = change;
  const update: CaseUpdate = {
    id: head.id,
    expected: change.expected,
    at: change.at,
    person: person.id,
    stage: change.stage?.at ?? null,
    detail: change.stage ? (change.stage.detail ?? {}) : null,
    parties: change.parties ?? {},
    branch: change.branch ?? null,
    acceptedOn: acceptance?.acceptedOn ?? null,
    regulation: acceptance?.regulation ?? null,
    dueOn: change.due === null ? 'infinity' : (change.due ?? acceptance?.dueOn ?? null),
    promise: promiseOf(context),
    outcome: change.outcome ?? null,
  };
  const { id, number, type, center, branch } = head;
  const row = { id, number, type, center, branch, person: person.id, at: change.at };
  const statement = start
    ? newCase(
        {
          ...row,
          channel: start.channel,
          submittedBy: change.by.id,
          operation: start.operation ?? null,
        },
        update,
      )
    : caseUpdate(update);
  if ((await later.sendWith(tx, statement)) !== 1) throw overtaken();
}

async function writeContent(context: Context, version: number): Promise<void> {
  const { later, change, head, person } = context;
  await insertFormContent(later, {
    caseId: head.id,
    version,
    person: person.id,
    content: sealJson(person.key, place.formContent(head.id, version), change.content),
    masked: sealJson(person.key, place.maskedForm(head.id, version), maskContent(change.content)),
    sentBy: change.by.id,
    at: change.at,
  });
  if (!hasApplicant(head.type)) return;
  const { evidence } = await context.application();
  await attach(
    context,
    evidence.map(({ file }) => file),
  );
}
