/**
 * Timeline sentences for the course of a case: receipt, decision, review, agreement, opening. The
 * public fields each reads are named beside it.
 */
import { CHANNEL_REVIEW, listText, outcomeTitle, ruleTitle } from './wording.ts';
import { codes, day, returnedFor } from './wording-events-parts.ts';
import { listField, textField, when, type EventWords } from './wording-fields.ts';
import { findingTitle } from './wording-reasons.ts';
import { missingName } from './wording-tasks.ts';

const REVIEW_ONLY = { text: `${CHANNEL_REVIEW}。` } as const;

export const COURSE_EVENTS = {
  'case-received': {
    title: '收件',
    sentence: () => '收到申请，已登记并出具收件回执。',
    channel: 'same',
  },
  // acceptedOn, promisedOn
  'application-accepted': {
    title: '受理',
    sentence: (fields) =>
      `材料齐全，予以受理${day(fields, 'acceptedOn', (text) => `，办理期限自${text}的次日起算`)}` +
      `${day(fields, 'promisedOn', (text) => `，承诺最迟${text}办结`)}。`,
    channel: 'same',
  },
  // missing[], until
  'supplement-requested': {
    title: '一次性补正告知',
    sentence: (fields) => {
      const names = listText(listField(fields, 'missing').map(missingName));
      return `材料不齐，已一次性告知须补正的内容${names === '' ? '' : `：${names}`}${day(fields, 'until', (text) => `，最迟${text}补齐`)}。`;
    },
    channel: 'same',
  },
  // missing[]: what is still missing
  supplemented: {
    title: '补正',
    sentence: (fields) => {
      const still = listText(listField(fields, 'missing').map(missingName));
      return still === '' ? '申请人补正了材料。' : `申请人补正了部分材料，仍缺：${still}。`;
    },
    channel: 'same',
  },
  // fields[]: pointers of what changed
  corrected: {
    title: '更正录入',
    sentence: (fields) => {
      const count = listField(fields, 'fields').length;
      return `更正了录入内容${count > 0 ? `（${String(count)}处）` : ''}，更正前后的内容均已留存。`;
    },
    channel: 'same',
  },
  // reasonCode
  'sent-back': {
    title: '复核退回更正',
    sentence: (fields) => `复核退回更正${returnedFor(fields)}，由受理网点更正后再送复核。`,
    channel: null,
  },
  resubmitted: {
    title: '再送复核',
    sentence: () => '受理网点写明理由，再送复核。',
    channel: null,
  },
  // rule, outcome, code
  decided: {
    title: '规则认定',
    sentence: (fields) => {
      const found = codes(fields);
      return (
        `${when(textField(fields, 'rule'), ruleTitle) || '按规则认定'}：` +
        `${outcomeTitle(textField(fields, 'outcome') ?? '已认定')}${found === '' ? '' : `（${found}）`}。`
      );
    },
    channel: null,
  },
  // finding
  'review-opened': {
    title: '转人工复核',
    sentence: (fields) => {
      const found = codes(fields);
      return `转人工复核${found === '' ? '' : `，须核实：${found}`}。`;
    },
    channel: REVIEW_ONLY,
  },
  // finding, cleared
  reviewed: {
    title: '复核',
    sentence: (fields) =>
      `复核了“${findingTitle(textField(fields, 'finding') ?? '所列事项')}”：` +
      (fields['cleared'] === true ? '核实无误，予以排除，规则再次认定。' : '未能排除。'),
    channel: REVIEW_ONLY,
  },
  // code, until
  deferred: {
    title: '待外地封存',
    sentence: (fields) =>
      `${codes(fields) || '外地账户尚未封存'}，业务等待${day(fields, 'until', (text) => `至${text}`)}，其间每日自动核查。`,
    channel: 'same',
  },
  rechecked: {
    title: '重新核查',
    sentence: (fields) => {
      const found = codes(fields);
      return `重新核查了全国账户情况${found === '' ? '' : `：${found}`}。`;
    },
    channel: 'same',
  },
  'deferral-expired': {
    title: '等待期满',
    sentence: () => '等待期限已满，外地账户仍未封存或合并。',
    channel: 'same',
  },
  contested: {
    title: '同一人多件',
    sentence: () => '发现同一人另有在办业务，两件并排等待人工核对。',
    channel: REVIEW_ONLY,
  },
  // verdict: duplicate, continue-after
  'verdict-given': {
    title: '人工核对',
    sentence: (fields) =>
      textField(fields, 'verdict') === 'duplicate'
        ? '人工核对认定本件为重复申请。'
        : '人工核对认定本件不是重复申请，待另一件办结后继续。',
    channel: REVIEW_ONLY,
  },
  // until
  'agreement-offered': {
    title: '待签协议',
    sentence: (fields) =>
      `审核通过，已生成缴存使用协议${day(fields, 'until', (text) => `，请于${text}前（含当日）签署`)}。`,
    channel: 'same',
  },
  'signing-reminded': {
    title: '签署提醒',
    sentence: (fields) =>
      `已提醒申请人签署协议${day(fields, 'until', (text) => `，最后一天是${text}`)}。`,
    channel: 'same',
  },
  // by: counter, electronic
  'agreement-signed': {
    title: '签署协议',
    sentence: (fields) =>
      textField(fields, 'by') === 'electronic'
        ? '申请人以可靠电子签名签署了协议，重点条款已提示说明。'
        : '申请人在柜面签署了协议，签字页已留存，重点条款已提示说明。',
    channel: 'same',
  },
  'agreement-outdated': {
    title: '协议改用新文本',
    sentence: () => '协议有新的文本，尚未签署的原协议作废，按新文本重新出具。',
    channel: 'same',
  },
  'agreement-lapsed': {
    title: '逾期未签',
    sentence: () => '签署期限已过，协议未签，业务终止；可重新申请。',
    channel: 'same',
  },
  'account-opened': {
    title: '开户',
    sentence: (fields) =>
      `在灵活就业人员集中管理账户下设立了个人账户${when(textField(fields, 'account'), (text) => `（尾号${text.slice(-4)}）`)}，协议生效。`,
    channel: 'same',
  },
  'account-opening-undone': {
    title: '撤销误开户',
    sentence: () => '经另一人同意，撤销了误开的账户；记过的账全部冲销，原记录保留。',
    channel: 'same',
  },
  'converted-proposal': {
    title: '转办身份转换',
    sentence: () => '本中心已有封存账户，不另开户，已转为身份转换业务的建议。',
    channel: 'same',
  },
  // reasons[]: { code }
  'not-accepted': {
    title: '不予受理',
    sentence: (fields) => `不予受理${when(codes(fields) || null, (text) => `：${text}`)}。`,
    channel: 'same',
  },
  // reasons[]: { code }, reviewUntil
  refused: {
    title: '不予开户',
    sentence: (fields) =>
      `决定不予开户${when(codes(fields) || null, (text) => `：${text}`)}` +
      `${day(fields, 'reviewUntil', (text) => `；${text}前（含当日）可申请人工复议`)}。`,
    channel: 'same',
  },
  'human-review-requested': {
    title: '申请人工复议',
    sentence: () => '申请人对决定有异议，申请人工复议。',
    channel: 'same',
  },
  // outcome
  reconsidered: {
    title: '人工复议',
    sentence: (fields) =>
      `人工复议后由规则再次认定${when(textField(fields, 'outcome'), (text) => `：${outcomeTitle(text)}`)}。`,
    channel: REVIEW_ONLY,
  },
  'finally-refused': {
    title: '决定生效',
    sentence: () => '申请复议的期限已过，不予开户的决定为最终结果。',
    channel: 'same',
  },
  withdrawn: { title: '撤回', sentence: () => '申请人撤回了申请，业务终止。', channel: 'same' },
  'reversal-proposed': {
    title: '提出撤销开户',
    sentence: () => '主管提出撤销误开的账户，等待另一名主管确认。',
    channel: null,
  },
  'reversal-declined': {
    title: '不同意撤销',
    sentence: () => '另一名主管不同意撤销开户，账户不变。',
    channel: null,
  },
  discontinued: {
    title: '终止',
    sentence: () => '经人工核对为重复申请，本件终止。',
    channel: { text: '本件终止。' },
  },
} as const satisfies Record<string, EventWords>;
