/**
 * What a change of the contribution (缴存变更) does beyond its case: the supplementary agreement, what
 * the bank is told, the new version of the plan.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { Fault } from '../src/domain/fault.ts';
import type { ChangeOnPaper } from '../src/cases/change-paper.ts';
import { signingHash } from '../src/documents/hash.ts';
import { currentTemplate } from '../src/documents/registry.ts';
import { ContributionChangeApplication } from '../src/forms/contribution-change.ts';
import {
  endAmendment,
  findOpenAmendment,
  insertAmendment,
  lockForChange,
  putTermsInForce,
  signAmendment,
} from '../src/ledger/amendments.ts';
import { decideChange } from '../src/policy/contribution-change.ts';
import { prepareChange, type ChangePrepared } from './change.ts';
import { askBankForChange, keepCard } from './change-mandate.ts';
import { amendmentParams } from './commit/change-papers.ts';
import type { Context } from './commit/context.ts';
import { factsOf } from './commit/documents.ts';
import { attach } from './commit/files.ts';

type Params = Readonly<Record<string, unknown>>;

export const CHANGE_EFFECTS = {
  'offer-amendment': offer,
  'sign-amendment': sign,
  'ask-bank': askBank,
  'put-change-in-force': putInForce,
  'end-change': endChange,
} as const;

/** The parameters are fixed and hashed now; what is signed later is this hash. */
async function offer(context: Context, params: Params): Promise<{ hash: string }> {
  const { later, change, head, person } = context;
  const { books, facts } = await booksNow(context, false);
  // Who is told is whoever brought the account: a channel knows of no other.
  if (change.by.role === 'channel' && books.broughtBy !== change.by.id) throw strangeAccount();
  if (books.agreement === null || person.id !== books.person) throw strangeAccount();
  const paper = params['paper'] as ChangeOnPaper;
  const signBy = String(params['signBy']);
  const printed = await factsOf(context, { acceptedOn: undefined, promise: null, outputs: {} });
  const content = amendmentParams(printed, paper, signBy);
  const { version } = currentTemplate('amendment');
  const hash = signingHash('amendment', version, content);
  const id = randomUUID();
  await insertAmendment(later, {
    ...{ id, center: head.center, agreement: books.agreement, accountId: books.accountId },
    ...{ person: person.id, caseId: head.id, template: version, hash },
    parameters: sealJson(person.key, place.agreement(id), content),
    changes: paper.changes,
    ...facts.wanted,
    ...{ offeredOn: change.on, signBy },
  });
  return { hash };
}

function strangeAccount(): Fault {
  const errors = [{ pointer: '#/application/account', detail: '没有找到该账户' }];
  return new Fault('input-invalid', '没有找到该账户。', { members: { errors } });
}

/** Records who signed what and how; the hash must be the one that was offered, in today's words. */
async function sign(context: Context, params: Params): Promise<object> {
  const { tx, change, head, person } = context;
  const offered = await findOpenAmendment(tx, head.id);
  if (!offered) throw new Fault('action-not-permitted', '没有待签的补充协议。');
  if (
    offered.hash !== params['agreementHash'] ||
    offered.template_version !== currentTemplate('amendment').version
  ) {
    throw new Fault('agreement-changed', '补充协议内容已更新，请打开最新的文本，阅读后再签署。');
  }
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
  const signature = sealJson(person.key, place.signature(offered.id), { ...params, by: change.by });
  await signAmendment(tx, { id: offered.id, on: change.on, signature });
  return {};
}

/** The bank is told what it has to agree to, with the messages that a clerk's own acts would send. */
async function askBank(context: Context): Promise<object> {
  const prepared = await booksNow(context, true);
  return askBankForChange(context, prepared, applicationOf(context));
}

export interface ChangeInForce {
  readonly fromMonth: string;
  /** First months of what was open and is owed anew. */
  readonly voided: readonly string[];
}

/**
 * The account and its dues are locked, the books read again and the rule asked again: what it says
 * now is what is done.
 *
 * @throws Fault 'effect-conflict' when something has come between; the course looks again
 */
async function putInForce(context: Context, params: Params): Promise<ChangeInForce> {
  const { tx, change, head, person } = context;
  const application = applicationOf(context);
  const paper = params['paper'] as ChangeOnPaper;
  const amendment = await findOpenAmendment(tx, head.id);
  if (!amendment) throw new Fault('action-not-permitted', '没有待生效的补充协议。');
  const id = application.account;
  await lockForChange(tx, id);
  const { facts, books } = await booksNow(context, true);
  const { outcome, bank } = decideChange(facts);
  const isAsked = bank === 'none' && outcome === 'granted';
  if (!isAsked || facts.fromMonth !== paper.first?.firstMonth || books.agreement === null) {
    throw new Fault('effect-conflict', '办理期间情况有变化，须重新核对。');
  }
  const { bankCard } = application;
  const { account } = amendment;
  const voided = await putTermsInForce(tx, {
    ...{ amendment: amendment.id, account, agreement: books.agreement },
    ...facts.wanted,
    ...{ fromMonth: facts.fromMonth, on: change.on },
    card: bankCard === undefined ? null : sealJson(person.key, place.card(account), bankCard),
  });
  return { fromMonth: facts.fromMonth, voided };
}

/** It ends without being in force: the paper is void, and a card that waits is not to be used. */
async function endChange(context: Context, params: Params): Promise<object> {
  const { later, change, head } = context;
  const state = params['state'] === 'lapsed' ? 'lapsed' : 'void';
  await keepCard(context, applicationOf(context).account);
  await endAmendment(later, head.id, { state, on: change.on });
  return {};
}

/** As the form was checked before it was sent. */
function applicationOf(context: Context): ContributionChangeApplication {
  return ContributionChangeApplication.parse(context.content());
}

async function booksNow(context: Context, signed: boolean): Promise<ChangePrepared> {
  const { tx, deps, offices, change, head } = context;
  const application = applicationOf(context);
  const ask = { center: head.center, on: change.on, application, signed };
  return prepareChange(tx, deps, offices, ask);
}
