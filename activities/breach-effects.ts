/**
 * What a breach case does beyond its own rows: the fact in the books, how it was served, the measures
 * on account and person, their end.
 *
 * @source 通知（征求意见稿）（二）; 住房公积金管理条例 第四十一条
 */
import { randomUUID } from 'node:crypto';
import type { BreachKind } from '../src/domain/vocabulary.ts';
import { Fault } from '../src/domain/fault.ts';
import { insertBreach, updateBreach } from '../src/db/breaches.ts';
import { endMeasures, insertMeasure } from '../src/db/measures.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import type { Measure } from '../src/policy/breach-measures.ts';
import { carryOut, resumeAfter } from './agreement-effects.ts';
import { findFact, openBreachOf } from './breach-facts.ts';
import { clawBackFor, nameWithdrawal } from './clawback.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';

type Params = Readonly<Record<string, unknown>>;

export const BREACH_EFFECTS = {
  'begin-breach': begin,
  'record-service': recordService,
  'end-breach': (context: Context, params: Params) => end(context, String(params['outcome'])),
  'take-measures': takeMeasures,
  'terminate-for-breach': terminate,
  'revoke-measures': (context: Context) => endAll(context, { kind: null, why: 'revoked' }),
  'lift-measure': (context: Context, params: Params) =>
    endAll(context, { kind: String(params['measure']), why: 'lifted' }),
} as const;

/** One case for one fact: whoever comes second is told so. @throws Fault */
async function begin(context: Context, params: Params): Promise<object> {
  const { tx, change, head, offices, person } = context;
  const kind = params['fact'] as BreachKind;
  const standing = await lockInForce(tx, String(params['account']));
  const { figures } = offices;
  const found = await findFact(tx, { kind, standing, figures, caseId: head.id, on: change.on });
  if ('problem' in found || !standing) throw notFound('problem' in found ? found : null);
  if (found.span === null && (await openBreachOf(tx, standing.account, kind, head.id))) {
    throw new Fault('effect-conflict', '该账户同一情形的违约处置尚未办结，不能重复发起。');
  }
  const caseId = await insertBreach(tx, {
    ...{ caseId: head.id, key: found.key, center: head.center, branch: head.branch },
    ...{ person: person.id, account: standing.account, agreement: standing.agreement, kind },
    ...{ foundBy: change.by.id, foundOn: change.on, span: found.span },
  });
  if (caseId !== head.id) {
    throw new Fault('effect-conflict', '这段欠缴已有违约办件，不能重复发起。');
  }
  const cureDays = found.cureDaysOf(person.key);
  await updateBreach(tx, head.id, { cureDays, noticedOn: change.on });
  await nameWithdrawal(context, params, standing.account);
  await attachFile(context, params);
  return {};
}

function notFound(found: { readonly problem: string; readonly clause: string } | null): Fault {
  if (!found) return new Fault('action-not-permitted', '该账户没有生效的缴存使用协议。');
  return new Fault('action-not-permitted', found.problem, { members: { clause: found.clause } });
}

async function attachFile(context: Context, params: Params): Promise<void> {
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
}

/** The notice reached the person: from here the cure period runs; the decision: from here it counts. */
async function recordService(context: Context, params: Params): Promise<object> {
  await attachFile(context, params);
  const { on, way, cureUntil } = params;
  if (typeof cureUntil === 'string') {
    const served = { on: String(on), way: String(way), cureUntil };
    await updateBreach(context.tx, context.head.id, { served });
  }
  return {};
}

async function end(context: Context, outcome: string): Promise<object> {
  const { tx, change, head } = context;
  await updateBreach(tx, head.id, { ended: { outcome, on: change.on } });
  return {};
}

async function takeMeasures(context: Context, params: Params): Promise<object> {
  // As the rule gave them, sent by our own workflow.
  const measures = params['measures'] as readonly Measure[];
  for (const measure of measures) await take(context, measure);
  if (measures.some(({ kind }) => kind === 'ban')) await clawBackFor(context);
  if (!measures.some(({ kind }) => kind === 'agreement-suspended')) return {};
  const standing = await lockInForce(context.tx, String(params['account']));
  if (standing?.state !== 'active') return {};
  await carryOut(context, standing, { change: 'suspend', reason: 'breach', owesFrom: null });
  return {};
}

async function take({ tx, change, head, person }: Context, measure: Measure): Promise<void> {
  const { kind, term, clause, onPerson, from, until, fromMonth } = measure;
  const account = onPerson ? null : await accountOf(tx, head.id);
  await insertMeasure(tx, {
    ...{ id: randomUUID(), center: head.center, person: person.id, account, caseId: head.id },
    ...{ kind, term, clause, from, until, fromMonth, by: change.by.id, at: change.at },
  });
}

async function accountOf(tx: Context['tx'], caseId: string): Promise<string | null> {
  const { rows } = await tx.query<{ account: string }>(
    'select account from breach where case_id = $1',
    [caseId],
  );
  return rows[0]?.account ?? null;
}

/** An agreement that has ended meanwhile is not ended again; the decision stands as a measure. */
async function terminate(context: Context, params: Params): Promise<object> {
  await take(context, { ...(params['measure'] as Measure), from: context.change.on });
  const standing = await lockInForce(context.tx, String(params['account']));
  if (!standing) return {};
  await carryOut(context, standing, { change: 'terminate', reason: 'breach', owesFrom: null });
  return {};
}

/** An agreement that nothing but the measure kept suspended is in force again. */
async function endAll(
  context: Context,
  { kind, why }: { readonly kind: string | null; readonly why: 'lifted' | 'revoked' },
): Promise<object> {
  const { tx, change, head } = context;
  const { on, at, by } = change;
  const ended = await endMeasures(tx, { caseId: head.id, kind, on, why, by: by.id, at });
  if (!ended.includes('agreement-suspended')) return {};
  const { rows } = await tx.query<{ id: string }>(
    `select a.id from breach b join account a on a.number = b.account
       join agreement g on g.id = b.agreement and g.state = 'suspended' and g.state_case = $1
      where b.case_id = $1`,
    [head.id],
  );
  const [row] = rows;
  if (!row) return {};
  return resumeAfter(context, { account: row.id, of: 'breach', reason: `measure-${why}` });
}
