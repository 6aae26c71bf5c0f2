/** `anju clause …`: the clauses of the law, what carries each, and who waits because of it. */
import type { Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { textFrom } from './input.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const count = (name: string) => (row: Body) => text(row, 'carried', name);

const CLAUSES: readonly Column<Body>[] = [
  { title: '条款', value: (row) => text(row, 'id') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '规则', value: count('rules') },
  { title: '参数', value: count('figures') },
  { title: '等待', value: count('waits') },
  { title: '待办', value: count('tasks') },
  { title: '文书', value: count('documents') },
  { title: '测试', value: count('tests') },
];

const CASES: readonly Column<Body>[] = [
  { title: '业务编号', value: (row) => text(row, 'number') },
  { title: '业务', value: (row) => text(row, 'typeTitle') },
  { title: '环节', value: (row) => text(row, 'stageTitle') },
  { title: '当事人', value: (row) => text(row, 'person', 'name') },
  { title: '网点', value: (row) => text(row, 'branchName') },
  { title: '在等', value: (row) => text(row, 'wait', 'title') },
];

const STANDINGS: Readonly<Record<string, string>> = {
  same: '不变',
  changed: '有改动',
  added: '新增',
  gone: '删去',
};

const COMPARED: readonly Column<Body>[] = [
  { title: '新文本', value: (row) => `${text(row, 'numeral')}${text(row, 'name')}` },
  { title: '对照', value: (row) => STANDINGS[text(row, 'standing')] ?? '' },
  { title: '现条款', value: (row) => text(row, 'id') },
  { title: '原序号', value: (row) => text(row, 'numeralBefore') },
  { title: '原名称', value: (row) => text(row, 'nameBefore') },
  { title: '规则', value: count('rules') },
  { title: '参数', value: count('figures') },
  { title: '在等', value: (row) => text(row, 'waiting') },
];

/** Adds the command group `clause`. */
export function clauseCommand(program: Command): void {
  const group = program.command('clause').description('条款：原文、由什么执行、谁在等');
  leaf(group, 'list', '列出条款，以及执行它的规则、参数、等待、待办、文书和测试的数目').action(
    async (options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/clauses');
        return { data: body, text: grid(CLAUSES, items(body, 'items')) };
      });
    },
  );
  leaf(group, 'show', '一条条款的原文和执行它的一切')
    .argument('<clause>', '条款，如 liaoning-14')
    .action(async (clause: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/clauses/${encodeURIComponent(clause)}`);
        return { data: body, text: clauseCard(body) };
      });
    });
  pageOptions(leaf(group, 'cases', '此刻因该条款而等待的业务，等得最久的在前'))
    .argument('<clause>', '条款，如 liaoning-14')
    .action(async (clause: string, options: CommonOptions & PageOptions) => {
      await withClient(options, async (client) => {
        const path = `/clauses/${encodeURIComponent(clause)}/cases`;
        const body = await readPages(client, path, {}, options);
        return {
          data: body,
          text: grid(CASES, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
  leaf(group, 'compare', '把通知的新文本与现行条款逐条对照：哪些条改了、由什么执行、谁在等')
    .argument('<file>', '新文本，纯文本；- 为标准输入')
    .action(async (path: string, options: CommonOptions) => {
      const json = { text: await textFrom(path) };
      await withClient(options, async (client) => {
        const { body } = await client.send({ method: 'POST', path: '/notice:compare', json });
        const clauses = items(body, 'clauses');
        return { data: body, text: grid(COMPARED, clauses) + clauses.map(wording).join('') };
      });
    });
}

const MARKS: Readonly<Record<string, readonly [string, string]>> = {
  kept: ['', ''],
  added: ['{+', '+}'],
  removed: ['[-', '-]'],
};

/** The words of a clause that is not the same, what goes and what comes in marks of their own. */
function wording(clause: Body): string {
  if (text(clause, 'standing') === 'same') return '';
  const words = items(clause, 'parts').map((part) => {
    const [open, close] = MARKS[text(part, 'kind')] ?? ['', ''];
    return `${open}${text(part, 'text')}${close}`;
  });
  return section(`${text(clause, 'numeral')}${text(clause, 'name')}`, `${words.join('')}\n`);
}

function clauseCard(body: unknown): string {
  const list = (title: string, name: string, field = 'title') =>
    section(
      title,
      items(body, name)
        .map((one) => `· ${text(one, field)}（${codeOf(one)}）\n`)
        .join(''),
    );
  return [
    card([
      ['条款', text(body, 'id')],
      ['名称', text(body, 'title')],
      ['执行', text(body, 'sentence')],
    ]),
    section('原文', `${text(body, 'text')}\n`),
    list('规则', 'rules'),
    list('参数', 'figures'),
    list('等待', 'waits'),
    list('待办', 'tasks'),
    list('文书', 'documents'),
    list('不予办理的理由', 'reasons', 'text'),
    list('测试', 'tests', 'says'),
  ].join('');
}

function codeOf(one: Body): string {
  return text(one, 'kind') || text(one, 'name') || text(one, 'code') || text(one, 'path');
}
