/** What a change begins with: its case, made now or found, and the person it is about. */
import type { Change } from '../../src/cases/change.ts';
import {
  findOrCreatePerson,
  type FoundPerson,
  type StatedPerson,
} from '../../src/db/applicants.ts';
import { findCase, nextCaseNumber, type CaseRow } from '../../src/db/case-writes.ts';
import type { Tx } from '../../src/db/pool.ts';
import { accountHolder } from '../../src/ledger/accounts.ts';
import { gather, type Writer } from '../../src/db/together.ts';
import { Fault } from '../../src/domain/fault.ts';
import { applicationIn, hasApplicant } from '../../src/forms/take-up.ts';
import type { Deps } from '../deps.ts';
import { figuresFor } from '../figures-kept.ts';
import { CalendarOutdated, type OfficeData } from '../offices.ts';
import { applicationOf, openContent } from './application.ts';
import type { CaseHead, Context } from './context.ts';
import { handedOver } from './hand-over.ts';
import { statedPerson } from './person.ts';
import { moveClaim } from './work.ts';

export interface Work {
  readonly tx: Tx;
  readonly deps: Deps;
  readonly offices: OfficeData;
  readonly change: Change;
}

/**
 * @throws Fault 'version-conflict' when the case has moved on; 'not-found', 'person-conflict',
 *   'claim-held'
 * @throws CalendarOutdated when a year was loaded since the offices were read
 */
export async function contextOf(work: Work): Promise<Context> {
  const { tx, deps, change: wanted } = work;
  const found = wanted.start ? null : await findCase(tx, wanted.caseId);
  if (!wanted.start && !found) throw new Fault('not-found', 'the case is not known');
  if (found && found.version !== wanted.expected) throw overtaken();
  if (found) expectSameCalendar(work, found.calendar);
  const center = wanted.start?.center ?? found?.center ?? '';
  const ofApplicant = hasApplicant(wanted.start?.type ?? found?.type);
  const sent = wanted.content && ofApplicant ? applicationIn(wanted.content) : null;
  const stated = sent ? statedPerson({ center, caseId: wanted.caseId }, sent, wanted.on) : null;
  const subject = await subjectOf(tx, wanted, center);
  const later = gather();
  // Of a new case nobody asks before its end; what a later change finds may be asked at once.
  const to = wanted.start ? later : tx;
  const person = await personOf({ tx, to, deps, found: found ?? subject, stated });
  const application = applicationOf({ ...work, person }, sent, ofApplicant ? found : null);
  const change = await handedOver(tx, wanted, found);
  const head = found ? headOf(found, change) : await newHead(work);
  const parties = found?.parties ?? { submitter: wanted.by.id };
  const before = { stage: found?.stage ?? 'received', parties };
  const context = {
    ...work,
    // What begins now follows what is in force now: nobody has chosen for it.
    offices: found ? await officesFollowed(work) : work.offices,
    change,
    later,
    head,
    person,
    before,
    application,
    content: () => wanted.content ?? openContent(person.key, wanted.caseId, found),
    issued: found?.issued ?? {},
  };
  if (found && person.id !== found.person) await moveClaim(context, found.person);
  return context;
}

/** With the figures that the case follows: the old one where supervisors have kept it. */
async function officesFollowed({ tx, offices, change }: Work): Promise<OfficeData> {
  return { ...offices, figures: await figuresFor(tx, offices.figures, change.caseId) };
}

/**
 * The case that a person waited behind another for holds the person from now on: what its applicant stated is
 * what the books say, as it would have been had it come first.
 */
export async function stateAnew({ tx, deps, head, change, application }: Context): Promise<void> {
  if (change.start || change.content || !hasApplicant(head.type)) return;
  const { personKeys, secrets } = deps;
  const of = { center: head.center, caseId: head.id };
  const stated = statedPerson(of, await application(), change.on);
  await findOrCreatePerson(tx, { personKeys, lookup: secrets.lookup }, stated);
}

interface Holder {
  readonly person: string;
  readonly wrapped_key: string | null;
}

/** Whom a case without an applicant of its own is about. @throws Fault 'input-invalid' */
async function subjectOf(tx: Tx, { subject }: Change, center: string): Promise<Holder | null> {
  if (!subject) return null;
  const isCase = 'case' in subject;
  const found = isCase
    ? await findCase(tx, subject.case)
    : await accountHolder(tx, subject.account);
  if (found?.center !== center) {
    throw new Fault('input-invalid', isCase ? '所填的业务不存在。' : '所填的账户不存在。');
  }
  return found;
}

export function overtaken(): Fault {
  return new Fault('version-conflict', '业务已被更新，请核对最新内容后再提交。');
}

async function personOf(work: {
  readonly tx: Tx;
  readonly to: Writer;
  readonly deps: Deps;
  readonly found: Holder | null;
  readonly stated: StatedPerson | null;
}): Promise<FoundPerson> {
  const { tx, to, deps, found, stated } = work;
  const { personKeys, secrets } = deps;
  if (stated) return findOrCreatePerson(tx, { personKeys, lookup: secrets.lookup }, stated, to);
  if (!found) throw new Fault('not-found', 'the case is about nobody');
  const { person: id, wrapped_key } = found;
  return { id, key: personKeys.unwrap(id, wrapped_key), entered: false };
}

/** What is due and what is promised is counted by the calendar as it is, not as it was. */
function expectSameCalendar({ offices }: Work, stamp: number): void {
  if (stamp !== offices.calendar.stamp) throw new CalendarOutdated();
}

async function newHead(work: Work): Promise<CaseHead> {
  const { tx, change } = work;
  const { start, caseId, on } = change;
  if (!start) throw new Fault('not-found', 'the case is not known');
  const { type, center, branch } = start;
  const { number, calendar } = await nextCaseNumber(tx, start.prefix, on);
  expectSameCalendar(work, calendar);
  return { id: caseId, number, type, center, branch, acceptedOn: null };
}

function headOf(row: CaseRow, change: Change): CaseHead {
  const { id, number, type, center } = row;
  const branch = change.branch ?? row.branch;
  return {
    id,
    number,
    type,
    center,
    branch,
    acceptedOn: row.accepted_on,
  };
}
