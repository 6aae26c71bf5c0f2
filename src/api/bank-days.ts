/** Reconciliation with the bank: its days, the lines of its statements, closing a day. */
import { z } from 'zod';
import { BANK_DAY_STATE_NAMES, BANK_LINE_STATE_NAMES } from '../cases/bank-differences.ts';
import { closeBankDay } from '../db/bank-differences.ts';
import { dateField } from '../forms/fields.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import {
  differencesOf,
  findBankDay,
  journalsNamed,
  listBankDayRows,
  listBankLineRows,
  type BankDayRow,
} from './queries/bank.ts';
import { BankDayPage, BankDayView, BankLinePage } from './schemas/bank.ts';
import { centerCode, limitOf, paging } from './schemas/terms.ts';
import { closeOf, showBankDay, showBankLine, showDifference } from './show-bank.ts';
import { iso } from './show-case.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Bank';
const params = z.object({ center: centerCode, day: dateField });

export const listBankDays = operation({
  id: 'listBankDays',
  method: 'get',
  path: '/bank-days',
  tag,
  summary: 'Days of the deposit at the bank beside our book, the newest first',
  query: z.object({
    ...paging,
    center: centerCode.optional(),
    state: z.enum(BANK_DAY_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: BankDayPage } },
  handle: async (call, { pool, secrets }) => {
    const { center = null, state = null, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = secrets.session;
    const [rows, names] = await Promise.all([
      listBankDayRows(
        pool,
        call,
        { center, state },
        { limit, after: cursorIn(key, 'bank-days', cursor) },
      ),
      namesIn(pool, centersOf(call)),
    ]);
    const body = page(
      rows,
      limit,
      (row) => cursorText(key, 'bank-days', [row.day, row.center]),
      (row) => showBankDay(row, names),
    );
    return { status: 200, body };
  },
});

export const getBankDay = operation({
  id: 'getBankDay',
  method: 'get',
  path: '/bank-days/{center}/{day}',
  tag,
  summary: 'One day: both sides, every difference with what may be done about it',
  params,
  answers: { 200: { description: 'The day', schema: BankDayView, etag: true } },
  handle: async (call, deps) => {
    const body = await dayShown(call, deps, await dayFor(call, deps, call.params));
    return { status: 200, body, version: body.version };
  },
});

export const listBankLines = operation({
  id: 'listBankLines',
  method: 'get',
  path: '/bank-days/{center}/{day}/lines',
  tag,
  summary: "The bank's statement line by line, each with our journals, accounts and cases",
  params,
  query: z.object({
    ...paging,
    state: z.enum(BANK_LINE_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: BankLinePage } },
  handle: async (call, deps) => {
    const { center, day } = await dayFor(call, deps, call.params);
    const { state = null, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `bank-lines/${center}/${day}`;
    const [after] = cursorIn(key, list, cursor) ?? [];
    const rows = await listBankLineRows(
      deps.pool,
      { center, day, state },
      { limit, after: Number(after ?? 0) },
    );
    const journals = await journalsNamed(
      deps.pool,
      rows.flatMap((row) => row.journals),
    );
    const body = page(
      rows,
      limit,
      ({ n }) => cursorText(key, list, [String(n)]),
      (row) => showBankLine(row, journals),
    );
    return { status: 200, body };
  },
});

export const closeBankDayOperation = operation({
  id: 'closeBankDay',
  method: 'post',
  path: '/bank-days/{center}/{day}:close',
  tag,
  summary: 'Close a day: everything pairs, was posted or is explained',
  params,
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The day after it', schema: BankDayView, etag: true } },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const row = await dayFor(call, deps, call.params);
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && row.version > call.version)) {
      const { center, day } = row;
      const by = acting(call, deps, grantIn(call, center));
      await closeBankDay(deps.pool, { center, day, version: call.version, by });
    }
    const body = await dayShown(call, deps, await dayFor(call, deps, call.params));
    return { status: 200, body, version: body.version };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
async function dayFor(
  call: Context,
  { pool }: ApiDeps,
  of: { readonly center: string; readonly day: string },
): Promise<BankDayRow> {
  const row = await findBankDay(pool, call, of);
  if (!row) throw notFound();
  return row;
}

async function dayShown(call: Context, { pool }: ApiDeps, row: BankDayRow) {
  const [rows, names] = await Promise.all([differencesOf(pool, row), namesIn(pool, [row.center])]);
  const journals = await journalsNamed(
    pool,
    rows.flatMap((one) => [...one.journals, ...one.posted]),
  );
  return {
    ...showBankDay(row, names),
    sha256: row.sha256,
    fetchedAt: iso(row.fetchedAt),
    found: rows.map((one) => showDifference(one, { call, names, journals })),
    close: closeOf(row, call),
  };
}
