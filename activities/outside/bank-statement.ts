/**
 * The bank's statement (对账单) of a day: fetched into a file, no larger than told, with the checksum
 * that was told; then read line by line, with sums and balances that must add up.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { exact, isYuan, type Yuan, yuan } from '../../src/domain/money.ts';
import { positive, statementAnswer } from './bank-answer.ts';
import { outsideFault } from './failure.ts';
import type { CallOptions, Outside } from './http.ts';

export interface StatementWanted {
  readonly center: string;
  readonly day: PlainDate;
  readonly charset?: 'utf-8' | 'gb18030';
  /** Path of the file to write; it is there only when it is whole. */
  readonly into: string;
}

export interface StatementOptions extends CallOptions {
  /** The download by itself; 120 s unless told otherwise. */
  readonly fileTimeoutMs?: number;
}

export type BankStatement =
  | { readonly state: 'not-ready' }
  | ({ readonly state: 'ready'; readonly file: string } & StatementTold);

/** What the bank tells of a statement beside its file. Amounts in yuan. */
export interface StatementTold {
  readonly charset: 'utf-8' | 'gb18030';
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  readonly lines: number;
  readonly opening: Yuan;
  readonly received: Yuan;
  readonly paid: Yuan;
  readonly closing: Yuan;
}

const FILE_TIMEOUT_MS = 120_000;

export async function fetchStatement(
  outside: Outside,
  { center, day, charset = 'gb18030', into }: StatementWanted,
  options: StatementOptions,
): Promise<BankStatement> {
  const requestId = options.key;
  const told = await outside.call(
    {
      method: 'POST',
      path: '/v1/statements',
      body: { requestId, center, day, charset },
      status: 200,
      schema: statementAnswer,
      belongs: (one) => one.requestId === requestId && one.center === center && one.day === day,
    },
    options,
  );
  if (told.result === 'not-ready') return { state: 'not-ready' };
  if (told.charset !== charset) throw outsideFault('bank', 'other-request');
  const { bytes, sha256, lines, opening, received, paid, closing } = told;
  const { fileTimeoutMs = FILE_TIMEOUT_MS } = options;
  await outside.download(
    {
      path: `/v1/statements/${center}/${day}/${charset}`,
      type: /^text\/csv\s*(;|$)/i,
      take: (body) => keep(body, { bytes, sha256, into }),
    },
    { ...options, timeoutMs: fileTimeoutMs },
  );
  const file = { file: into, charset, bytes, sha256, lines, opening, received, paid, closing };
  return { state: 'ready', ...file };
}

/** Writes the file beside its place, and puts it there when it is what was told. */
async function keep(
  body: AsyncIterable<Uint8Array>,
  { bytes, sha256, into }: { bytes: number; sha256: string; into: string },
): Promise<void> {
  // A name of its own: an attempt that was given up may still be writing.
  const beside = `${into}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  const file = await open(beside, 'w', 0o600);
  try {
    let length = 0;
    for await (const part of body) {
      length += part.length;
      if (length > bytes) throw outsideFault('bank', 'too-large');
      hash.update(part);
      await file.write(part);
    }
    if (length !== bytes || hash.digest('hex') !== sha256) {
      throw outsideFault('bank', 'checksum-differs');
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(beside, { force: true });
    throw error;
  }
  await file.close();
  await rename(beside, into);
}

/** One line: an amount that came (positive) or went (negative), and the balance after it. */
export interface StatementLine {
  /** The bank's serial number. */
  readonly serial: string;
  /** Of our instruction; null: the money moved without one. */
  readonly key: string | null;
  readonly amount: Yuan;
  readonly balance: Yuan;
  /** Masked by the bank. */
  readonly party: string;
  readonly account: string;
  readonly text: string;
  readonly virtualAccount: string | null;
  /** What the bank says it is; interest and fees are the center's own. */
  readonly kind: 'transfer' | 'interest' | 'fee';
}

const COLUMNS = {
  银行流水号: 'serial',
  业务编号: 'key',
  收付: 'direction',
  金额: 'amount',
  余额: 'balance',
  对方户名: 'party',
  对方账号: 'account',
  摘要: 'text',
  虚拟户号: 'virtualAccount',
  类别: 'kind',
} as const;

const KINDS = { 转账: 'transfer', 利息: 'interest', 手续费: 'fee' } as const;

const text = z.string().max(200);
const textOrNull = text.transform((value) => (value === '' ? null : value));
const row = z
  .strictObject({
    serial: z.string().min(1).max(100),
    key: textOrNull,
    direction: z.enum(['收', '付']),
    amount: positive,
    balance: z.custom<Yuan>(isYuan),
    party: text,
    account: text,
    text,
    virtualAccount: textOrNull,
    // A file of before this column was agreed has none.
    kind: z
      .enum(['转账', '利息', '手续费'])
      .default('转账')
      .transform((title) => KINDS[title]),
  })
  .transform(({ direction, amount, ...line }): StatementLine => ({
    ...line,
    amount: direction === '收' ? amount : yuan(`-${amount}`),
  }));

type Ready = Extract<BankStatement, { readonly state: 'ready' }>;

/**
 * The lines of a fetched statement, in the bank's order.
 *
 * @throws Fault 'outside-answer-unusable' at the first line that cannot be read or whose balance
 *   does not follow from the one before, and at the end when lines or sums are not those told
 */
export async function* statementLines(statement: Ready): AsyncGenerator<StatementLine> {
  let count = 0;
  let balance = exact(statement.opening);
  let received = exact(0);
  let paid = exact(0);
  for await (const line of rowsOf(statement)) {
    const amount = exact(line.amount);
    balance = balance.plus(amount);
    if (!balance.equals(line.balance)) throw outsideFault('bank', 'sums-differ');
    if (amount.isNegative()) paid = paid.minus(amount);
    else received = received.plus(amount);
    count += 1;
    yield line;
  }
  const adds =
    count === statement.lines &&
    balance.equals(statement.closing) &&
    received.equals(statement.received) &&
    paid.equals(statement.paid);
  if (!adds) throw outsideFault('bank', 'sums-differ');
}

async function* rowsOf({ file, charset }: Ready): AsyncGenerator<StatementLine> {
  const source = Readable.from(decoded(file, charset));
  const rows = source.pipe(
    parse({ columns: (heads: string[]) => heads.map(columnOf), max_record_size: 4096 }),
  );
  // An error of the decoder does not pass through a pipe by itself.
  source.once('error', (error) => rows.destroy(error));
  try {
    for await (const record of rows) {
      const parsed = row.safeParse(record);
      if (!parsed.success) throw outsideFault('bank', 'wrong-shape');
      yield parsed.data;
    }
  } catch (error) {
    // The parser's own message quotes the line; it must not go on.
    if (error instanceof TypeError || isOfParser(error)) throw outsideFault('bank', 'wrong-shape');
    throw error;
  } finally {
    source.destroy();
    rows.destroy();
  }
}

function columnOf(head: string): string {
  return Object.hasOwn(COLUMNS, head) ? COLUMNS[head as keyof typeof COLUMNS] : head; // just checked
}

function isOfParser(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

async function* decoded(file: string, charset: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset, { fatal: true });
  for await (const part of createReadStream(file)) {
    yield decoder.decode(part as Buffer, { stream: true });
  }
  yield decoder.decode();
}
