/** The page for people: what each system was asked lately, and which faults are on. */
import { createHash } from 'node:crypto';
import { type AskedRow, type SystemCount } from './answers.ts';
import { type Fault } from './faults.ts';
import { type BankShown } from './bank/bank.ts';
import { type System } from './inputs.ts';
import { type MessageRow } from './notices.ts';

export interface PageContent {
  readonly counts: readonly SystemCount[];
  readonly faults: readonly Fault[];
  readonly asked: readonly AskedRow[];
  readonly messages: readonly MessageRow[];
  readonly bank: BankShown;
}

const TITLES: Readonly<Record<System, string>> = {
  national: '全国监管服务平台',
  identity: '公安身份核验',
  notices: '通知（短信、应用、信函）',
  bank: '受托银行',
};

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;
color:#1b1b1b;background:#fff}table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
th{background:#f2f2f2}code{font-size:.85em;overflow-wrap:anywhere}`;

/** Nothing is loaded and nothing runs; the one style is known by its hash. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function page({ counts, faults, asked, messages, bank }: PageContent): string {
  const systems = Object.entries(TITLES).map(([system, title]) => {
    const count = counts.find((one) => one.system === system);
    const broken = faults.filter((fault) => fault.system === system).map(faultText);
    return [title, count?.asked ?? 0, count?.answered ?? 0, broken.join('；') || '正常'];
  });
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>外部系统模拟器</title><style>${STYLE}</style></head><body>
<h1>外部系统模拟器</h1>
<p>这些系统由程序模拟，数据均为虚构；个人信息已遮蔽。</p>
<h2>系统</h2>${table(['系统', '收到请求', '已登记答复', '故障'], systems)}
<h2>最近的请求</h2>${table(
    ['时间', '系统', '请求编号', '关于', '故障', '状态', '答复'],
    asked.map((row) => [
      row.at,
      titleOf(row.system),
      row.requestId ?? '',
      row.about ?? '',
      row.fault ?? '',
      row.status ?? '未答复',
      row.answer == null ? '' : JSON.stringify(row.answer),
    ]),
  )}
<h2>最近的通知</h2>${table(
    ['编号', '渠道', '收件人', '模板', '结果', '原因', '请求次数'],
    messages.map((row) => [
      row.messageId,
      row.channel,
      row.about,
      row.template,
      STATES[row.state],
      row.reason ?? '',
      row.timesAsked,
    ]),
  )}${bankTables(bank)}</body></html>`;
}

function bankTables({ deposits, instructions }: BankShown): string {
  return `<h2>银行存款专户</h2>${table(
    ['中心', '账号', '余额（元）'],
    deposits.map(({ center, accountNo, balance }) => [center, accountNo, balance]),
  )}
<h2>最近的扣款和付款</h2>${table(
    [
      '编号',
      '种类',
      '批次',
      '户名、卡号',
      '指令金额（元）',
      '实际金额（元）',
      '结果',
      '代码',
      '记账日',
    ],
    instructions.map((row) => [
      row.key,
      row.kind === 'debit' ? '扣款' : '付款',
      row.batch,
      row.about,
      row.asked,
      row.moved ?? '',
      INSTRUCTION_STATES[row.state] ?? row.state,
      row.code ?? '',
      row.bookedOn ?? '',
    ]),
  )}`;
}

const INSTRUCTION_STATES: Readonly<Record<string, string>> = {
  accepted: '已受理',
  done: '成功',
  refused: '未成功',
  returned: '已退回',
};

const STATES: Readonly<Record<MessageRow['state'], string>> = {
  accepted: '已受理',
  delivered: '已送达',
  failed: '送达失败',
  refused: '不予受理',
};

function titleOf(system: string): string {
  return Object.entries(TITLES).find(([name]) => name === system)?.[1] ?? system;
}

function faultText({ kind, about, probability, times, until, since }: Fault): string {
  const share = probability < 1 ? `，概率${String(Math.round(probability * 100))}%` : '';
  const left = times === null ? '' : `，还有${times}次`;
  const end = until === null ? '' : `，${until}恢复`;
  return `${kind}${about === '' ? '' : `（仅 ${about}）`}${share}${left}，自${since}${end}`;
}

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '<p>还没有。</p>';
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(String(cell))}</td>`).join('')}</tr>`)
    .join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
