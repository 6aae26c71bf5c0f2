/**
 * Timeline sentences for agreements in force and their breach. The public fields each reads are named
 * beside it.
 */
import {
  breachTitle,
  measureTitle,
  spanText,
  stateReasonTitle,
  wayTitle,
} from './wording-breaches.ts';
import { day, returnedFor } from './wording-events-parts.ts';
import {
  listField,
  numberField,
  textField,
  when,
  type EventWords,
  type Fields,
} from './wording-fields.ts';
import { listText } from './wording.ts';

const ground = (fields: Fields) =>
  when(textField(fields, 'ground'), (text) => `，事由：${stateReasonTitle(text)}`);
const way = (fields: Fields) => when(textField(fields, 'way'), (text) => `（${wayTitle(text)}）`);
const measures = (fields: Fields) =>
  when(listText(listField(fields, 'measures').map(measureTitle)) || null, (text) => `：${text}`);
const measure = (fields: Fields) =>
  when(textField(fields, 'measure'), (text) => `“${measureTitle(text)}”`);
const span = (fields: Fields) => {
  const text = spanText(
    textField(fields, 'from'),
    textField(fields, 'to'),
    numberField(fields, 'months'),
  );
  return text === '' ? '' : `（${text}）`;
};

export const BREACH_EVENTS = {
  // change, ground
  'agreement-change-asked': {
    title: '申请变更协议状态',
    sentence: (fields) => `提出变更协议状态${ground(fields)}。`,
    channel: null,
  },
  // ground
  'agreement-suspended': {
    title: '协议中止',
    sentence: (fields) => `缴存使用协议中止${ground(fields)}；不再扣款，余额保留。`,
    channel: 'same',
  },
  'agreement-resumed': {
    title: '协议恢复',
    sentence: (fields) => `缴存使用协议恢复${ground(fields)}；中止的月份不补缴。`,
    channel: 'same',
  },
  'agreement-terminated': {
    title: '协议终止',
    sentence: (fields) => `缴存使用协议终止${ground(fields)}；余额依法提取。`,
    channel: 'same',
  },
  'agreement-change-declined': {
    title: '不同意变更协议',
    sentence: () => '另一名主管不同意，协议不变。',
    channel: null,
  },
  // fact, from, to, months
  'breach-found': {
    title: '发现违约',
    sentence: (fields) =>
      `发现违约情形${when(textField(fields, 'fact'), (text) => `：${breachTitle(text)}`)}${span(fields)}，已出具告知书。`,
    channel: null,
  },
  // on, way, until
  'breach-served': {
    title: '告知书送达',
    sentence: (fields) =>
      `违约告知书${day(fields, 'on', (text) => `于${text}`)}送达${way(fields)}${day(fields, 'until', (text) => `，整改期限至${text}`)}。`,
    channel: null,
  },
  // way, next, code
  'service-failed': {
    title: '未能送达',
    sentence: (fields) =>
      `文书未能送达${way(fields)}${fields['code'] === 'not-registered' ? '：本人没有登记使用' : ''}，期限不计算` +
      `${when(textField(fields, 'next'), (text) => `；已改用${wayTitle(text)}送达`)}。`,
    channel: null,
  },
  // publishedOn, until
  'breach-announced': {
    title: '公告送达',
    sentence: (fields) =>
      `文书${day(fields, 'publishedOn', (text) => `于${text}`)}公告${day(fields, 'until', (text) => `，${text}视为送达`)}。`,
    channel: null,
  },
  // way
  'served-again': {
    title: '再次送达',
    sentence: (fields) => `再次送达文书${way(fields)}。`,
    channel: null,
  },
  // on
  'cure-found': {
    title: '已恢复缴存',
    sentence: (fields) =>
      `查得${day(fields, 'on', (text) => `于${text}`)}已恢复缴存，在整改期限内，不再采取措施。`,
    channel: null,
  },
  'cure-recorded': {
    title: '已整改',
    sentence: (fields) =>
      `登记${day(fields, 'on', (text) => `于${text}`)}已整改，在整改期限内，不再采取措施。`,
    channel: null,
  },
  // until
  'cure-expired': {
    title: '整改期满',
    sentence: (fields) => `整改期限${day(fields, 'until', (text) => `至${text}`)}届满，未见整改。`,
    channel: null,
  },
  // on
  'objection-made': {
    title: '提出异议',
    sentence: (fields) => `缴存人${day(fields, 'on', (text) => `于${text}`)}提出异议。`,
    channel: null,
  },
  'objection-upheld': {
    title: '异议成立',
    sentence: () => '异议成立，不认定违约。',
    channel: null,
  },
  'objection-rejected': {
    title: '异议不成立',
    sentence: () => '异议不成立，已书面答复。',
    channel: null,
  },
  // measures[]
  'measures-proposed': {
    title: '提出处理意见',
    sentence: (fields) => `提出处理意见${measures(fields)}。`,
    channel: null,
  },
  // reasonCode
  'measures-returned': {
    title: '退回处理意见',
    sentence: (fields) => `处理意见被退回${returnedFor(fields)}，须重新提出。`,
    channel: null,
  },
  'measures-taken': {
    title: '作出处置决定',
    sentence: (fields) => `批准处理意见，作出处置决定${measures(fields)}。`,
    channel: null,
  },
  // on, way
  'termination-served': {
    title: '解除生效',
    sentence: (fields) =>
      `决定书${day(fields, 'on', (text) => `于${text}`)}送达${way(fields)}，缴存使用协议解除。`,
    channel: null,
  },
  // measure
  'lift-proposed': {
    title: '提出解除措施',
    sentence: (fields) => `提出解除措施${measure(fields)}。`,
    channel: null,
  },
  'lift-declined': {
    title: '不同意解除',
    sentence: (fields) => `不同意解除措施${measure(fields)}，措施继续执行。`,
    channel: null,
  },
  'measure-lifted': {
    title: '解除措施',
    sentence: (fields) => `措施${measure(fields)}已解除。`,
    channel: null,
  },
  'measures-ended': {
    title: '措施届满',
    sentence: () => '处置措施已全部届满。',
    channel: null,
  },
  'breach-withdrawn': {
    title: '撤销告知',
    sentence: () => '违约告知撤销，已采取的措施一并撤销。',
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
