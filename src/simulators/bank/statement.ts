/**
 * The statement (对账单) of a deposit account: a CSV file for each day that is over, the same bytes
 * whenever it is asked for, with a checksum told beside it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Ask } from '../database.ts';
import { maskNumber } from '../mask.ts';
import { type BankDesk } from './desk.ts';
import { encodeGb18030 } from './gb18030.ts';
import { type StatementPath, type StatementQuery } from './inputs.ts';
import { cents, yuan } from './money.ts';

const Line = z.object({
  serial: z.string(),
  key: z.string().nullable(),
  amount: z.string(),
  balance: z.string(),
  party: z.string(),
  account: z.string(),
  note: z.string(),
  virtual: z.string().nullable(),
  kind: z.enum(['transfer', 'interest', 'fee']),
});
type Line = z.infer<typeof Line>;

interface Statement {
  readonly accountNo: string;
  readonly opening: string;
  readonly lines: readonly Line[];
}

const LINES = `
select serial, key, amount::text, balance::text, party, party_account as account, note,
  virtual_account as virtual, kind
from sim.bank_entry where center = $1 and day = $2 order by id`;
/** What was there before the first line of the day; without one, after the last line before. */
const OPENING = `
select d.account_no as "accountNo", coalesce(
  (select e.balance - e.amount from sim.bank_entry e where e.center = d.center and e.day = $2
   order by e.id limit 1),
  (select e.balance from sim.bank_entry e where e.center = d.center and e.day < $2
   order by e.id desc limit 1), d.opening)::text as opening
from sim.bank_deposit d where d.center = $1`;

/** Null while the day is not over, or when the bank keeps no account of the center. */
async function statementOf(
  ask: Ask,
  { today }: BankDesk,
  { center, day }: StatementPath,
): Promise<Statement | null> {
  if (day >= today()) return null;
  const [account] = await ask(OPENING, [center, day], 'statement opening');
  if (!account) return null;
  const lines = z.array(Line).parse(await ask(LINES, [center, day], 'statement lines'));
  return { accountNo: String(account['accountNo']), opening: String(account['opening']), lines };
}

/** The file; null when there is none (yet). */
export async function statementFile(desk: BankDesk, path: StatementPath): Promise<Buffer | null> {
  const statement = await statementOf(desk.database.ask, desk, path);
  return statement && bytesOf(statement, path);
}

/** What the file will be: length, checksum and sums. */
export async function statementInfo(desk: BankDesk, query: StatementQuery): Promise<object> {
  const { requestId, center, day, charset } = query;
  const statement = await statementOf(desk.database.ask, desk, query);
  const named = { requestId, center, day };
  if (!statement) return { ...named, result: 'not-ready' };
  const { lines, opening, accountNo } = statement;
  const file = bytesOf(statement, query);
  const sum = (some: readonly Line[]) =>
    yuan(some.reduce((total, { amount }) => total + cents(amount), 0n));
  return {
    ...named,
    result: 'ready',
    account: maskNumber(accountNo),
    charset,
    bytes: file.length,
    sha256: createHash('sha256').update(file).digest('hex'),
    lines: lines.length,
    opening,
    received: sum(lines.filter(({ amount }) => !amount.startsWith('-'))),
    paid: sum(lines.filter(({ amount }) => amount.startsWith('-'))).replace('-', ''),
    closing: lines.at(-1)?.balance ?? opening,
  };
}

const HEADS = [
  '银行流水号',
  '业务编号',
  '收付',
  '金额',
  '余额',
  '对方户名',
  '对方账号',
  '摘要',
  '虚拟户号',
  '类别',
];

const KINDS = { transfer: '转账', interest: '利息', fee: '手续费' } as const;

function bytesOf({ lines }: Statement, { charset }: StatementPath): Buffer {
  const rows = lines.map((line) => [
    line.serial,
    line.key ?? '',
    line.amount.startsWith('-') ? '付' : '收',
    line.amount.replace('-', ''),
    line.balance,
    line.party,
    line.account,
    line.note,
    line.virtual ?? '',
    KINDS[line.kind],
  ]);
  const text = [HEADS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  return charset === 'gb18030' ? encodeGb18030(text) : Buffer.from(text, 'utf8');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
