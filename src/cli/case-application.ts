/** `anju case application` and `anju case files`: what was sent with a case, masked. */
import type { Command } from 'commander';
import { field, items, moment, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { caseId } from './find-case.ts';
import { card, grid, section, type Column } from './grid.ts';

const VERSIONS: readonly Column<Body>[] = [
  { title: '版本', value: (row) => text(row, 'version') },
  { title: '提交', value: (row) => moment(row, 'sentAt') },
  { title: '提交人', value: (row) => text(row, 'sentBy') },
];
const FILES: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '种类', value: (row) => text(row, 'kindTitle') },
  { title: '大小', value: (row) => text(row, 'size') },
  { title: '上传', value: (row) => moment(row, 'uploadedAt') },
  { title: 'SHA-256', value: (row) => text(row, 'sha256') },
];

interface ApplicationOptions extends CommonOptions {
  readonly version?: string;
}

/** Adds the commands to the group `case`. */
export function caseApplicationCommands(group: Command): void {
  leaf(group, 'application', '一件业务的申请表（已遮盖），不填版本为最后一次提交的')
    .argument('<case>', '业务标识或编号')
    .option('--version <n>', '以前提交的一版')
    .action(async (given: string, { version, ...options }: ApplicationOptions) => {
      if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) {
        throw badInput('--version 应为版本号。', '不加 --version 可以看到各版。');
      }
      await withClient(options, async (client) => {
        const path = `/cases/${await caseId(client, given)}/application`;
        const body = await client.read(path, { version });
        return { data: body, text: applicationText(body) };
      });
    });
  leaf(group, 'files', '一件业务的材料扫描件')
    .argument('<case>', '业务标识或编号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/cases/${await caseId(client, given)}/files`);
        return { data: body, text: grid(FILES, items(body, 'items')) };
      });
    });
}

function applicationText(body: unknown): string {
  return [
    card([
      ['版本', text(body, 'version')],
      ['提交', `${moment(body, 'sentAt')} ${text(body, 'sentBy')}`],
    ]),
    section('内容', `${JSON.stringify(field(body, 'application'), null, 2)}\n`),
    section('各版', grid(VERSIONS, items(body, 'versions'))),
  ].join('');
}
