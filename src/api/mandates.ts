/**
 * The direct-debit mandate (委托扣款授权) of an account: signed anew, confirmed with the bank's code,
 * changed, cancelled. What the bank says to it comes later; until then the answer says what is under
 * way.
 */
import { lookupHash } from '../crypto/lookup.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import {
  actKey,
  cancelFor,
  changeTo,
  confirmWith,
  signAnew,
  type SeenMandate,
} from '../db/mandate-acts.ts';
import type { BankCard } from '../db/mandates.ts';
import { personKey } from '../db/reasons.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { exact, times, type Yuan } from '../domain/money.ts';
import { CYCLES } from '../domain/vocabulary.ts';
import {
  MandateCancellation,
  MandateChange,
  MandateConfirmation,
  MandateSigning,
} from '../forms/mandate.ts';
import { debitOfCycle, mandateLimit, type DebitedPlan } from '../policy/mandate-limit.ts';
import { accountFor } from './accounts.ts';
import { acting, grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { requireVersion } from './etag.ts';
import { figuresOf } from './figure-rows.ts';
import { invalid } from './input.ts';
import { operation, type Answer, type Call, type Context } from './operation.ts';
import { plansOf, type AccountDetailRow } from './queries/accounts.ts';
import { isTold, latestMandate, type MandateRow } from './queries/mandates.ts';
import { namedSo } from './queries/known.ts';
import { MandateView } from './schemas/mandate.ts';
import { idParams } from './schemas/terms.ts';
import { showMandate } from './show-mandate.ts';

const tag = 'Accounts';
const STANDS = { description: 'How it stands now', schema: MandateView, etag: true } as const;
/** A limit beyond this many debits protects nobody. */
const LIMIT_TIMES_MAX = 12;

export const signMandate = operation({
  id: 'signMandate',
  method: 'post',
  path: '/accounts/{id}/mandate',
  tag,
  summary: 'Sign a direct-debit mandate anew, after a refusal or a cancellation',
  description: 'The bank is told at once and answers later; then the cardholder’s code is needed.',
  params: idParams,
  body: MandateSigning,
  bodyExample: { card: { number: '6222000000000000123', holder: '张三', bank: '受托银行' } },
  keyed: true,
  answers: { 201: STANDS, 200: { ...STANDS, description: 'Asked for before under this key' } },
  faults: ['mandate-exists', 'action-not-permitted', 'person-key-destroyed'],
  handle: async (call, deps) => {
    const account = await accountFor(call, deps, call.params.id);
    const { card = null, limit } = call.body;
    await requireOwnCard(deps, account, card);
    const id = caseIdOf(call.caller.id, `mandate\n${call.key}`);
    await signAnew(deps.pool, {
      ...{ id, accountId: account.id, account: account.number, card },
      key: await personKey(deps.pool, createPersonKeys(deps.secrets.center), account.person),
      limitEach: await limitFor(deps, account, limit),
      by: acting(call, deps, grantIn(call, account.center)),
    });
    return shown(call, deps, account, 201);
  },
});

export const confirmMandate = operation({
  id: 'confirmMandate',
  method: 'post',
  path: '/accounts/{id}/mandate:confirm',
  tag,
  summary: 'Confirm a mandate, or its new card, with the code that the bank sent to the cardholder',
  params: idParams,
  body: MandateConfirmation,
  bodyExample: { code: '000123' },
  keyed: true,
  versioned: true,
  answers: { 200: STANDS },
  faults: ['mandate-ended', 'mandate-not-waiting', 'mandate-under-way', 'person-key-destroyed'],
  handle: (call, deps) =>
    act(call, deps, 'confirm', (seen) => {
      const by = acting(call, deps, grantIn(call, seen.center));
      return confirmWith(deps.pool, seen, { code: call.body.code, by });
    }),
});

export const changeMandate = operation({
  id: 'changeMandate',
  method: 'post',
  path: '/accounts/{id}/mandate:change',
  tag,
  summary:
    'Another card, or another limit; the card in force counts until the new one is confirmed',
  params: idParams,
  body: MandateChange,
  bodyExample: { card: { number: '6222000000000000124', holder: '张三', bank: '受托银行' } },
  keyed: true,
  versioned: true,
  answers: { 200: STANDS },
  faults: ['mandate-ended', 'mandate-under-way', 'person-key-destroyed'],
  handle: (call, deps) =>
    act(call, deps, 'change', async (seen) => {
      const { card = null, limit } = call.body;
      await requireOwnCard(deps, seen.of, card);
      const limitEach = limit === undefined ? null : await limitFor(deps, seen.of, limit);
      const by = acting(call, deps, grantIn(call, seen.center));
      await changeTo(deps.pool, seen, { card, limitEach, by });
    }),
});

export const cancelMandate = operation({
  id: 'cancelMandate',
  method: 'post',
  path: '/accounts/{id}/mandate:cancel',
  tag,
  summary: 'End a mandate: nothing is debited from now on, and the bank is told',
  params: idParams,
  body: MandateCancellation,
  bodyExample: { reason: '本人要求解除', by: 'holder' },
  keyed: true,
  versioned: true,
  answers: { 200: STANDS },
  faults: ['mandate-ended', 'person-key-destroyed'],
  handle: (call, deps) =>
    act(call, deps, 'cancel', async (seen) => {
      const { by: endedBy, reason } = call.body;
      const here = call.grants.filter(({ center }) => center === seen.center);
      // Whoever speaks for the center does so as a supervisor.
      const grant = here.find(({ role }) => endedBy === 'center' && role === 'supervisor');
      const by = acting(call, deps, grant ?? grantIn(call, seen.center));
      await cancelFor(deps.pool, seen, { endedBy, reason, by });
    }),
});

interface Seen extends SeenMandate {
  readonly center: string;
  readonly of: AccountDetailRow;
}

/** Does it on the version that was seen; an earlier try under the key may have done it already. */
async function act(
  call: Call<{ id: string }, unknown, unknown>,
  deps: ApiDeps,
  name: 'confirm' | 'change' | 'cancel',
  run: (seen: Seen) => Promise<void>,
): Promise<Answer> {
  const account = await accountFor(call, deps, call.params.id);
  const row = await latestMandate(deps.pool, account.number);
  if (!row) throw new Fault('mandate-ended', '该账户没有委托扣款授权，请先签约。');
  if (call.again && (await isDone(call, deps, row, name))) return shown(call, deps, account, 200);
  requireVersion(call.version, row.version);
  const { center, person, number, openedByCase: caseId } = account;
  const key = await personKey(deps.pool, createPersonKeys(deps.secrets.center), person);
  const seen = { id: row.id, version: call.version, caseId, person, account: number, key };
  await run({ ...seen, center, of: account });
  return shown(call, deps, account, 200);
}

async function isDone(
  { version }: Pick<Context, 'version'>,
  { pool }: ApiDeps,
  row: MandateRow,
  name: string,
): Promise<boolean> {
  if (await isTold(pool, actKey({ id: row.id, version }, name))) return true;
  return name === 'cancel' && row.state === 'cancelled' && row.version === version + 1;
}

/** The cardholder must be the person: the name on the card is theirs, and the bank says the rest. */
async function requireOwnCard(
  { pool, secrets }: ApiDeps,
  { person }: AccountDetailRow,
  card: BankCard | null,
): Promise<void> {
  if (card === null) return;
  const named = await namedSo(pool, [person], lookupHash(secrets.lookup, 'name', card.holder));
  if (named.has(person)) return;
  throw invalid([
    { pointer: '#/card/holder', detail: '须为账户本人名下的银行卡，户名与本人姓名不同' },
  ]);
}

/** The limit that was asked for, when a debit of the plan fits in it; else the figure's. */
async function limitFor(
  deps: ApiDeps,
  account: AccountDetailRow,
  wanted: string | undefined,
): Promise<string> {
  const plan = await planOf(deps, account);
  const least = debitOfCycle(plan);
  if (wanted === undefined) {
    const { center } = account;
    const on = dateAt(deps.now());
    return mandateLimit(await figuresOf(deps.pool, center), { ...plan, center, on });
  }
  if (!fits(wanted, least)) {
    const most = times(least, LIMIT_TIMES_MAX);
    const detail = `须在${least}元（一期缴存额）至${most}元之间`;
    throw invalid([{ pointer: '#/limit', detail }]);
  }
  return wanted;
}

function fits(wanted: string, least: Yuan): boolean {
  const amount = exact(wanted);
  return amount.gte(exact(least)) && amount.lte(exact(times(least, LIMIT_TIMES_MAX)));
}

/** The dearest of the plans in force and to come: none of them may be refused for the limit. */
async function planOf({ pool }: ApiDeps, { number }: AccountDetailRow): Promise<DebitedPlan> {
  const plans = (await plansOf(pool, number)).flatMap(({ monthlyAmount, cycle: named }) => {
    const cycle = CYCLES.find((one) => one === named);
    return cycle === undefined ? [] : [{ monthlyAmount, cycle }];
  });
  const [first, ...others] = plans;
  if (!first) throw new Fault('action-not-permitted', '该账户没有缴存计划，不能签订委托扣款授权。');
  return others.reduce(
    (most, one) => (exact(debitOfCycle(one)).gt(exact(debitOfCycle(most))) ? one : most),
    first,
  );
}

async function shown(
  call: Context,
  deps: ApiDeps,
  account: AccountDetailRow,
  status: number,
): Promise<Answer> {
  const row = await latestMandate(deps.pool, account.number);
  if (!row) throw new Error('a mandate is never deleted');
  return { status, version: row.version, body: showMandate(deps, call, account, row) };
}
