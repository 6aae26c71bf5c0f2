/**
 * What an account opening does beyond its case: the agreement, the account, the plan.
 *
 * @source 通知（征求意见稿）（二）（五）; domain tables A.5 (03 开户), A.6 (01 正常)
 */
import { randomUUID } from 'node:crypto';
import { openJson, sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { monthOf, plainDate, type PlainMonth } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { TakeUpWay } from '../src/domain/vocabulary.ts';
import {
  endAgreements,
  findOffered,
  insertAgreement,
  insertPlan,
  signAgreement,
} from '../src/ledger/agreements.ts';
import { localAccounts, openAccount } from '../src/ledger/accounts.ts';
import type { AgreementParams, FirstDebitOnPaper } from '../src/cases/wording-documents.ts';
import { businessOf } from '../src/cases/index.ts';
import { requestMandate, type NewMandate } from '../src/db/mandates.ts';
import { firstDebit } from '../src/policy/debit-day.ts';
import { mandateLimit } from '../src/policy/mandate-limit.ts';
import { signingHash } from '../src/documents/hash.ts';
import { currentTemplate } from '../src/documents/registry.ts';
import { agreementParams } from './commit/agreement-paper.ts';
import type { Opened } from './commit/opened.ts';
import { takeUpOnPaper, type TakeUpTold } from './commit/take-up-papers.ts';
import type { Context } from './commit/context.ts';
import { insertLink } from '../src/db/case-writes.ts';
import { attach } from './commit/files.ts';
import { centerOf, isSure } from './offices.ts';

type Params = Readonly<Record<string, unknown>>;

export const OPENING_EFFECTS = {
  'offer-agreement': offerAgreement,
  'sign-agreement': sign,
  'open-account': open,
  'void-agreement': (context: Context) =>
    endAgreements(context.later, context.head.id, ended(context, 'void')),
  'lapse-agreement': (context: Context) =>
    endAgreements(context.later, context.head.id, ended(context, 'lapsed')),
  'propose-conversion': proposeConversion,
  'attach-files': attachFiles,
} as const;

function ended({ change }: Context, state: 'void' | 'lapsed') {
  return { state, on: change.on };
}

/** The parameters are fixed and hashed now; what is signed later is this hash. */
async function offerAgreement(context: Context, params: Params): Promise<{ hash: string }> {
  const { later, change, head, offices, person } = context;
  const application = await context.application();
  const signBy = plainDate(String(params['signBy']));
  const facts = {
    center: centerOf(offices, head.center),
    branch: offices.branches.get(head.branch)?.name ?? head.branch,
    caseNumber: head.number,
    business: businessOf(head.type),
    application,
    figures: offices.figures,
    on: change.on,
    by: change.by,
    acceptedOn: head.acceptedOn,
    promise: null,
    outputs: {},
    issued: {},
  };
  const content = agreementParams(facts, signBy);
  const { version, hash, sealed } = signedPaper(head.type, content, params);
  const id = randomUUID();
  await endAgreements(later, head.id, ended(context, 'void'));
  await insertAgreement(later, {
    id,
    center: head.center,
    person: person.id,
    caseId: head.id,
    template: version,
    parameters: sealJson(person.key, place.agreement(id), sealed),
    hash,
    monthlyAmount: content.plan.monthlyAmount,
    cycle: content.plan.cycle,
    debitDay: content.plan.debitDay,
    offeredOn: change.on,
    signBy,
  });
  return { hash };
}

/** The words that are signed: of an opening, or with what is said of an account that is taken up. */
function signedPaper(type: string, content: AgreementParams, params: Params) {
  const kind = agreementKind(type);
  const { version } = currentTemplate(kind);
  if (kind === 'agreement') {
    return { version, hash: signingHash(kind, version, content), sealed: content };
  }
  // As the rule told it, sent by our own workflow.
  const takeUp = takeUpOnPaper(params['takeUp'] as TakeUpTold);
  const sealed = { ...content, takeUp };
  return { version, hash: signingHash(kind, version, sealed), sealed };
}

function agreementKind(type: string): 'agreement' | 'take-up-agreement' {
  return type === 'account-opening' ? 'agreement' : 'take-up-agreement';
}

/**
 * Records who signed what and how; the hash must be the one that was offered, in the words that are
 * in use on that day.
 */
async function sign(context: Context, params: Params): Promise<{ agreement: string }> {
  const { tx, change, head, person } = context;
  const offered = await findOffered(tx, head.id);
  if (!offered) throw new Fault('action-not-permitted', '没有待签的协议。');
  if (offered.template_version !== currentTemplate(agreementKind(head.type)).version) {
    throw new Fault('agreement-outdated', '协议有新的文本，原协议不能再签署。');
  }
  if (offered.hash !== params['agreementHash']) {
    throw new Fault('agreement-changed', '协议内容已更新，请打开最新的协议，阅读后再签署。');
  }
  if (change.on > offered.sign_by) {
    throw new Fault('action-not-permitted', '协议签署期限已过。', {
      members: { clause: 'liaoning-2' },
    });
  }
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
  const signature = sealJson(person.key, place.signature(offered.id), { ...params, by: change.by });
  await signAgreement(tx, { id: offered.id, on: change.on, signature });
  return { agreement: offered.id };
}

/**
 * Number, state normal, agreement in force, plan, a mandate asked for: all in this transaction or
 * nothing.
 *
 * The first month is that of the opening: before it there is neither an account nor an agreement
 * in force to pay under. An agreement that was signed with a month of its own keeps that month.
 */
async function open(context: Context): Promise<Opened> {
  const { tx, later, change, head, person } = context;
  const offered = await findOffered(tx, head.id);
  if (!offered?.signed_on) throw new Fault('action-not-permitted', '协议尚未签署。');
  const openedIn = monthOf(change.on);
  const account = await openAccount(tx, later, {
    center: head.center,
    person: person.id,
    caseId: head.id,
    openedOn: change.on,
    activatedIn: openedIn,
  });
  const content = openJson(
    person.key,
    place.agreement(offered.id),
    offered.parameters,
  ) as AgreementParams;
  const { firstMonth = openedIn } = content.plan;
  return putInForce(context, { account, agreement: offered.id, content, firstMonth });
}

export interface InForceNow {
  /** Number of the account. */
  readonly account: string;
  readonly agreement: string;
  readonly content: AgreementParams;
  readonly firstMonth: PlainMonth;
}

/** Agreement and plan in force, a mandate asked for. */
export async function putInForce(
  context: Context,
  { account, agreement, content, firstMonth }: InForceNow,
): Promise<Opened> {
  const { later, change, person } = context;
  const application = await context.application();
  await insertPlan(later, {
    account,
    agreement,
    monthlyAmount: content.plan.monthlyAmount,
    cycle: content.plan.cycle,
    debitDay: content.plan.debitDay,
    fromMonth: firstMonth,
    inForceOn: change.on,
    card: sealJson(person.key, place.card(account), application.bankCard),
    district: application.district ?? null,
  });
  await askForMandate(context, { account, agreement, plan: content.plan });
  const { debitRule } = content.plan;
  const { dormancyMonths } = content.terms;
  return {
    account,
    firstMonth,
    debitRule,
    firstDebit: debited(context, content, firstMonth),
    dormancyMonths,
  };
}

/** The account is open whatever the bank says to it; without a mandate in force nothing is debited. */
async function askForMandate(
  context: Context,
  opened: Pick<NewMandate, 'account' | 'agreement'> & Pick<AgreementParams, 'plan'>,
): Promise<void> {
  const { later, change, head, offices, person } = context;
  const { account, agreement, plan } = opened;
  const { bankCard: card } = await context.application();
  // Complete applications name one.
  if (card === undefined) return;
  await requestMandate(later, {
    id: randomUUID(),
    ...{ center: head.center, caseId: head.id, person: person.id, key: person.key },
    ...{ account, agreement, card },
    limitEach: mandateLimit(offices.figures, { ...plan, center: head.center, on: change.on }),
    requestedOn: change.on,
  });
}

/** When the first periods are debited, by the calendar as it is on the day of the opening. */
function debited(
  { change, offices }: Context,
  content: AgreementParams,
  firstMonth: PlainMonth,
): FirstDebitOnPaper {
  const { plan, retiresOn } = content;
  const { debitRule: rule } = plan;
  const { calendar } = offices;
  const first = firstDebit({
    ...{ ...calendar, ...plan, rule, firstMonth, retiresOn },
    openedOn: change.on,
  });
  const provisional = !isSure(calendar, change.on, first.debitOn);
  return { ...first, provisional };
}

/** Scans that an act names, such as the print of a query made by hand. */
async function attachFiles(context: Context, params: Params): Promise<unknown> {
  const files = Array.isArray(params['files']) ? params['files'] : [];
  await attach(context, files.map(String));
  return {};
}

/** The account that is here already, sealed: the proposal that a case will take it up, and which. */
async function proposeConversion({
  tx,
  later,
  change,
  head,
  person,
}: Context): Promise<{ last4: string | null; way: TakeUpWay }> {
  const sealed = (await localAccounts(tx, person.id)).find(({ state }) => state === 'sealed');
  const way: TakeUpWay = sealed?.source === 'flexible' ? 'resumption' : 'conversion-to-flexible';
  await insertLink(later, {
    caseId: head.id,
    kind: 'proposes',
    other: way,
    detail: { account: sealed?.number ?? null },
    at: change.at,
  });
  return { last4: sealed?.number.slice(-4) ?? null, way };
}
