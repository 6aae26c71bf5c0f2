/** The list of a run for others to keep: as XLSX or CSV, and as a paper that proves what was approved. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { renderDocument } from '../documents/pdf.ts';
import { currentTemplate } from '../documents/registry.ts';
import { Fault } from '../domain/fault.ts';
import { recordReading } from './audit.ts';
import type { ApiDeps } from './deps.ts';
import { exporting, MEDIA_TYPES } from './export/sheet-file.ts';
import { exported, type Column } from './export/table.ts';
import { operation, type Context } from './operation.ts';
import { codeOf, pdfAnswer, verifyAddress } from './printing.ts';
import { listedItems, type ListFilter } from './queries/run-lists.ts';
import type { RunRow } from './queries/runs.ts';
import { aboutRun, listOf } from './run-list-paper.ts';
import { sealOf } from './run-list-proof.ts';
import { runFor } from './runs.ts';
import { RUN_ITEM_STATE_NAMES, RUN_VERDICT_NAMES } from './schemas/run.ts';
import { showListedItem, type ListedItem } from './show-run-list.ts';

const tag = 'Runs';
/** What a paper can bear; a longer list is printed in parts, or exported. */
const PRINTED_MAX = 2_000;

const params = z.object({ id: z.string().min(1).max(120) });
const part = {
  verdict: z.enum(RUN_VERDICT_NAMES, { error: '没有这种结论' }).optional(),
  state: z.enum(RUN_ITEM_STATE_NAMES, { error: '没有这种状态' }).optional(),
};

const COLUMNS: readonly Column<ListedItem>[] = [
  { title: '序号', width: 8, value: ({ n }) => n },
  { title: '对象', width: 24, value: ({ subject }) => subject },
  { title: '姓名（已遮盖）', width: 14, value: ({ holder }) => holder },
  { title: '证件号码（已遮盖）', width: 22, value: ({ documentNumber }) => documentNumber },
  { title: '内容', width: 44, value: ({ content }) => content },
  { title: '金额（元）', width: 14, value: ({ amount }) => amount },
  { title: '结论', width: 10, value: ({ verdict }) => verdict },
  { title: '原因', width: 36, value: ({ why }) => why },
  { title: '依据', width: 40, value: ({ clause }) => clause },
  { title: '剔除人', width: 12, value: ({ struckBy }) => struckBy },
  { title: '剔除时间', width: 22, value: ({ struckAt }) => struckAt },
  { title: '状态', width: 12, value: ({ state }) => state },
  { title: '结果', width: 36, value: ({ outcome }) => outcome },
  { title: '凭证号', width: 12, value: ({ journal }) => journal },
  { title: '办结时间', width: 22, value: ({ settledAt }) => settledAt },
];

export const exportRunItems = operation({
  id: 'exportRunItems',
  method: 'post',
  path: '/runs/{id}/items:export',
  tag,
  summary: 'The frozen list of a run as XLSX or CSV, with its digests and its course',
  description:
    'A reading, not a change: it needs no key, and every one leaves its line with filter, count and hash. Names are masked, account numbers are those of the list. A list longer than 20,000 rows is refused, not cut off. Every cell is a text; one that a program could take for a formula has an apostrophe in front.',
  params,
  body: z.strictObject({
    format: z.enum(['xlsx', 'csv'], { error: '格式须为 xlsx 或 csv' }),
    ...part,
  }),
  bodyExample: { format: 'xlsx', verdict: 'due' },
  answers: { 200: { description: 'The file', mediaTypes: Object.values(MEDIA_TYPES) } },
  faults: ['too-large'],
  handle: async (call, deps) => {
    const run = await runFor(call, deps, call.params.id);
    const { format, verdict = null, state = null } = call.body;
    const { paper, struck } = await listOf(deps, run, { verdict, state });
    return exported(call, deps, {
      ...{ format, list: 'run-items', title: '批处理名单', columns: COLUMNS },
      filter: filterTold(run, { verdict, state }),
      read: (limit) => listedItems(deps.pool, run.id, { verdict, state }, limit),
      show: (row) => showListedItem(row, { kind: run.kind, secrets: deps.secrets, struck }),
      about: aboutRun(paper),
    });
  },
});

export const printRunItems = operation({
  id: 'printRunItems',
  method: 'post',
  path: '/runs/{id}/items:print',
  tag,
  summary:
    'The frozen list of a run on paper (批处理名单): who, who not and why, who approved it, what became of each',
  description: `A reading, not a change: it needs no key and leaves its line. At most ${String(PRINTED_MAX)} items: more is refused, never cut off. A list whose run has ended bears the signature made at its end, is held against it, and has a code that anybody may have confirmed.`,
  params,
  body: z.strictObject(part),
  bodyExample: { verdict: 'due' },
  answers: { 200: { description: 'The paper', mediaTypes: ['application/pdf'] } },
  faults: ['too-large'],
  handle: async (call, deps) => {
    const run = await runFor(call, deps, call.params.id);
    const { verdict = null, state = null } = call.body;
    return exporting(() => printed(call, deps, run, { verdict, state }));
  },
});

async function printed(call: Context, deps: ApiDeps, run: RunRow, filter: ListFilter) {
  const rows = await listedItems(deps.pool, run.id, filter, PRINTED_MAX);
  if (rows.length > PRINTED_MAX) {
    throw new Fault(
      'too-large',
      `名单超过${String(PRINTED_MAX)}项，请按结论或状态分开打印，或者导出为 XLSX。`,
    );
  }
  const { paper, struck } = await listOf(deps, run, filter);
  const shown = { kind: run.kind, secrets: deps.secrets, struck };
  const items = rows.map((row) => showListedItem(row, shown));
  const clauses = [...new Set(items.map(({ clause }) => clause))].filter((one) => one !== '');
  const content = {
    ...{ ...paper, clauses },
    items: items.map(({ clause, ...item }) => ({ ...item, clause: briefly(clause) })),
  };
  const bytes = await renderDocument({
    kind: 'run-list',
    template: currentTemplate('run-list').version,
    issuedOn: content.madeOn,
    center: content.center,
    content,
    registered: registeredOf(deps, run),
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const told = { filter: filterTold(run, filter), count: rows.length, sha256 };
  await recordReading(call, deps, 'list-exported', { list: 'run-items', format: 'pdf', ...told });
  return pdfAnswer(bytes, `${run.id}.pdf`);
}

/** 通知（十四） of the notice's clauses; others as they are cited. */
function briefly(clause: string): string {
  return clause.replace(/^通知（征求意见稿）(（[^）]+）).*$/, '通知$1');
}

/** What the trail keeps of what was asked for. */
function filterTold({ id }: RunRow, { verdict, state }: ListFilter) {
  return { run: id, ...(verdict && { verdict }), ...(state && { state }) };
}

/** Number and code of a list that was signed; null: it was not. */
function registeredOf(deps: ApiDeps, run: RunRow) {
  const seal = sealOf(run);
  if (seal === null) return null;
  const contentHash = createHash('sha256').update(seal.signature, 'utf8').digest('hex');
  const code = codeOf(deps, { id: seal.certificate, content_hash: contentHash });
  return { number: run.id, code, address: verifyAddress(deps) };
}
