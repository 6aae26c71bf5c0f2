/** `anju case …`: start one, look, and see what was printed. Acts and watching stand beside. */
import type { Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import { caseActCommand, caseHandOverCommand } from './case-act.ts';
import { caseApplicationCommands } from './case-application.ts';
import { caseMovesCommand } from './case-moves.ts';
import { caseNoteCommands } from './case-notes.ts';
import { casePauseCommands } from './case-pause.ts';
import { caseRecordCommands } from './case-record.ts';
import { caseUndoCommand } from './case-undo.ts';
import { caseWatchCommand } from './case-watch.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { asked, exportTo } from './export.ts';
import { badInput, EXIT } from './failure.ts';
import { caseId, readCase } from './find-case.ts';
import { collect, objectFrom, withSettings } from './input.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { savePapers } from './papers.ts';
import { caseCard, caseList, documentList } from './show-case.ts';
import { precheckText } from './show-precheck.ts';

/** Adds the command group `case`. */
export function caseCommand(program: Command): void {
  const group = program.command('case').description('业务：发起、查看、办理');
  startCommand(group);
  listCommand(group);
  exportCommand(group);
  showCommand(group);
  caseActCommand(group);
  caseHandOverCommand(group);
  caseMovesCommand(group);
  casePauseCommands(group);
  caseRecordCommands(group);
  caseUndoCommand(group);
  caseNoteCommands(group);
  caseWatchCommand(group);
  documentsCommand(group);
  caseApplicationCommands(group);
}

interface StartOptions extends CommonOptions {
  readonly file?: string;
  readonly set?: readonly string[];
  readonly branch?: string;
  readonly dryRun?: boolean;
  readonly key?: string;
}

function startCommand(group: Command): void {
  leaf(group, 'start', '发起一件业务；--dry-run 只看缺什么、能不能办')
    .argument('<type>', '业务种类，如 account-opening（见 anju types）')
    .option('--file <file>', '申请内容（JSON），- 为标准输入')
    .option(
      '--set <path=value>',
      '填写一个字段，可重复，覆盖文件中的；路径:=JSON 填任意值',
      collect,
    )
    .option('--branch <branch>', '受理网点，不填为本人所在网点')
    .option('--dry-run', '只检查，不提交')
    .addOption(keyOption())
    .action(async (type: string, options: StartOptions) => {
      await withClient(options, async (client) => {
        const { file, set = [], branch } = options;
        if (file === undefined && set.length === 0) {
          throw badInput('没有申请内容。', '用 --file 给出文件，或用 --set 逐项填写。');
        }
        const base = file === undefined ? {} : await objectFrom(file);
        const application = withSettings(base, set);
        const json = { type, application, ...(branch === undefined ? {} : { branch }) };
        return options.dryRun === true ? precheck(client, json) : start(client, json, options);
      });
    });
}

async function precheck(client: Client, json: unknown): Promise<Result> {
  const { body } = await client.send({ method: 'POST', path: '/cases:precheck', json });
  if (field(body, 'ready') !== true) process.exitCode = EXIT.no;
  return { data: body, text: precheckText(body) };
}

async function start(client: Client, json: unknown, { key }: StartOptions): Promise<Result> {
  const answer = await client.send({ method: 'POST', path: '/cases', json, key: keyFor(key) });
  const { body, headers } = answer;
  const again = headers.get('idempotency-replayed') === 'true';
  const head = again ? '此前已以同一键发起：\n' : '';
  return { data: body, text: head + caseCard(body) };
}

interface ListOptions extends CommonOptions, PageOptions {
  readonly type?: string;
  readonly stage?: string;
  readonly branch?: string;
  readonly waitingFor?: string;
  readonly overdue?: boolean;
  readonly open?: boolean;
  readonly person?: string;
  readonly submittedBy?: string;
  readonly operation?: string;
  readonly count?: boolean;
  readonly state?: string;
  readonly age?: string;
  readonly overdueBy?: string;
  readonly waitAge?: string;
  readonly waitOverdue?: boolean;
  readonly waitingOn?: string;
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly dueKind?: string;
  readonly endless?: boolean;
}

/** The filters behind the numbers of the board. */
function boardOptions(command: Command): Command {
  return command
    .option('--state <state>', 'running、waiting 或 attention')
    .option('--age <age>', '已受理多久：0-1d、1-7d、7-30d 或 30d+')
    .option('--overdue-by <by>', '超过法定期限（law）或承诺期限（promise）')
    .option('--wait-age <age>', '已等多久：0-1d、1-7d、7-30d 或 30d+')
    .option('--wait-overdue', '等待已到期而无动作')
    .option('--waiting-on <system>', '等哪个外部系统的答复')
    .option('--due-from <date>', '等待或待办到期，从哪一天起')
    .option('--due-to <date>', '等待或待办到期，到哪一天止（含当日）')
    .option('--due-kind <kind>', '到期的是什么，如 wait.signature、task.review')
    .option('--endless', '在等没有期限的事');
}

function listOptions(command: Command): Command {
  return boardOptions(command)
    .option('--type <type>', '业务种类')
    .option('--stage <stage>', '环节')
    .option('--branch <branch>', '网点')
    .option('--waiting-for <kind>', '在等什么（等待种类）')
    .option('--person <id>', '某个人（人员标识）')
    .option('--submitted-by <staff>', '提交人')
    .option('--operation <id>', '某次批量办理')
    .option('--open', '只看未办结的')
    .option('--overdue', '只看超期的');
}

function filterOf(options: ListOptions) {
  const { type, stage, branch, waitingFor, person, submittedBy, operation } = options;
  const { state, age, overdueBy, waitAge, waitingOn, dueFrom, dueTo, dueKind } = options;
  return {
    ...{ type, stage, branch, waitingFor, person, submittedBy, operation },
    ...{ state, age, overdueBy, waitAge, waitingOn, dueFrom, dueTo, dueKind },
    waitOverdue: flag(options.waitOverdue),
    endless: flag(options.endless),
    open: flag(options.open),
    overdue: flag(options.overdue),
  };
}

function exportCommand(group: Command): void {
  listOptions(leaf(group, 'export', '把业务清单导出为 XLSX 或 CSV（最多20000行，个人信息已遮盖）'))
    .requiredOption('--out <file>', '存入的文件，以 .xlsx 或 .csv 结尾')
    .action(async (options: ListOptions & { readonly out: string }) => {
      await withClient(options, (client) => {
        const filter = asked(filterOf(options));
        return exportTo(client, '/cases:export', { out: options.out, filter });
      });
    });
}

function listCommand(group: Command): void {
  pageOptions(listOptions(leaf(group, 'list', '列出业务，最新的在前')))
    .option('--count', '同时给出总数（数到1000为止）')
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const query = { ...filterOf(options), count: flag(options.count) };
        const body = await readPages(client, '/cases', query, options);
        return { data: body, text: caseList(body) };
      });
    });
}

/** `true` or left out, as the API takes it. */
export function flag(value: boolean | undefined): string | undefined {
  return value === true ? 'true' : undefined;
}

function showCommand(group: Command): void {
  leaf(group, 'show', '查看一件业务：环节、为什么在等、可以做什么')
    .argument('<case>', '业务标识或编号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await readCase(client, given);
        return { data: body, text: caseCard(body) };
      });
    });
}

function documentsCommand(group: Command): void {
  leaf(group, 'documents', '一件业务的文书；--save 存为 PDF')
    .argument('<case>', '业务标识或编号')
    .option('--save <folder>', '把全部文书存入文件夹')
    .action(async (given: string, options: CommonOptions & { readonly save?: string }) => {
      await withClient(options, async (client) => {
        const id = await caseId(client, given);
        const body = await client.read(`/cases/${id}/documents`);
        if (options.save === undefined) return { data: body, text: documentList(body) };
        const pathOf = (paper: Body) => `/cases/${id}/documents/${text(paper, 'id')}.pdf`;
        const papers = items(body, 'items');
        const saved = await savePapers(client, { folder: options.save, papers, pathOf });
        return { data: { saved }, text: saved.map((path) => `已存 ${path}\n`).join('') };
      });
    });
}
