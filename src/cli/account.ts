/** `anju account`: money by source, holds, mandate, and every posting of an account. */
import type { Command } from 'commander';
import { accruedCommand } from './account-accrued.ts';
import { agreementText, MEASURES, OWED, VERSIONS } from './account-agreement.ts';
import { contributionsCommand, receiptCommand } from './account-contributions.ts';
import { accountId, instantOf } from './account-id.ts';
import { mandateCommands, mandateText } from './account-mandate.ts';
import { slipCommands } from './account-slips.ts';
import { sourceCommands } from './account-source.ts';
import { statementCommand } from './account-statement.ts';
import { field, isBody, items, moment, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

interface AtOptions extends CommonOptions {
  readonly at?: string;
}

interface PostingsOptions extends AtOptions, PageOptions {
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Adds the command group `account`. */
export function accountCommand(program: Command): void {
  const account = program.command('account').description('账户：余额、冻结、明细、委托扣款');
  leaf(account, 'show', '一个账户的余额（分来源）、冻结和缴存计划')
    .argument('<account>', '个人账号（20位）或账户标识')
    .option('--at <instant>', '账上在该时刻的情况，如 2026-10-31T16:00:00Z')
    .action(async (given: string, options: AtOptions) => {
      await withClient(options, async (client) => {
        const at = instantOf(options.at);
        const id = await accountId(client, given);
        const body = await client.read(`/accounts/${id}`, at === undefined ? {} : { at });
        return { data: body, text: accountText(body) };
      });
    });
  accruedCommand(account);
  contributionsCommand(account);
  receiptCommand(account);
  slipCommands(account);
  pageOptions(leaf(account, 'postings', '账户明细，最新的在前'))
    .argument('<account>', '个人账号（20位）或账户标识')
    .option('--source <source>', '来源：unit、flexible、subsidy、unclassified')
    .option('--from <date>', '记账日期自')
    .option('--to <date>', '记账日期至')
    .option('--at <instant>', '只看到该时刻为止记的账')
    .action(async (given: string, options: PostingsOptions) => {
      await withClient(options, async (client) => {
        const { source, from, to } = options;
        const at = instantOf(options.at);
        const id = await accountId(client, given);
        const query = { source, from, to, at };
        const body = await readPages(client, `/accounts/${id}/postings`, query, options);
        return {
          data: body,
          text: grid(POSTINGS, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
  statementCommand(account);
  sourceCommands(account);
  mandateCommands(account);
}

const SUB_LEDGERS: readonly Column<Body>[] = [
  { title: '来源', value: (row) => text(row, 'sourceTitle') },
  { title: '上年结转', value: (row) => text(row, 'carried') },
  { title: '当年归集', value: (row) => text(row, 'current') },
  { title: '余额（元）', value: (row) => text(row, 'amount') },
];

const HOLDS: readonly Column<Body>[] = [
  { title: '原因', value: (row) => text(row, 'kindTitle') },
  { title: '金额（元）', value: (row) => text(row, 'amount') || '整户' },
  { title: '原冻结（元）', value: (row) => text(row, 'ordered') || '整户' },
  { title: '文号', value: (row) => text(row, 'document') },
  { title: '作出机关', value: (row) => text(row, 'orderedBy') },
  { title: '起', value: (row) => text(row, 'placedOn') },
  { title: '期限至', value: (row) => text(row, 'until') || '解除为止' },
  { title: '解除', value: (row) => text(row, 'releasedOn') || heldText(row) },
  { title: '业务', value: (row) => text(row, 'caseId') },
];

const SEALS: readonly Column<Body>[] = [
  { title: '来源', value: (row) => text(row, 'sourceTitle') },
  { title: '封存', value: (row) => text(row, 'sealedOn') },
  { title: '事由', value: (row) => text(row, 'howTitle') },
  { title: '记录', value: (row) => text(row, 'sealedBy') },
  { title: '凭', value: (row) => text(row, 'document') },
  { title: '启封', value: (row) => text(row, 'endedOn') || '封存中' },
  { title: '启封事由', value: (row) => text(row, 'endTitle') },
];

const STEPS: readonly Column<Body>[] = [
  { title: '日期', value: (row) => text(row, 'on') },
  { title: '变动', value: (row) => text(row, 'wayTitle') },
  { title: '此后', value: (row) => text(row, 'standingTitle') },
  { title: '记录', value: (row) => text(row, 'by') },
  { title: '凭', value: (row) => text(row, 'document') },
];

const POSTINGS: readonly Column<Body>[] = [
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '记账日期', value: (row) => text(row, 'valueDate') },
  { title: '业务', value: businessOf },
  { title: '来源', value: (row) => text(row, 'sourceTitle') },
  { title: '发生额（元）', value: (row) => text(row, 'amount') },
  { title: '账户余额', value: (row) => text(row, 'balance') },
  { title: '记于', value: (row) => moment(row, 'recordedAt') },
];

function heldText(row: Body): string {
  return field(row, 'expired') === true ? '已期满，仍冻结' : '冻结中';
}

function businessOf(row: Body): string {
  const [reverses, by] = [text(row, 'reverses'), text(row, 'reversedBy')];
  const note = reverses !== '' ? `（冲凭证${reverses}）` : by !== '' ? `（已由凭证${by}冲账）` : '';
  return `${text(row, 'title')}${note}`;
}

function accountText(body: unknown): string {
  const held = text(body, 'held');
  const facts = card([
    ['个人账号', text(body, 'number')],
    ['状态', `${text(body, 'stateTitle')}，${text(body, 'sourceTitle')}`],
    ['上报状态', `${text(body, 'standardState', 'code')} ${text(body, 'standardState', 'title')}`],
    ['开户日期', text(body, 'openedOn')],
    ['封存日期', text(body, 'sealedOn')],
    ['单位部分封存', text(body, 'employeeSealedOn')],
    ['缴至年月', text(body, 'paidTo') || '未缴'],
    ['账上时刻', moment(body, 'at')],
    ['余额（元）', text(body, 'total')],
    ['冻结（元）', held === '' ? '整户' : held],
    ['可动用（元）', text(body, 'available')],
    ['未结利息（元）', text(body, 'accrued', 'total')],
  ]);
  const holds = items(body, 'holds');
  const seals = items(body, 'seals');
  const steps = items(body, 'steps');
  const mandate = field(body, 'mandate');
  const measures = items(body, 'measures');
  const agreement = field(body, 'agreement');
  const versions = isBody(agreement) ? items(agreement, 'versions') : [];
  const owed = items(body, 'receivables');
  return [
    facts,
    section('各来源', grid(SUB_LEDGERS, items(body, 'subLedgers'))),
    section('缴存身份变动', steps.length === 0 ? '' : grid(STEPS, steps)),
    section('封存和启封', seals.length === 0 ? '' : grid(SEALS, seals)),
    section('冻结', holds.length === 0 ? '' : grid(HOLDS, holds)),
    section('缴存使用协议', agreementText(agreement)),
    section('约定的版本', versions.length === 0 ? '' : grid(VERSIONS, versions)),
    section('应收个人款', owed.length === 0 ? '' : grid(OWED, owed)),
    section('违约处置措施', measures.length === 0 ? '' : grid(MEASURES, measures)),
    section('委托扣款', isBody(mandate) ? mandateText(mandate) : ''),
  ].join('');
}
