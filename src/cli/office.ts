/** `anju whoami` and `anju types`. */
import type { Command } from 'commander';
import { items, text, wordsOf, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { EXIT, failure } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';

const GRANTS: readonly Column<Body>[] = [
  { title: '岗位', value: (row) => text(row, 'role') },
  { title: '中心', value: (row) => text(row, 'center') },
  { title: '网点', value: (row) => text(row, 'branch') || '不限' },
];

const TYPES: readonly Column<Body>[] = [
  { title: '业务种类', value: (row) => text(row, 'type') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '谁可发起', value: (row) => wordsOf(row, 'startedBy').join('、') },
  {
    title: '条款',
    value: (row) =>
      items(row, 'clauses')
        .map((clause) => text(clause, 'title'))
        .join('\n'),
  },
];
const STAGES: readonly Column<Body>[] = [
  { title: '环节', value: (row) => text(row, 'at') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '办结', value: (row) => text(row, 'final') },
];
const ACTIONS: readonly Column<Body>[] = [
  { title: '操作', value: (row) => text(row, 'action') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '须写理由', value: (row) => text(row, 'needsReason') },
];

export function officeCommands(program: Command): void {
  leaf(program, 'whoami', '我是谁，有哪些岗位').action(async (options: CommonOptions) => {
    await withClient(options, async (client) => {
      const body = await client.read('/me');
      const who = card([
        ['登录名', text(body, 'id')],
        ['姓名', text(body, 'name')],
        ['中心', text(body, 'center')],
        ['网点', text(body, 'homeBranch')],
        ['业务日期', text(body, 'today')],
      ]);
      return { data: body, text: who + grid(GRANTS, items(body, 'grants')) };
    });
  });
  leaf(program, 'types', '有哪些业务；加业务种类看环节和操作，-o json 看表单')
    .argument('[type]', '业务种类')
    .action(async (type: string | undefined, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/types');
        if (type === undefined) return { data: body, text: grid(TYPES, items(body, 'items')) };
        const one = items(body, 'items').find((item) => text(item, 'type') === type);
        if (one === undefined) {
          throw failure(EXIT.notFound, { code: 'not-found', title: '没有这种业务' });
        }
        const stages = section('环节', grid(STAGES, items(one, 'stages')));
        const actions = section('操作', grid(ACTIONS, items(one, 'actions')));
        return { data: one, text: grid(TYPES, [one]) + stages + actions };
      });
    });
}
