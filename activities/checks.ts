/**
 * Asking the outside systems about the applicant of a case.
 *
 * The person's data are read here and never pass through a workflow: in go ids, out come codes,
 * and the evidence already sealed under the person's own key.
 */
import { Context } from '@temporalio/activity';
import { createHash, type KeyObject } from 'node:crypto';
import type { CheckRecord } from '../src/cases/change.ts';
import { openJson, sealText } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { bansOn } from '../src/db/measures.ts';
import { dateAt, plainDate, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { applicationIn, type JoiningApplication } from '../src/forms/take-up.ts';
import { localAccounts, type LocalAccount } from '../src/ledger/accounts.ts';
import { assessIdentityDocument } from '../src/policy/identity-document.ts';
import type { PlatformAnswer } from '../src/policy/opening-check.ts';
import { consentIn, readHolder, type Asked } from './checked-holder.ts';
import type { Deps } from './deps.ts';
import type { CallOptions } from './outside/http.ts';
import type { NationalAnswer } from './outside/national-answer.ts';

export interface Question {
  readonly caseId: string;
  /** Business key of the request, the same for every attempt. */
  readonly key: string;
  readonly purpose: 'OPEN_ACCOUNT' | 'LOAN' | 'REVIEW';
  /** The business day and instant (ms) of asking, from the workflow. */
  readonly on: PlainDate;
  readonly at: number;
}

export interface Answered {
  readonly record: CheckRecord;
}

export interface OutsideActivities {
  readonly identity: (question: Question) => Promise<Answered>;
  readonly national: (question: Question) => Promise<Answered>;
}

/** A local attempt stays under its own limit; a regular one may take its time. */
const BRIEF = { timeoutMs: 1_300, attempts: 1 };
const PATIENT = { timeoutMs: 20_000, attempts: 3 };

/** How this attempt asks: it ends early when its case no longer wants the answer. */
function manner(key: string): CallOptions {
  const { info, cancellationSignal } = Context.current();
  return { key, ...(info.isLocal ? BRIEF : PATIENT), signal: cancellationSignal };
}

export function createCheckActivities(deps: Deps): OutsideActivities {
  return {
    identity: async (question) => {
      const subject = await readSubject(deps, question);
      const { application } = subject;
      const { applicant } = application;
      const { bornOn, sex } = assessIdentityDocument({
        type: applicant.document.type,
        number: applicant.document.number,
        on: question.on,
        ...(applicant.bornOn === undefined ? {} : { bornOn: applicant.bornOn }),
        ...(applicant.sex === undefined ? {} : { sex: applicant.sex }),
      });
      if (bornOn === null || sex === null) {
        throw new Fault('input-invalid', '申请人的出生日期或性别不明，不能核验身份。');
      }
      const request = { name: applicant.name, document: applicant.document, bornOn, sex };
      const answer = await deps.identity.verify(request, manner(question.key));
      const evidence = { request, answer };
      const facts = { result: answer.result };
      return record(subject, question, { system: 'identity', facts, evidence });
    },
    national: async (question) => {
      const subject = await readAsked(deps, question);
      const { consent, who } = subject;
      const request = { purpose: question.purpose, consent, person: who };
      const answer = await deps.national.check(request, manner(question.key));
      refuseIncomplete(answer);
      const facts = {
        nameMatches: answer.nameMatches,
        documentMatches: answer.documentMatches,
        answer: withLocal(answer.answer, subject),
      };
      const evidence = { request, answer: answer.evidence, local: subject.accounts };
      return record(subject, question, { system: 'national', facts, evidence });
    },
  };
}

/** An incomplete answer, or one about somebody else, is asked for again; it is never "none". */
function refuseIncomplete({ answer, nameMatches, documentMatches }: NationalAnswer): void {
  if (answer.status !== 'ok') {
    throw new Fault('outside-answer-unusable', `the national platform answered ${answer.status}`);
  }
  if (!nameMatches && !documentMatches) {
    throw new Fault('outside-answer-unusable', 'the answer is about another person');
  }
}

interface Subject {
  readonly center: string;
  readonly person: string;
  readonly key: KeyObject;
  readonly application: JoiningApplication;
  readonly accounts: readonly LocalAccount[];
  /** Last days of bans that this center decided. */
  readonly bans: readonly PlainDate[];
}

/** An applicant as the form states him or her, a holder as the books know the person. */
async function readAsked(
  deps: Deps,
  question: { readonly caseId: string; readonly on: PlainDate },
): Promise<Asked> {
  const { rows } = await deps.pool.query<{ type: string }>({
    name: 'type-of-case',
    text: 'select type from "case" where id = $1',
    values: [question.caseId],
  });
  if (rows[0]?.type !== 'account-opening') return readHolder(deps, question);
  const { application, ...subject } = await readSubject(deps, question);
  const { applicant, consents } = application;
  const documents = [applicant.document, ...applicant.otherDocuments];
  return { ...subject, consent: consentIn(consents), who: { name: applicant.name, documents } };
}

interface SubjectRow {
  readonly center: string;
  readonly person: string;
  readonly wrapped_key: string | null;
  readonly version: number;
  readonly content: string;
}

async function readSubject(
  { pool, personKeys }: Deps,
  { caseId, on }: { readonly caseId: string; readonly on: PlainDate },
): Promise<Subject> {
  const { rows } = await pool.query<SubjectRow>({
    name: 'read-subject',
    text: `select c.center, c.person, p.wrapped_key, f.version, f.content
             from "case" c join person p on p.id = c.person
             join lateral (select version, content from form_content
                            where case_id = c.id order by version desc limit 1) f on true
            where c.id = $1`,
    values: [caseId],
  });
  const row = rows[0];
  if (!row) throw new Fault('not-found', 'the case is not known');
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  const content = openJson(key, place.formContent(caseId, row.version), row.content);
  return {
    center: row.center,
    person: row.person,
    key,
    application: applicationIn(content),
    accounts: await localAccounts(pool, row.person),
    bans: (await bansOn(pool, row.person, on)).map((until) => plainDate(until)),
  };
}

/** An answer that somebody read off the platform by hand, with what our own books say of here. */
export function createOwnBooks(deps: Deps) {
  return async ({ caseId, answer, on }: Transcript): Promise<PlatformAnswer> =>
    withLocal(answer, await readSubject(deps, { caseId, on: on ?? dateAt(Date.now()) }));
}

export interface Transcript {
  readonly caseId: string;
  readonly answer: PlatformAnswer;
  /** The day of the case; cases that began before it was sent are read on the day of the worker. */
  readonly on?: PlainDate;
}

type Own = Pick<Subject, 'center' | 'accounts' | 'bans'>;

/**
 * Our own books say what is here today; the platform's copy of them is a day old. Only a freeze
 * that the platform knows of is kept, because it may come from outside.
 */
function withLocal(told: PlatformAnswer, subject: Own): PlatformAnswer {
  const { bans, ...answer } = withOwnAccounts(told, subject);
  const own = subject.bans.filter((until) => !bans.some((one) => one.until === until));
  return { ...answer, bans: [...bans, ...own.map((until) => ({ until }))] };
}

function withOwnAccounts(answer: PlatformAnswer, { center, accounts }: Own): PlatformAnswer {
  if (accounts.length === 0) return answer;
  const told = answer.accounts.filter((account) => account.center === center);
  const elsewhere = answer.accounts.filter((account) => account.center !== center);
  const frozen = told.some(({ state }) => state === 'frozen');
  const here = accounts.map(({ state, source }) => ({
    center,
    source,
    state: frozen && state !== 'closed' ? ('frozen' as const) : state,
  }));
  return { ...answer, accounts: [...here, ...elsewhere] };
}

function record(
  { key }: Pick<Subject, 'key'>,
  question: Question,
  told: {
    readonly system: string;
    readonly facts: Readonly<Record<string, unknown>>;
    readonly evidence: object;
  },
): Answered {
  const text = JSON.stringify(told.evidence);
  return {
    record: {
      key: question.key,
      system: told.system,
      purpose: question.purpose,
      status: 'ok',
      facts: told.facts,
      evidence: sealText(key, place.check(question.key), text),
      evidenceHash: createHash('sha256').update(text).digest('hex'),
      askedAt: question.at,
      answeredAt: question.at,
    },
  };
}
