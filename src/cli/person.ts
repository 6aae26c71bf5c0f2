/**
 * `anju person …`: find somebody, look, and read in full for a reason. What somebody is looked for by
 * comes from standard input: arguments stand in the shell's history and in the list of processes.
 */
import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';
import { isUuid, textFrom } from './input.ts';
import { pathIn, savePapers } from './papers.ts';

const BY = {
  document: { field: 'documentNumber', title: '证件号码' },
  name: { field: 'name', title: '姓名' },
  phone: { field: 'phone', title: '手机号码' },
  account: { field: 'accountNumber', title: '账号' },
} as const;
type By = keyof typeof BY;

/** Adds the command group `person`. */
export function personCommand(program: Command): void {
  const group = program.command('person').description('办理人：查找、查看；会留痕');
  findCommand(group);
  leaf(group, 'show', '查看一个人（已遮盖）：证件、账户、协议、业务')
    .argument('<person>', '人员标识')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/persons/${personId(id)}`);
        return { data: body, text: personCard(body) };
      });
    });
  leaf(group, 'reveal', '查看一个人的完整信息，须写明事由')
    .argument('<person>', '人员标识')
    .requiredOption('--reason <text>', '事由（记入留痕）')
    .action(async (id: string, options: CommonOptions & { readonly reason: string }) => {
      await withClient(options, async (client) => {
        const path = `/persons/${personId(id)}:reveal`;
        const json = { reason: options.reason };
        const { body } = await client.send({ method: 'POST', path, json });
        return { data: body, text: wholeCard(body) };
      });
    });
  documentsCommand(group);
}

interface DocumentsOptions extends CommonOptions {
  readonly save?: string;
}

function documentsCommand(group: Command): void {
  leaf(group, 'documents', '为一个人出具过的全部文书；--save 存为 PDF')
    .argument('<person>', '人员标识')
    .option('--save <folder>', '把全部文书存入文件夹')
    .action(async (id: string, { save, ...options }: DocumentsOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/persons/${personId(id)}/documents`);
        const papers = items(body, 'items');
        if (save === undefined) return { data: body, text: grid(PAPERS, papers) };
        const saved = await savePapers(client, { folder: save, papers, pathOf: pathIn });
        return { data: { saved }, text: saved.map((path) => `已存 ${path}\n`).join('') };
      });
    });
}

const PAPERS: readonly Column<Body>[] = [
  { title: '文书', value: (row) => text(row, 'title') },
  { title: '编号', value: (row) => text(row, 'number') },
  { title: '日期', value: (row) => text(row, 'issuedOn') },
  { title: '核验码', value: (row) => text(row, 'code') },
];

function findCommand(group: Command): void {
  leaf(group, 'find', '查找一个人，从标准输入读取查找内容（不作为参数，以免留在历史记录中）')
    .addOption(new Option('--by <what>', '按什么查找').choices(Object.keys(BY)).default('document'))
    .action(async ({ by, ...options }: CommonOptions & { readonly by: By }) => {
      await withClient(options, async (client) => {
        const { field, title } = BY[by];
        const asked = (await lineFrom(title)).trim();
        if (asked === '') throw badInput(`没有给出${title}。`);
        const path = '/persons:search';
        const { body } = await client.send({ method: 'POST', path, json: { [field]: asked } });
        return { data: body, text: grid(FOUND, items(body, 'items')) };
      });
    });
}

/** One line: asked for at a terminal, else the whole of what is piped in. */
async function lineFrom(title: string): Promise<string> {
  if (!process.stdin.isTTY) return textFrom('-');
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await ask.question(`${title}：`);
  } finally {
    ask.close();
  }
}

function personId(given: string): string {
  if (!isUuid(given)) throw badInput('须为人员标识。', '用 anju person find 查找。');
  return given.toLowerCase();
}

const FOUND: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '姓名', value: (row) => text(row, 'name') || '（已销毁）' },
  { title: '证件号码', value: (row) => text(row, 'documentNumber') },
];
const ACCOUNTS: readonly Column<Body>[] = [
  { title: '账号', value: (row) => text(row, 'number') },
  { title: '状态', value: (row) => text(row, 'stateTitle') || text(row, 'state') },
];
const CASES: readonly Column<Body>[] = [
  { title: '业务编号', value: (row) => text(row, 'number') },
  { title: '业务', value: (row) => text(row, 'typeTitle') },
  { title: '环节', value: (row) => text(row, 'stage', 'title') },
  { title: '结果', value: (row) => text(row, 'outcomeTitle') },
];

const CHANGES: readonly Column<Body>[] = [
  { title: '日期', value: (row) => text(row, 'on') },
  { title: '变更', value: changedText },
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
];

function changedText(row: Body): string {
  return items(row, 'values')
    .map((one) => `${text(one, 'title')} ${text(one, 'before')} → ${text(one, 'after')}`)
    .join('；');
}

function documentsOf(body: unknown): string {
  return items(body, 'documents')
    .map((one) => {
      const endedOn = text(one, 'endedOn');
      const ended = endedOn === '' ? '' : `（旧证，${endedOn}起停用）`;
      return `${text(one, 'typeTitle') || text(one, 'type')} ${text(one, 'number')}${ended}`;
    })
    .join('\n');
}

function personCard(body: unknown): string {
  const [accounts, cases] = [items(body, 'accounts'), items(body, 'cases')];
  const changes = items(body, 'changes');
  return [
    card([
      ['标识', text(body, 'id')],
      ['姓名', text(body, 'name')],
      ['证件', documentsOf(body)],
      ['手机', text(body, 'phone')],
      ['在办', text(body, 'claim', 'caseNumber')],
    ]),
    section('账户', accounts.length === 0 ? '' : grid(ACCOUNTS, accounts)),
    section('业务', cases.length === 0 ? '' : grid(CASES, cases)),
    section('信息变更', changes.length === 0 ? '' : grid(CHANGES, changes)),
  ].join('');
}

function wholeCard(body: unknown): string {
  return card([
    ['姓名', text(body, 'name')],
    ['出生日期', text(body, 'bornOn')],
    ['证件', documentsOf(body)],
    ['手机', text(body, 'phone')],
    ['住址', text(body, 'address')],
  ]);
}
