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
import { findOrCreatePerson, type FoundPerson, type StatedPerson } from '../src/db/applicants.ts';
import {
  findCase,
  insertCase,
  insertFormContent,
  insertLink,
  nextCaseNumber,
  updateCase,
  type CaseRow,
  type UpdatedCase,
} from '../src/db/case-writes.ts';
import { sqlState } from '../src/db/database-fault.ts';
import type { Tx } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { Fault } from '../src/domain/fault.ts';
import type { CaseHead, Context } from './commit/context.ts';
import { findDone, findInstead, findLast, keepDone } from './commit/earlier.ts';
import { writeDocuments } from './commit/documents.ts';
import { attach } from './commit/files.ts';
import { filesOf, statedPerson } from './commit/person.ts';
import { writeTrail } from './commit/trail.ts';
import {
  claimPerson,
  moveClaim,
  releasePerson,
  workingDeadline,
  writeWork,
} from './commit/work.ts';
import type { Deps } from './deps.ts';
import { runEffects } from './effects.ts';
import type { OfficeData } from './offices.ts';

const UNIQUE_VIOLATION = '23505';
/** A second attempt finds what the first one wrote. */
const ATTEMPTS_MAX = 3;

/**
 * @throws Fault 'version-conflict' when the books are older than the workflow; 'claim-held',
 *   'account-exists', 'person-conflict' and what effects say
 */
export function createCommit(deps: Deps): (change: Change) => Promise<Committed> {
  return async (change) => {
    const offices = await deps.offices.read();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(deps.pool, (tx) => write({ tx, deps, offices, change }), {
          isolation: 'read committed',
        });
      } catch (error) {
        if (constraintOf(error) === 'account_one_open_per_person') {
          throw new Fault('account-exists', '该人员在本中心已有未销户的账户。');
        }
        if (isOvertaken(error)) {
          const instead = await findInstead(deps.pool, deps, change);
          if (instead) return instead;
        }
        const raced = sqlState(error) === UNIQUE_VIOLATION && attempt < ATTEMPTS_MAX;
        if (!raced) throw error;
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

function isOvertaken(error: unknown): boolean {
  return error instanceof Fault && error.code === 'version-conflict';
}

interface Work {
  readonly tx: Tx;
  readonly deps: Deps;
  readonly offices: OfficeData;
  readonly change: Change;
}

async function write(work: Work): Promise<Committed> {
  const { tx, deps, change } = work;
  const done = await findDone(tx, deps, change);
  if (done) return done;
  const context = await contextOf(work);
  const heldBy = await claimPerson(context);
  if (heldBy !== null && !change.whenHeld) {
    throw new Fault('claim-held', '该人员有其他在办业务，须人工核对。');
  }
  const effective = heldBy === null ? context : { ...context, change: alternative(change) };
  const { row, outputs } = await writeParts(effective);
  const committed = { ...row, outputs, claimHeldBy: heldBy };
  await keepDone(effective, committed);
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

async function writeParts(
  context: Context,
): Promise<{ row: UpdatedCase; outputs: Record<string, unknown> }> {
  const { tx, change, head, person, offices } = context;
  const { acceptance } = change;
  const promised = acceptance
    ? workingDeadline(change.on, acceptance.promisedWorkingDays, offices.calendar).dueOn
    : null;
  const row = await updateCase(tx, {
    id: head.id,
    expected: change.expected,
    at: change.at,
    person: person.id,
    stage: change.stage?.at ?? null,
    detail: change.stage ? (change.stage.detail ?? {}) : null,
    parties: change.parties ?? {},
    acceptedOn: acceptance?.acceptedOn ?? null,
    regulation: acceptance?.regulation ?? null,
    dueOn: acceptance?.dueOn ?? null,
    promisedOn: promised,
    outcome: change.outcome ?? null,
  });
  if (!row) throw new Fault('version-conflict', '业务已被更新，请核对最新内容后再提交。');
  if (change.content) await writeContent(context, row.version);
  await writeTrail(context);
  await writeWork(context);
  for (const link of change.links ?? []) {
    await insertLink(tx, { ...link, caseId: head.id, at: change.at });
  }
  const outputs = await runEffects(context);
  await writeDocuments(context, {
    acceptedOn: acceptance?.acceptedOn,
    promisedOn: promised,
    outputs,
  });
  if (change.claim === 'release') await releasePerson(context);
  return { row, outputs };
}

async function writeContent(context: Context, version: number): Promise<void> {
  const { tx, change, head, person } = context;
  await insertFormContent(tx, {
    caseId: head.id,
    version,
    person: person.id,
    content: sealJson(person.key, place.formContent(head.id, version), change.content),
    masked: sealJson(person.key, place.maskedForm(head.id, version), maskContent(change.content)),
    sentBy: change.by.id,
    at: change.at,
  });
  await attach(context, filesOf(change.content));
}

/** The case this change is about: made now, or found; and the person it is about. */
async function contextOf({ tx, deps, offices, change }: Work): Promise<Context> {
  const found = change.start ? null : await findCase(tx, change.caseId);
  if (!change.start && !found) throw new Fault('not-found', 'the case is not known');
  const center = change.start?.center ?? found?.center ?? '';
  const stated = change.content ? statedPerson(center, change.content, change.on) : null;
  const subject = change.subject ? await findCase(tx, change.subject.case) : null;
  if (change.subject && subject?.center !== center) {
    throw new Fault('input-invalid', '所填的业务不存在。');
  }
  const person = await personOf({ tx, deps, found: found ?? subject, stated });
  if (change.start) {
    const head = await create({ tx, deps, offices, change }, person.id);
    return { tx, deps, offices, change, head, person };
  }
  if (!found) throw new Fault('not-found', 'the case is not known');
  const context = { tx, deps, offices, change, head: headOf(found), person };
  if (person.id !== found.person) await moveClaim(context, found.person);
  return context;
}

async function personOf(work: {
  readonly tx: Tx;
  readonly deps: Deps;
  readonly found: CaseRow | null;
  readonly stated: StatedPerson | null;
}): Promise<FoundPerson> {
  const { tx, deps, found, stated } = work;
  const { personKeys, secrets } = deps;
  if (stated) return findOrCreatePerson(tx, { personKeys, lookup: secrets.lookup }, stated);
  if (!found) throw new Fault('not-found', 'the case is about nobody');
  return { id: found.person, key: personKeys.unwrap(found.person, found.wrapped_key) };
}

async function create({ tx, change }: Work, person: string): Promise<CaseHead> {
  const { start, caseId, by, at, on } = change;
  if (!start) throw new Fault('not-found', 'the case is not known');
  const { type, center, branch, channel } = start;
  const number = await nextCaseNumber(tx, start.prefix, on);
  await insertCase(tx, {
    ...{ id: caseId, number, center, branch, type, person, channel, submittedBy: by.id, at },
    operation: start.operation ?? null,
  });
  return { id: caseId, number, type, center, branch, acceptedOn: null, promisedOn: null };
}

function headOf(row: CaseRow): CaseHead {
  const { id, number, type, center, branch } = row;
  return {
    id,
    number,
    type,
    center,
    branch,
    acceptedOn: row.accepted_on,
    promisedOn: row.promised_on,
  };
}

function constraintOf(error: unknown): string | null {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null;
}
