/**
 * 零余额停缴排查 as a run: whoever holds nothing and has not contributed for the months of the center's
 * figure is listed, and after a supervisor's approval a case begins for each; whoever comes near is
 * warned. Only what the approved list names is done, and each account is looked at again before it is.
 *
 * @source 通知（征求意见稿）（十四）; 民法典 第一千二百五十九条
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { insertOutbox, insertOutboxRows } from '../../src/db/case-papers.ts';
import {
  beginDormancies,
  freezeDormancy,
  paidSince,
  startsUnderWay,
  stillDormant,
  warningsOf,
  type Beginning,
  type StillDormant,
} from '../../src/db/dormancy-sweep.ts';
import type { Tx } from '../../src/db/pool.ts';
import {
  inRun,
  openItems,
  settleItems,
  type Run,
  type RunItem,
  type Settled,
} from '../../src/db/runs.ts';
import {
  addMonths,
  addToMonth,
  firstDayOf,
  monthOf,
  monthsBetween,
  plainDate,
  plainMonth,
} from '../../src/domain/calendar.ts';
import { nextWarning, warnedFrom, warnedMonths } from '../../src/policy/dormancy-warnings.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import { dormancyMonths } from '../dormancy.ts';
import { tellOfMoney, type MoneyNotice } from '../money-notices.ts';
import { TELL_CASE } from '../service-news.ts';
import {
  UNREADABLE,
  type Frozen,
  type Progress,
  type RunDeps,
  type RunWork,
  type Working,
} from './kind.ts';

/** How much at a time. */
export interface DormancyPace {
  /** Items of one transaction. */
  readonly items: number;
  /** So many cases may be on their way at once; the run waits for the rest to begin. */
  readonly underWayMax: number;
}

/** @param pace smaller, for tests */
export function dormancyWork(pace: DormancyPace): RunWork {
  return { freeze, chunk: (working) => chunk(working, pace), close };
}

export const dormancyRun = dormancyWork({ items: 200, underWayMax: 400 });

const WAIT_SECONDS = 5;
/** Of so long the warnings are counted. */
const WARNINGS_MONTHS = 12;

async function freeze(tx: Tx, run: Run, { offices }: RunDeps): Promise<Frozen> {
  const { figures } = await offices.read();
  const { center } = run;
  const on = plainDate(run.business_on);
  const months = dormancyMonths(figures, { center, on });
  const terms = interestTerms(figures, { center, on });
  if (months === Number.MAX_SAFE_INTEGER || !terms) return { brake: 'figure-missing' };
  const { rates, divisor } = terms;
  await freezeDormancy(tx, {
    ...{ run: run.id, center, months },
    warnedFrom: warnedFrom(months, warnedMonths(figures, { center, on })),
    ...{ month: monthOf(on), on, rates: JSON.stringify(rates), divisor },
  });
  return {};
}

async function chunk(
  { deps, run, at }: Working,
  { items: atOnce, underWayMax }: DormancyPace,
): Promise<Progress> {
  const room = underWayMax - (await startsUnderWay(deps.pool, run.center));
  if (room <= 0) return { kind: 'wait', seconds: WAIT_SECONDS };
  const taken = await inRun(deps.pool, run, async (tx) => {
    const items = await openItems(tx, run.id, Math.min(atOnce, room));
    if (items.length > 0) await work(tx, deps, { run, at, items });
    return items.length;
  });
  return taken > 0 ? { kind: 'more' } : { kind: 'end' };
}

interface Chunk {
  readonly run: Run;
  readonly at: number;
  readonly items: readonly RunItem[];
}

/** As the list was frozen. */
interface Listed {
  readonly what: 'close' | 'warn';
  readonly emptyFrom: string;
  readonly accountId: string;
}

/** What a chunk comes to, item by item. */
interface Worked {
  readonly settled: Settled[];
  readonly warnings: { readonly n: number; readonly notice: MoneyNotice }[];
  readonly beginnings: Beginning[];
}

async function work(tx: Tx, deps: RunDeps, { run, at, items }: Chunk): Promise<void> {
  const today = monthOf(plainDate(run.business_on));
  const accounts = items.map(({ subject }) => subject);
  const now = await stillDormant(tx, { center: run.center, accounts, month: today });
  const worked: Worked = { settled: [], warnings: [], beginnings: [] };
  for (const item of items) {
    await workOne(deps, run, { item, found: now.get(item.subject) }, worked);
  }
  const { warnings, beginnings } = worked;
  await begin(tx, deps, run, beginnings);
  const unreadable = new Set<string>();
  await tellOfMoney(tx, deps.personKeys, {
    ...{ notices: warnings.map(({ notice }) => notice), at },
    onUnreadable: (account) => unreadable.add(account),
  });
  const told = warnings.map(({ n, notice }): Settled =>
    unreadable.has(notice.account) ? { n, ...UNREADABLE } : { n, state: 'done', outcome: 'warned' },
  );
  await settleItems(tx, run.id, { settled: [...worked.settled, ...told], at });
}

interface OneItem {
  readonly item: RunItem;
  readonly found: StillDormant | undefined;
}

async function workOne(
  deps: RunDeps,
  run: Run,
  { item, found }: OneItem,
  { settled, warnings, beginnings }: Worked,
): Promise<void> {
  const { n, subject: account } = item;
  const listed = item.detail as unknown as Listed;
  const changed = found?.emptyFrom === listed.emptyFrom ? found.reason : 'contributing';
  if (found === undefined || changed !== null) {
    settled.push({ n, state: 'refused', outcome: changed ?? 'contributing' });
  } else if (!canBeOpened(deps, found)) {
    settled.push({ n, ...UNREADABLE });
  } else if (listed.what === 'warn') {
    warnings.push({ n, notice: await warning(deps, run, { account, listed }) });
  } else {
    beginnings.push({ caseId: randomUUID(), account, emptyFrom: listed.emptyFrom });
    settled.push({ n, state: 'done', outcome: 'closing-begun' });
  }
}

function canBeOpened({ personKeys }: RunDeps, { person, wrappedKey }: StillDormant): boolean {
  try {
    personKeys.unwrap(person, wrappedKey);
    return true;
  } catch {
    return false;
  }
}

interface One {
  readonly account: string;
  readonly listed: Listed;
}

/** Once for each of the months at which somebody is warned. */
async function warning(
  { offices }: RunDeps,
  run: Run,
  { account, listed }: One,
): Promise<MoneyNotice> {
  const on = plainDate(run.business_on);
  const { figures } = await offices.read();
  const scope = { center: run.center, on };
  const months = dormancyMonths(figures, scope);
  const warned = warnedMonths(figures, scope);
  const emptyFrom = plainMonth(listed.emptyFrom);
  const emptyMonths = monthsBetween(emptyFrom, monthOf(on));
  return {
    kind: 'dormancy-warning',
    key: `dormancy-warning/${listed.accountId}/${emptyFrom}/${String(emptyMonths)}`,
    account,
    params: {
      ...{ warnedOn: on, emptyFrom, emptyMonths, months },
      nextOn: nextWarning(emptyFrom, emptyMonths, { months, warned }),
      possibleFrom: firstDayOf(addToMonth(emptyFrom, months)),
    },
  };
}

/** The accounts in the book and the messages that start their cases, in one transaction: both or neither. */
async function begin(
  tx: Tx,
  { personKeys }: RunDeps,
  run: Run,
  given: readonly Beginning[],
): Promise<void> {
  const { center, business_on: on } = run;
  const begun = await beginDormancies(tx, { run: run.id, on, rows: given });
  const messages = begun.map(({ caseId, accountId: account, person, branch, wrappedKey }) => {
    const key = `dormancy/${caseId}/start`;
    const own = personKeys.unwrap(person, wrappedKey);
    const payload = sealJson(own, place.outbox(key), { account, branch });
    return { key, center, caseId, person, kind: 'start-dormant-closing', payload };
  });
  await insertOutboxRows(tx, messages);
}

/** Whoever contributes again while a case is open: the case is told to look. What warnings came to is counted. */
async function close(tx: Tx, run: Run): Promise<object> {
  const paid = await paidSince(tx, run.center);
  for (const { caseId, person, month } of paid) {
    const told = { key: `dormancy/${caseId}/paid/${month}`, center: run.center, caseId, person };
    await insertOutbox(tx, { ...told, kind: TELL_CASE, payload: '' });
  }
  const on = plainDate(run.business_on);
  const from = addMonths(on, -WARNINGS_MONTHS);
  return { told: paid.length, ...(await warningsOf(tx, { center: run.center, from, on })) };
}
