/**
 * 违约排查 as a run: whoever missed contributions for as many months in a row as the center's figure says
 * is listed, and a breach case begins for each, once for those months. Cases whose person pays again are
 * told so. Months that only the limits of the center kept from being debited are nobody's breach: where such
 * months alone make up the number, the account is listed as excluded.
 *
 * @source 通知（征求意见稿）（二）
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { readable } from '../../src/crypto/readable.ts';
import {
  insertBreach,
  keptOutBy,
  missedKey,
  missedSpans,
  spansWithLeftOut,
  type MissedSpan,
} from '../../src/db/breaches.ts';
import { insertOutbox } from '../../src/db/case-papers.ts';
import type { Tx } from '../../src/db/pool.ts';
import {
  inRun,
  openItems,
  settleItems,
  type Run,
  type RunItem,
  type Settled,
} from '../../src/db/runs.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import type { BreachKind } from '../../src/domain/vocabulary.ts';
import { findInForce } from '../../src/ledger/agreements-in-force.ts';
import { missedMonthsMin } from '../breach-facts.ts';
import { TELL_CASE } from '../service-news.ts';
import {
  UNREADABLE,
  type Frozen,
  type Progress,
  type RunDeps,
  type RunWork,
  type Working,
} from './kind.ts';

/** What the run finds. */
const FACT: BreachKind = 'missed-contributions';
/** Items of one transaction. */
const ITEMS = 50;

export const breachRun: RunWork = { freeze, chunk, close };

interface Listed extends MissedSpan {
  readonly reason: string | null;
}

async function freeze(tx: Tx, run: Run, { offices }: RunDeps): Promise<Frozen> {
  const { figures } = await offices.read();
  const least = missedMonthsMin(figures, {
    center: run.center,
    on: plainDate(run.business_on),
  });
  if (least === Number.MAX_SAFE_INTEGER) return { brake: 'figure-missing' };
  const enough = ({ months }: MissedSpan) => months >= least;
  const spans = (await missedSpans(tx, run.center)).filter(enough);
  const own = new Set(spans.map(({ account }) => account));
  const leftOut = (await spansWithLeftOut(tx, run.center)).filter(
    (span) => enough(span) && !own.has(span.account),
  );
  const by = await keptOutBy(tx, leftOut);
  const kept = leftOut.map((span) => {
    return { ...span, reason: by.get(span.account) ?? 'outside-limits' };
  });
  await insertItems(tx, run.id, [...(await withReasons(tx, spans)), ...kept]);
  return {};
}

/** Those whose case has begun are not listed again. */
async function withReasons(tx: Tx, spans: readonly MissedSpan[]): Promise<readonly Listed[]> {
  const { rows } = await tx.query<{
    key: string;
    active: boolean;
    forgotten: boolean;
    known: boolean;
  }>(
    `select s.key, p.wrapped_key is null as forgotten,
            exists (select from breach b where b.key = s.key) as known,
            exists (select from agreement g where g.account = a.number and g.state = 'active')
              as active
       from jsonb_to_recordset($1) as s(key text, account text)
       join account a on a.number = s.account join person p on p.id = a.person`,
    [JSON.stringify(spans.map((span) => ({ key: missedKey(span), account: span.account })))],
  );
  const known = new Map(rows.map((row) => [row.key, row]));
  return spans.flatMap((span): readonly Listed[] => {
    const row = known.get(missedKey(span));
    if (!row || row.known) return [];
    if (row.forgotten) return [{ ...span, reason: 'person-forgotten' }];
    return [{ ...span, reason: row.active ? null : 'agreement-not-active' }];
  });
}

async function insertItems(tx: Tx, run: string, listed: readonly Listed[]): Promise<void> {
  const items = listed.map(({ account, from, to, months, reason }, at) => ({
    ...{ n: at + 1, subject: `${account}/${from}`, account, reason },
    verdict: reason === null ? 'due' : 'excluded',
    detail: { coversFrom: from, coversTo: to, months },
  }));
  await tx.query(
    `insert into run_item (run, n, subject, account, verdict, reason, detail)
     select $1, n, subject, account, verdict, reason, detail
       from jsonb_to_recordset($2) as i(n integer, subject text, account text, verdict text,
         reason text, detail jsonb)`,
    [run, JSON.stringify(items)],
  );
}

async function chunk({ deps, run, at }: Working): Promise<Progress> {
  const taken = await inRun(deps.pool, run, async (tx) => {
    const items = await openItems(tx, run.id, ITEMS);
    const settled: Settled[] = [];
    for (const item of items) {
      settled.push({ n: item.n, ...(await begin(tx, deps, { run, item })) });
    }
    await settleItems(tx, run.id, { settled, at });
    return items.length;
  });
  return taken > 0 ? { kind: 'more' } : { kind: 'end' };
}

interface ListedMonths {
  readonly coversFrom: string;
  readonly coversTo: string;
  readonly months: number;
}

interface Beginning {
  readonly run: Run;
  readonly item: RunItem;
}

type Outcome = Omit<Settled, 'n'>;
const BEGUN: Outcome = { state: 'done', outcome: 'breach-begun' };
/** The agreement has ended since the list was made. */
const ENDED: Outcome = { state: 'refused', outcome: 'agreement-not-active' };

/** The fact and the message that starts its case, in one transaction: both or neither, and once. */
async function begin(tx: Tx, { personKeys }: RunDeps, { run, item }: Beginning): Promise<Outcome> {
  const account = item.subject.split('/')[0] ?? '';
  const { rows } = await tx.query<{ id: string; wrapped_key: string | null }>(
    `select a.id, p.wrapped_key from account a join person p on p.id = a.person
      where a.number = $1`,
    [account],
  );
  const [row] = rows;
  const standing = row ? await findInForce(tx, row.id) : null;
  if (!row || !standing) return ENDED;
  const { person, branch } = standing;
  // Before anything is written: the message is sealed under it.
  const own = readable(() => personKeys.unwrap(person, row.wrapped_key));
  if (own === null) return UNREADABLE;
  // As the list was frozen.
  const { coversFrom: from, coversTo: to, months } = item.detail as unknown as ListedMonths;
  const caseId = randomUUID();
  const found = await insertBreach(tx, {
    ...{ caseId, key: missedKey({ account, from }), center: run.center, branch },
    ...{ person, account, agreement: standing.agreement },
    ...{ kind: FACT, foundBy: run.id, foundOn: run.business_on },
    span: { from, to, months },
  });
  if (found !== caseId) return BEGUN;
  const key = `breach/${caseId}/start`;
  const { center } = run;
  const start = { account: row.id, branch, fact: FACT };
  const payload = sealJson(own, place.outbox(key), start);
  await insertOutbox(tx, { key, center, caseId, person, kind: 'start-breach', payload });
  return BEGUN;
}

/** Whoever pays again while a case is open: the case is told to look. */
async function close(tx: Tx, run: Run): Promise<object> {
  const { rows } = await tx.query<{ case_id: string; person: string; month: string }>(
    `select b.case_id, b.person, max(c.month) as month
       from breach b join contribution c on c.account = b.account
      where b.center = $1 and b.ended_on is null and b.noticed_on is not null
        and c.month >= b.covers_from and c.taken_back is null
      group by b.case_id, b.person`,
    [run.center],
  );
  for (const { case_id: caseId, person, month } of rows) {
    const told = { key: `breach/${caseId}/paid/${month}`, center: run.center, caseId, person };
    await insertOutbox(tx, { ...told, kind: TELL_CASE, payload: '' });
  }
  return { told: rows.length };
}
