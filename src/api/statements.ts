/** Statements of an account (对账单): for a period, as the books stand or stood; on paper and as a table. */
import { z } from 'zod';
import { instantText } from '../cases/wording.ts';
import { maskDocument } from '../crypto/mask.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { issuePersonDocument } from '../db/person-documents.ts';
import { readPerson } from '../db/persons.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { DOCUMENT_TYPE_NAMES, DOCUMENT_TYPES } from '../domain/vocabulary.ts';
import { accountStatement, type StatementAsk } from '../ledger/account-statement.ts';
import { MONEY_SOURCES } from '../ledger/chart.ts';
import { accountFor } from './accounts.ts';
import { acting, grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { MEDIA_TYPES } from './export/sheet-file.ts';
import { exported, type Column } from './export/table.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { personDocument } from './person-documents.ts';
import { personPaper } from './person-paper.ts';
import type { AccountDetailRow } from './queries/accounts.ts';
import { centerOnPaper } from './queries/offices.ts';
import { PersonDocumentView } from './schemas/parts.ts';
import { AccountStatementView } from './schemas/statement.ts';
import { date, idParams, instant } from './schemas/terms.ts';
import { showStatement, statementOnPaper, type ShownStatement } from './show-statement.ts';

const tag = 'Accounts';
/** What a screen and a paper can show; more is asked for in parts. */
const LINES_MAX = 2_000;

const asked = {
  from: date.optional().meta({ description: 'First value date; left out: the day of opening' }),
  to: date.optional().meta({ description: 'Last value date; left out: today' }),
  source: z.enum(MONEY_SOURCES, { error: '没有这种资金来源' }).optional(),
  at: instant.optional().meta({ description: 'Only what was written down by this moment' }),
};
type Asked = z.infer<z.ZodObject<typeof asked>>;

export const getAccountStatement = operation({
  id: 'getAccountStatement',
  method: 'get',
  path: '/accounts/{id}/statement',
  tag,
  summary: 'Opening balance, every line and closing balance of a period, by source',
  description: `At most ${String(LINES_MAX)} lines: more is refused, never cut off.`,
  params: idParams,
  query: z.object(asked),
  answers: { 200: { description: 'The statement', schema: AccountStatementView } },
  faults: ['too-large'],
  handle: async (call, deps) => {
    const row = await accountFor(call, deps, call.params.id);
    return { status: 200, body: await shown(deps, row, askOf(deps, row, call.query, 'query')) };
  },
});

export const printAccountStatement = operation({
  id: 'printAccountStatement',
  method: 'post',
  path: '/accounts/{id}/statement:print',
  tag,
  summary: 'The statement as a numbered document (个人明细账), kept with the person',
  params: idParams,
  body: z.strictObject(asked),
  bodyExample: { from: '2026-07-01', to: '2026-11-22', source: 'flexible' },
  keyed: true,
  answers: {
    200: {
      description: 'Issued before under this key',
      schema: PersonDocumentView,
      location: true,
    },
    201: {
      description: 'The document; its PDF is at `href`',
      schema: PersonDocumentView,
      location: true,
    },
  },
  faults: ['too-large', 'person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await accountFor(call, deps, call.params.id);
    const statement = await shown(deps, row, askOf(deps, row, call.body, 'body'));
    const params = await paperFor(call, deps, { row, statement });
    // Of caller and key: asked again, it is the same document.
    const id = caseIdOf(call.caller.id, `statement:${call.key}`);
    const { person, center } = row;
    const paper = personPaper(call, deps, {
      id,
      person,
      center,
      kind: 'account-statement',
      params,
    });
    await issuePersonDocument(deps.pool, createPersonKeys(deps.secrets.center), paper);
    const body = await personDocument(call, deps, { person: row.person, id });
    return { status: 201, location: body.href, body };
  },
});

const format = z.enum(['xlsx', 'csv'], { error: '格式须为 xlsx 或 csv' });
/** A row of the file: a line, or one of the two balances that frame them. */
type Line = Readonly<
  Record<
    | ('valueDate' | 'journal' | 'summary' | 'business' | 'mark' | 'sourceTitle' | 'amount')
    | ('carried' | 'current' | 'sourceBalance' | 'balance' | 'document' | 'recorded'),
    string
  >
>;

const isDebit = (amount: string) => amount.startsWith('-');
/** A mathematical minus: a hyphen would be taken for the begin of a formula. */
const signed = (amount: string) => amount.replace('-', '−');

const COLUMNS: readonly Column<Line>[] = [
  { title: '记账日期', width: 12, value: ({ valueDate }) => valueDate },
  { title: '凭证号', width: 12, value: ({ journal }) => journal },
  { title: '摘要', width: 28, value: ({ summary }) => summary },
  { title: '业务代码', width: 10, value: ({ business }) => business },
  { title: '冲账标识', width: 10, value: ({ mark }) => mark },
  { title: '资金来源', width: 16, value: ({ sourceTitle }) => sourceTitle },
  { title: '增加（元）', width: 16, value: ({ amount }) => (isDebit(amount) ? '' : amount) },
  {
    title: '减少（元）',
    width: 16,
    value: ({ amount }) => (isDebit(amount) ? amount.slice(1) : ''),
  },
  { title: '其中上年结转（元）', width: 18, value: ({ carried }) => signed(carried) },
  { title: '其中当年归集（元）', width: 18, value: ({ current }) => signed(current) },
  { title: '来源余额（元）', width: 16, value: ({ sourceBalance }) => sourceBalance },
  { title: '余额（元）', width: 16, value: ({ balance }) => balance },
  { title: '凭据号码', width: 24, value: ({ document }) => document },
  { title: '记账时间', width: 22, value: ({ recorded }) => recorded },
];

export const exportAccountStatement = operation({
  id: 'exportAccountStatement',
  method: 'post',
  path: '/accounts/{id}/statement:export',
  tag,
  summary: 'The lines of a statement as XLSX or CSV',
  description:
    'A reading, not a change: it needs no key, and every one leaves its line with period, count and hash. The first line is the opening balance, the last the closing one. Every cell is a text; one that a program could take for a formula has an apostrophe in front.',
  params: idParams,
  body: z.strictObject({ format, ...asked }),
  bodyExample: { format: 'xlsx', from: '2026-07-01', to: '2026-11-22' },
  answers: { 200: { description: 'The file', mediaTypes: Object.values(MEDIA_TYPES) } },
  faults: ['too-large'],
  handle: async (call, deps) => {
    const row = await accountFor(call, deps, call.params.id);
    const { format: wanted, ...rest } = call.body;
    const ask = askOf(deps, row, rest, 'body');
    return exported<Line, Line>(call, deps, {
      format: wanted,
      list: 'account-statement',
      title: '个人明细账',
      filter: { account: row.id, from: ask.from, to: ask.to, source: ask.source, at: ask.at },
      read: async (limit) => {
        const statement = await accountStatement(deps.pool, ask, limit);
        return framed(showStatement(ask, row, statement));
      },
      show: (line) => line,
      columns: COLUMNS,
    });
  },
});

/** The lines between the two balances; 冲账标识 by JGJ/T 320 A.9. */
function framed({ lines, total, from, to }: ShownStatement): readonly Line[] {
  return [
    { ...EDGE, summary: '期初余额', valueDate: from, balance: total.opening },
    ...lines.map(({ reverses, recordedAt, document, ...line }) => ({
      ...line,
      mark: reverses === null ? '01' : '02',
      document: document ?? '',
      recorded: instantText(Date.parse(recordedAt)),
    })),
    { ...EDGE, summary: '期末余额', valueDate: to, balance: total.closing },
  ];
}

const EDGE = {
  ...{ journal: '', business: '', mark: '', sourceTitle: '', amount: '', carried: '' },
  ...{ current: '', sourceBalance: '', document: '', recorded: '' },
};

async function shown(
  { pool }: ApiDeps,
  row: AccountDetailRow,
  ask: StatementAsk,
): Promise<ShownStatement> {
  const statement = await accountStatement(pool, ask, LINES_MAX);
  if (statement.lines.length > LINES_MAX) {
    throw new Fault('too-large', `该期间超过${String(LINES_MAX)}笔，请分段查询。`);
  }
  return showStatement(ask, row, statement);
}

/** @throws Fault 'invalid-request' naming the day that is wrong */
function askOf(
  { now }: ApiDeps,
  { number, openedOn }: AccountDetailRow,
  given: Asked,
  part: 'query' | 'body',
): StatementAsk {
  const today = dateAt(now());
  const { source = null, at = null } = given;
  const to = plainDate(given.to ?? today);
  const from = plainDate(given.from ?? (openedOn < to ? openedOn : to));
  const place = (name: string) => (part === 'body' ? `#/${name}` : `query/${name}`);
  const problems = [
    ...(from > to ? [{ pointer: place('from'), detail: '起始日期不能晚于截止日期' }] : []),
    ...(to > today ? [{ pointer: place('to'), detail: '截止日期不能晚于今天' }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  return { account: number, from, to, source, at };
}

async function paperFor(
  call: Context,
  deps: ApiDeps,
  { row, statement }: { readonly row: AccountDetailRow; readonly statement: ShownStatement },
) {
  const whole = await readPerson(deps.pool, createPersonKeys(deps.secrets.center), {
    person: row.person,
    caseId: null,
    reason: '打印个人明细账',
    by: acting(call, deps, grantIn(call, row.center)),
  });
  const [document] = whole.documents;
  const now = deps.now();
  return statementOnPaper(statement, {
    center: await centerOnPaper(deps.pool, row.center),
    name: whole.name,
    document:
      document === undefined ? '' : `${typeName(document.type)} ${maskDocument(document.number)}`,
    madeOn: dateAt(now),
    booksAt: instantText(statement.at === null ? now : Date.parse(statement.at)),
  });
}

function typeName(type: string): string {
  const known = DOCUMENT_TYPES.find((one) => one === type);
  return known === undefined ? type : DOCUMENT_TYPE_NAMES[known];
}
