/**
 * The daily reconciliation (银行对账) as a run: the bank's statement of a day is fetched, paired line
 * by line with our book 银行存款, and what does not pair is written down as a difference.
 *
 * @source 通知（征求意见稿）（五）
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  endComparison,
  freezeComparison,
  putLines,
  putStatement,
  settleLate,
  statementKept,
  workOffComparison,
  type BankLine,
} from '../../src/db/bank-days.ts';
import {
  inRun,
  openItems,
  settleItems,
  type Run,
  type RunItem,
  type Settled,
} from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { statementLines, type BankStatement } from '../outside/bank-statement.ts';
import type { Frozen, Progress, RunWork, Working } from './kind.ts';
import { askForShown } from './reconciliation-asks.ts';

/** Lines written or worked off in one statement. */
const LINES = 2_000;
/** The bank makes its statements at night; how soon it is asked again, in seconds. */
const ASK_AGAIN_S = 600;
const ASK_FOR_MS = 60_000;

export const reconciliationRun: RunWork = { prepare, freeze, chunk, close };

/** Fetches the statement and keeps its lines; a day that is not over yet, or not told, is waited for. */
async function prepare(working: Working): Promise<Progress> {
  const { deps, run, signal } = working;
  const folder = await mkdtemp(join(tmpdir(), 'statement-'));
  try {
    const wanted = {
      ...{ center: run.center, day: plainDate(run.business_on) },
      into: join(folder, 'statement.csv'),
    };
    const options = { key: `${run.id}/statement`, signal, timeoutMs: ASK_FOR_MS };
    const statement = await deps.bank.fetchStatement(wanted, options);
    if (statement.state === 'not-ready') return { kind: 'wait', seconds: ASK_AGAIN_S };
    await keep(working, statement);
    await askForShown(working);
    return { kind: 'more' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Ready = Extract<BankStatement, { readonly state: 'ready' }>;

function keep({ deps, run, at }: Working, statement: Ready): Promise<void> {
  const { center, business_on: day } = run;
  const { sha256, lines: count, opening, received, paid, closing } = statement;
  return inRun(deps.pool, run, async (tx) => {
    await settleLate(tx, center, at);
    const head = { day, sha256, lines: count, opening, received, paid, closing };
    if (!(await putStatement(tx, { center, head, at }))) return;
    let lines: BankLine[] = [];
    const put = async () => {
      await putLines(tx, { center, day, lines });
      lines = [];
    };
    let n = 0;
    for await (const line of statementLines(statement)) {
      const { serial, key, amount, balance, virtualAccount, kind } = line;
      n += 1;
      lines.push({ n, serial, key, amount, balance, virtualAccount, kind });
      if (lines.length === LINES) await put();
    }
    await put();
  });
}

async function freeze(tx: Tx, run: Run): Promise<Frozen> {
  if (!(await statementKept(tx, run.center, run.business_on))) {
    throw new Error('the statement that was fetched is gone');
  }
  await freezeComparison(tx, run.id);
  return {};
}

async function chunk({ deps, run, at }: Working): Promise<Progress> {
  const items = await inRun(deps.pool, run, async (tx) => {
    const open = await openItems(tx, run.id, LINES);
    await workOffComparison(tx, { run: run.id, items: open.map(({ n }) => n), at });
    await settleItems(tx, run.id, { settled: open.map(settledOf), at });
    return open.length;
  });
  return { kind: items > 0 ? 'more' : 'end' };
}

const PAIRED = new Set(['matched', 'matched-late', 'taken-back']);

/** A difference is an item that waits for a person. */
function settledOf({ n, detail }: RunItem): Settled {
  const outcome = String(detail['outcome']);
  if (PAIRED.has(outcome)) return { n, state: 'done', outcome };
  return { n, state: 'failed', outcome: outcome === 'amount-differs' ? 'line-differs' : outcome };
}

async function close(tx: Tx, run: Run, { at }: Working): Promise<object> {
  return { ...(await endComparison(tx, run, at)) };
}
