/** What runs leave in the trail, in plain sentences. */
import { isRunKind, RUN_BRAKES, RUN_KINDS, runTitleOf } from './runs.ts';
import { numberField, textField, type EventWords, type Fields } from './wording-fields.ts';

/** 年度结息（2026-06-30） of a run's id; empty when it is none. */
function run(fields: Fields): string {
  return runTitleOf(textField(fields, 'run') ?? '');
}

function count(fields: Fields, name: string, words: string): string {
  const value = numberField(fields, name);
  return value === null || value === 0 ? '' : `，${words}${String(value)}项`;
}

/** 缴存扣款 of the kind whose clock it is. */
function clock(fields: Fields): string {
  const kind = textField(fields, 'kind') ?? '';
  return isRunKind(kind) ? RUN_KINDS[kind].title : kind;
}

function days(fields: Fields): string {
  return `，共${String(numberField(fields, 'days') ?? 0)}日`;
}

/** 2026-11；2026-11至2027-01 */
function monthsOf(fields: Fields): string {
  const [from, to] = [textField(fields, 'from') ?? '', textField(fields, 'to') ?? ''];
  return from === to ? from : `${from}至${to}`;
}

function because(fields: Fields): string {
  const reason = textField(fields, 'reason');
  return reason === null ? '' : `：${reason}`;
}

function debitOf(fields: Fields): string {
  const amount = textField(fields, 'amount') ?? '';
  return `${textField(fields, 'month') ?? ''}应缴的扣款${amount}元`;
}

export const RUN_EVENTS = {
  // run
  'run-started': {
    title: '发起批处理',
    sentence: (fields) => `发起了批处理${run(fields)}。`,
    channel: null,
  },
  // run, items, amount, approval, brake
  'run-previewed': {
    title: '冻结名单',
    sentence: (fields) =>
      `冻结了批处理${run(fields)}的名单${count(fields, 'items', '应办')}` +
      `${fields['approval'] === true ? '，待批准' : ''}。`,
    channel: null,
  },
  // run, items, back, reason
  'run-struck': {
    title: '剔除项目',
    sentence: (fields) => {
      const struck = Array.isArray(fields['items']) ? fields['items'].length : 0;
      const words = fields['back'] === true ? '放回' : '剔除';
      return `从批处理${run(fields)}的名单中${words}了${String(struck)}项${because(fields)}。`;
    },
    channel: null,
  },
  'run-approved': {
    title: '批准名单',
    sentence: (fields) => `批准了批处理${run(fields)}的名单，开始办理${because(fields)}。`,
    channel: null,
  },
  'run-stopped': {
    title: '停止批处理',
    sentence: (fields) => `停止了批处理${run(fields)}${because(fields)}。`,
    channel: null,
  },
  'run-resumed': {
    title: '继续批处理',
    sentence: (fields) => `继续办理批处理${run(fields)}${because(fields)}。`,
    channel: null,
  },
  'run-woken': {
    title: '唤醒批处理',
    sentence: (fields) => `唤醒了批处理${run(fields)}${because(fields)}。`,
    channel: null,
  },
  'run-cancelled': {
    title: '取消批处理',
    sentence: (fields) => `取消了批处理${run(fields)}${because(fields)}。`,
    channel: null,
  },
  // run, brake
  'run-braked': {
    title: '批处理自行停止',
    sentence: (fields) => {
      const brake = textField(fields, 'brake') ?? '';
      return `批处理${run(fields)}自行停止：${RUN_BRAKES[brake] ?? '原因未登记。'}`;
    },
    channel: null,
  },
  // run, and how many of what
  'run-chunk': {
    title: '办理一段名单',
    sentence: (fields) =>
      `办理了批处理${run(fields)}的一段名单${count(fields, 'sent', '发往银行')}` +
      `${count(fields, 'paid', '入账')}${count(fields, 'refused', '银行拒绝')}` +
      `${count(fields, 'other', '转入暂收')}${count(fields, 'apart', '未能办理的账户')}` +
      `${count(fields, 'untold', '信息打不开未能通知')}。`,
    channel: null,
  },
  // run, items, done, refused, failed
  'run-done': {
    title: '批处理完成',
    sentence: (fields) =>
      `完成了批处理${run(fields)}${count(fields, 'done', '已办')}` +
      `${count(fields, 'refused', '被拒')}${count(fields, 'failed', '失败')}` +
      `${count(fields, 'waiting', '待银行回报')}。`,
    channel: null,
  },
  // kind, reason
  'schedule-paused': {
    title: '停用定时',
    sentence: (fields) => `停用了${clock(fields)}的定时${because(fields)}。`,
    channel: null,
  },
  // kind, reason
  'schedule-unpaused': {
    title: '启用定时',
    sentence: (fields) => `启用了${clock(fields)}的定时${because(fields)}。`,
    channel: null,
  },
  // kind, run, reason
  'schedule-triggered': {
    title: '立即发起',
    sentence: (fields) => `不等定时，立即发起了批处理${run(fields)}${because(fields)}。`,
    channel: null,
  },
  // kind, from, to, days, reason
  'schedule-backfilled': {
    title: '补跑',
    sentence: (fields) =>
      `补跑${clock(fields)}${monthsOf(fields)}的业务日期${days(fields)}${because(fields)}。`,
    channel: null,
  },
  // kind, days, reason
  'schedule-backfill-dropped': {
    title: '不再补跑',
    sentence: (fields) =>
      `不再补跑${clock(fields)}等候中的业务日期${days(fields)}${because(fields)}。`,
    channel: null,
  },
  // slip, amount, from, to, until
  'payment-slip-made': {
    title: '开具缴款通知单',
    sentence: (fields) =>
      `开具了缴款通知单：${monthsOf(fields)}，${textField(fields, 'amount') ?? ''}元。`,
    channel: null,
  },
  // slip, amount, reason
  'payment-slip-voided': {
    title: '作废缴款通知单',
    sentence: (fields) =>
      `作废了${textField(fields, 'amount') ?? ''}元的缴款通知单${because(fields)}。`,
    channel: null,
  },
  // item, amount, month, document, reason
  'debit-refusal-recorded': {
    title: '登记银行书面确认未扣款',
    sentence: (fields) =>
      `登记了银行的书面确认：${debitOf(fields)}没有扣款，等另一名主管复核${because(fields)}。`,
    channel: null,
  },
  'debit-refusal-declined': {
    title: '退回银行书面确认',
    sentence: (fields) =>
      `${debitOf(fields)}没有扣款的书面确认没有复核通过，仍待银行回报${because(fields)}。`,
    channel: null,
  },
  'debit-refusal-confirmed': {
    title: '复核银行书面确认未扣款',
    sentence: (fields) =>
      `按银行的书面确认了结了没有回报的${debitOf(fields)}：没有扣款，不计扣款次数${because(fields)}。`,
    channel: null,
  },
  // amount, serial, reason
  'suspense-assigned': {
    title: '认领暂收款',
    sentence: (fields) =>
      `把暂收款${textField(fields, 'amount') ?? ''}元记入了账户${because(fields)}。`,
    channel: null,
  },
  'suspense-return-proposed': {
    title: '登记退回暂收款',
    sentence: (fields) =>
      `登记了银行退回暂收款${textField(fields, 'amount') ?? ''}元，等另一名主管复核${because(fields)}。`,
    channel: null,
  },
  'suspense-return-declined': {
    title: '不同意退回暂收款',
    sentence: (fields) =>
      `暂收款${textField(fields, 'amount') ?? ''}元的退回没有复核通过，仍待处理${because(fields)}。`,
    channel: null,
  },
  'suspense-returned': {
    title: '退回暂收款',
    sentence: (fields) => `退回了暂收款${textField(fields, 'amount') ?? ''}元${because(fields)}。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
