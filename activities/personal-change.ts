/** What a change of personal data (信息变更) reads and asks: the holder as the books know him or her, the registry. */
import { Context } from '@temporalio/activity';
import { createHash } from 'node:crypto';
import type { CheckRecord } from '../src/cases/change.ts';
import { sealText } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { numberHolder, readHolderNow, type HolderNow } from '../src/db/holder-now.ts';
import { maskedChanges, type MaskedChange, type NewValues } from '../src/db/personal-changes.ts';
import type { Db } from '../src/db/pool.ts';
import { addDays, plainDate, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { PERSONAL_CHANGES, type PersonalChange } from '../src/domain/vocabulary.ts';
import { PersonalChangeApplication } from '../src/forms/personal-change.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type FigureName } from '../src/policy/figures.ts';
import { assessIdentityDocument } from '../src/policy/identity-document.ts';
import type {
  PersonalChangeFacts,
  VerifiedIdentity,
  WantedDocument,
} from '../src/policy/personal-change.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';
import { formInForce } from './form-in-force.ts';
import type { OfficeData } from './offices.ts';
import { strangeAccount } from './strange-account.ts';

export interface PersonalChangeAsk {
  readonly center: string;
  readonly caseId: string;
  readonly on: PlainDate;
  readonly application: PersonalChangeApplication;
  readonly counter: boolean;
  /** Null: the registry has not answered yet. */
  readonly identity: VerifiedIdentity | null;
  readonly confirmed: readonly string[];
}

export interface PersonalChangePrepared {
  readonly facts: PersonalChangeFacts;
  readonly accountId: string;
  readonly accountLast4: string;
  readonly broughtBy: string | null;
  /** In whose name the number stands; an opaque id. */
  readonly other: string | null;
  /** What is shown of the values before and after. */
  readonly masked: readonly MaskedChange[];
  /** A phone is known now, and another one is wanted: the holder is told on the old one. */
  readonly tellsOldPhone: boolean;
  readonly mandate: string | null;
  readonly figures: {
    readonly promiseWorkingDays: number;
    readonly supplementDays: number;
    readonly checkValidDays: number;
  };
  readonly supplementUntil: PlainDate;
  readonly patience: Deps['patience'];
}

export interface PersonalChangeQuestion {
  readonly caseId: string;
  /** Business key of the request, the same for every attempt. */
  readonly key: string;
  readonly on: PlainDate;
  readonly at: number;
}

export interface PersonalChangeActivities {
  /** @throws Fault 'input-invalid' when the center has no such account */
  readonly preparePersonalChange: (ask: PersonalChangeAsk) => Promise<PersonalChangePrepared>;
  /** Asks whether the new name and number belong together. @throws Fault of the service's client */
  readonly verifyChangedPerson: (
    question: PersonalChangeQuestion,
  ) => Promise<{ readonly record: CheckRecord; readonly result: VerifiedIdentity }>;
}

/** A local attempt stays under its own limit; a regular one may take its time. */
const BRIEF = { timeoutMs: 1_000, attempts: 1 };
const PATIENT = { timeoutMs: 10_000, attempts: 3 };

export function createPersonalChangeActivities(deps: Deps): PersonalChangeActivities {
  return {
    preparePersonalChange: async (ask) =>
      preparePersonalChange(deps.pool, deps, await officesFor(deps, ask.caseId), ask),
    verifyChangedPerson: (question) => verify(deps, question),
  };
}

/** The same within a transaction: what is read last decides. */
export async function preparePersonalChange(
  db: Db,
  { personKeys, secrets, patience }: Pick<Deps, 'personKeys' | 'secrets' | 'patience'>,
  { figures }: OfficeData,
  ask: PersonalChangeAsk,
): Promise<PersonalChangePrepared> {
  const { application, on, caseId, center, counter, identity, confirmed } = ask;
  const holder = await readHolderNow(db, { personKeys }, application.account);
  if (holder?.center !== center) throw strangeAccount();
  const { number = null } = application.document ?? {};
  const owner = number === null ? null : await numberHolder(db, secrets.lookup, { center, number });
  const values = valuesOf(application, holder, on);
  const wanted = PERSONAL_CHANGES.filter((kind) => application[kind] !== undefined);
  const same = wanted.filter((kind) => isSame(holder, values, kind));
  const facts: PersonalChangeFacts = {
    ...{ on, accountState: holder.accountState, wanted, same, counter, identity, confirmed },
    document: wantedDocument(application, holder, { on, owner }),
    materials: [...new Set(application.evidence.map(({ kind }) => kind))],
    otherChange: holder.open.some((id) => id !== caseId),
    held: holder.held,
  };
  const whole = (name: FigureName) => {
    const figure = figureInForce(figures, { center, district: null, on, name });
    if (!figure) throw new RangeError(`the figure ${name} is not set`);
    return wholeValue(figure);
  };
  const kinds = wanted.filter((kind) => !same.includes(kind));
  const supplementDays = whole('supplement');
  return {
    facts,
    ...{ accountId: holder.accountId, accountLast4: holder.account.slice(-4) },
    ...{ broughtBy: holder.broughtBy, mandate: holder.mandate, patience },
    other: owner === null || owner === holder.person ? null : owner,
    masked: maskedChanges(holder, values, kinds),
    tellsOldPhone: kinds.includes('phone') && holder.phone !== null,
    figures: {
      promiseWorkingDays: whole('personal-change-promise'),
      supplementDays,
      checkValidDays: whole('check-valid'),
    },
    supplementUntil: addDays(on, supplementDays),
  };
}

/** The new values as they are written; a document with what its number tells. */
export function valuesOf(
  application: PersonalChangeApplication,
  holder: Pick<HolderNow, 'documents'>,
  on: PlainDate,
): NewValues {
  const { name, phone, address, document, numberWasWrong } = application;
  if (document === undefined) return { name, phone, address };
  const { type, number } = document;
  const known = holder.documents.find((one) => one.number === number && one.type === type);
  const { bornOn, sex } = assessIdentityDocument(documentFacts(application, on));
  const validUntil =
    document.validUntil === undefined ? (known?.validUntil ?? null) : document.validUntil;
  const read = { validUntil: validUntil === null ? null : plainDate(validUntil), bornOn, sex };
  return {
    ...{ name, phone, address },
    document: { type, number, ...read, strikes: numberWasWrong },
  };
}

function documentFacts({ document, bornOn }: PersonalChangeApplication, on: PlainDate) {
  const { type = 'resident-id', number = '', validUntil } = document ?? {};
  return {
    ...{ type, number, on },
    ...(bornOn !== undefined && { bornOn: plainDate(bornOn) }),
    ...(validUntil !== undefined && {
      validUntil: validUntil === null ? null : plainDate(validUntil),
    }),
  };
}

function isSame(holder: HolderNow, values: NewValues, kind: PersonalChange): boolean {
  if (kind !== 'document') return holder[kind] === values[kind];
  const { document } = values;
  return holder.documents.some(
    (one) =>
      one.endedOn === null &&
      one.type === document?.type &&
      one.number === document.number &&
      one.validUntil === document.validUntil,
  );
}

function wantedDocument(
  application: PersonalChangeApplication,
  holder: HolderNow,
  { on, owner }: { readonly on: PlainDate; readonly owner: string | null },
): WantedDocument | null {
  const { document, numberWasWrong } = application;
  if (document === undefined) return null;
  const { problems, bornOn, sex } = assessIdentityDocument(documentFacts(application, on));
  const differs =
    (bornOn !== null && holder.bornOn !== null && bornOn !== holder.bornOn) ||
    (sex !== null && holder.sex !== null && sex !== holder.sex);
  const isKnown = bornOn !== null && holder.bornOn !== null;
  return {
    type: document.type,
    how: owner === holder.person ? 'renewed' : numberWasWrong ? 'corrected' : 'new-number',
    problems,
    numberOf: owner === null ? 'nobody' : owner === holder.person ? 'own' : 'other',
    birth: differs ? 'differs' : isKnown ? 'agrees' : 'unknown',
  };
}

async function verify(
  { pool, personKeys, identity }: Deps,
  { caseId, key, on, at }: PersonalChangeQuestion,
): ReturnType<PersonalChangeActivities['verifyChangedPerson']> {
  const { key: own, form } = await formInForce({ pool, personKeys }, caseId);
  const application = PersonalChangeApplication.parse(form);
  const holder = await readHolderNow(pool, { personKeys }, application.account);
  if (!holder) throw new Fault('not-found', 'the account is not known');
  const request = whoNow(application, holder, on);
  const { info, cancellationSignal } = Context.current();
  const manner = { key, ...(info.isLocal ? BRIEF : PATIENT), signal: cancellationSignal };
  const { bornOn, sex } = request;
  // What tells neither birth nor sex cannot be asked for: a person compares the document itself.
  const answer =
    bornOn === null || sex === null
      ? null
      : await identity.verify({ ...request, bornOn, sex }, manner);
  const result = answer?.result ?? 'unreadable';
  const text = JSON.stringify({ request, answer });
  return {
    result,
    record: {
      ...{ key, system: 'identity', purpose: 'REVIEW', status: 'ok', facts: { result } },
      evidence: sealText(own, place.check(key), text),
      evidenceHash: createHash('sha256').update(text).digest('hex'),
      ...{ askedAt: at, answeredAt: at },
    },
  };
}

/** With the new values where there are some, else those of the books. */
function whoNow(application: PersonalChangeApplication, holder: HolderNow, on: PlainDate) {
  const { document } = application;
  const standing = holder.documents.find(({ endedOn }) => endedOn === null) ?? holder.documents[0];
  const shown = document ?? standing;
  if (!shown) throw new Fault('not-found', 'the person has no document');
  const read = assessIdentityDocument({
    ...{ type: shown.type, number: shown.number, on },
    ...(application.bornOn !== undefined && { bornOn: plainDate(application.bornOn) }),
  });
  return {
    name: application.name ?? holder.name,
    document: { type: shown.type, number: shown.number },
    bornOn: read.bornOn ?? holder.bornOn,
    sex: read.sex ?? holder.sex,
  };
}
