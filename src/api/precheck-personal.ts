/**
 * What a change of personal data (信息变更) would come to, told without any effect: why not, what is to be
 * brought, and who looks first. The same rule as the case's own; the registry is asked by the case alone.
 */
import {
  PERSONAL_FILE_KINDS,
  personalFindingTitle,
  personalGapTitle,
} from '../cases/wording-personal-change.ts';
import { personalChangeNames } from '../cases/wording-recent-changes.ts';
import { documentProblemText, reasonOf } from '../cases/wording-reasons.ts';
import { askPersonalChange, type ChangeAsked } from '../db/personal-change-asked.ts';
import { dateAt, plainDate, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { PERSONAL_CHANGES } from '../domain/vocabulary.ts';
import { PersonalChangeApplication } from '../forms/personal-change.ts';
import { assessIdentityDocument } from '../policy/identity-document.ts';
import {
  decidePersonalChange,
  personalMaterialsOf,
  type PersonalChangeFacts,
  type WantedDocument,
} from '../policy/personal-change.ts';
import type { Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import type { Context } from './operation.ts';

/** @throws Fault 'input-invalid' at the account, when the caller may not work on it */
export async function precheckPersonal(
  _: Context,
  { pool, secrets, now }: ApiDeps,
  { branch, actor, application }: Start,
) {
  const wanted = PersonalChangeApplication.parse(application);
  const { name = null, phone = null, document } = wanted;
  const books = await askPersonalChange(pool, secrets.lookup, {
    ...{ account: wanted.account, name, phone, number: document?.number ?? null },
    by: { id: actor.id, role: actor.role, origin: actor.origin, at: now() },
  }).catch(notThere);
  if (books.center !== branch.center) throw strange();
  const isChannel = actor.role === 'channel';
  const facts = factsOf(wanted, books, { on: dateAt(now()), counter: !isChannel });
  const decision = decidePersonalChange(facts);
  const { changes, missing, reasons, toConfirm, decidedBy } = decision;
  return {
    missing: missing.map((code) => ({
      ...{ code, pointer: '#/application/evidence' },
      ...{ name: personalGapTitle(code), bring: PERSONAL_FILE_KINDS[code] ?? '' },
    })),
    refusals: reasons.map((code) => {
      const { reason, remedy, clauses } = reasonOf(code);
      const found =
        code === 'personal-document-invalid'
          ? (facts.document?.problems ?? []).map(documentProblemText).join('')
          : '';
      const told = { code, text: reason + found, remedy, earliestOn: null };
      return { ...told, clauses: clauses.map(clauseRef) };
    }),
    limits: null,
    known: null,
    personalChange: {
      changes: personalChangeNames(changes),
      materials: personalMaterialsOf(changes, facts.document).map((code) => ({
        ...{ code, name: personalGapTitle(code), there: facts.materials.includes(code) },
      })),
      // A channel does not learn whose a number is.
      toConfirm: isChannel ? '' : toConfirm.map(personalFindingTitle).join('；'),
      decidedByText:
        decidedBy === 'reviewer'
          ? '身份核验以后，由另一人复核再变更'
          : '身份核验相符的当场变更，不须他人复核',
      held: !isChannel && books.held,
    },
  };
}

function factsOf(
  wanted: PersonalChangeApplication,
  books: ChangeAsked,
  { on, counter }: { readonly on: PlainDate; readonly counter: boolean },
): PersonalChangeFacts {
  const kinds = PERSONAL_CHANGES.filter((kind) => wanted[kind] !== undefined);
  const same = kinds.filter(
    (kind) => (kind === 'name' && books.sameName) || (kind === 'phone' && books.samePhone),
  );
  return {
    ...{ on, accountState: books.state, wanted: kinds, same, counter },
    ...{ otherChange: books.otherChange, held: books.held, identity: null, confirmed: [] },
    document: documentOf(wanted, books, on),
    materials: [...new Set(wanted.evidence.map(({ kind }) => kind))],
  };
}

function documentOf(
  { document, numberWasWrong, bornOn }: PersonalChangeApplication,
  { numberOf }: ChangeAsked,
  on: PlainDate,
): WantedDocument | null {
  if (document === undefined) return null;
  const { type, number, validUntil } = document;
  const { problems } = assessIdentityDocument({
    ...{ type, number, on },
    ...(bornOn !== undefined && { bornOn: plainDate(bornOn) }),
    ...(validUntil !== undefined && {
      validUntil: validUntil === null ? null : plainDate(validUntil),
    }),
  });
  const how = numberOf === 'own' ? 'renewed' : numberWasWrong ? 'corrected' : 'new-number';
  return { type, how, problems, numberOf, birth: 'unknown' };
}

/** "Not there" and "not yours" are the same error of the field. */
function notThere(error: unknown): never {
  if (error instanceof Fault && error.code === 'not-found') throw strange();
  throw error;
}

function strange(): Fault {
  return invalid([{ pointer: '#/application/account', detail: '没有找到该账户' }]);
}
