/**
 * Timeline sentences for asking outside systems and for repairing what did not answer. A channel
 * only learns that the case is being checked.
 */
import { checkStatusTitle, instantText } from './wording.ts';
import { returnedFor, system } from './wording-events-parts.ts';
import { numberField, textField, when, type EventWords } from './wording-fields.ts';

const CHECKING_ONLY = { text: '核查中。' } as const;

export const CHECK_EVENTS = {
  // system, status
  'check-answered': {
    title: '核查答复',
    sentence: (fields) =>
      `${system(fields)}已答复${when(textField(fields, 'status'), (text) => `：${checkStatusTitle(text)}`)}。`,
    channel: CHECKING_ONLY,
  },
  // faults[]: { system }
  'check-failed': {
    title: '核查未成',
    sentence: (fields) => `${system(fields)}暂时没有可用的答复，系统将按同一请求继续查询。`,
    channel: CHECKING_ONLY,
  },
  // faults[]: { system }
  'case-parked': {
    title: '转需处理',
    sentence: (fields) =>
      `${system(fields)}多次查询仍无可用答复，业务暂停，等待主管处理；不会因此当作“没有账户”。`,
    channel: CHECKING_ONLY,
  },
  // systems[]
  'repair-retry': {
    title: '立即重试',
    sentence: (fields) => `主管要求立即重新查询${system(fields)}。`,
    channel: CHECKING_ONLY,
  },
  // until: an instant
  'repair-wait': {
    title: '约定时间再试',
    sentence: (fields) => {
      const until = numberField(fields, 'until');
      return `主管约定了再次查询的时间${until === null ? '' : `：${instantText(until)}`}。`;
    },
    channel: CHECKING_ONLY,
  },
  // system
  'answer-entered': {
    title: '录入查询结果',
    sentence: (fields) => `录入了在${system(fields)}上实际查询的结果及流水号，待另一人确认。`,
    channel: CHECKING_ONLY,
  },
  'answer-confirmed': {
    title: '确认查询结果',
    sentence: (fields) => `另一人确认了录入的${system(fields)}查询结果。`,
    channel: CHECKING_ONLY,
  },
  // system, reasonCode
  'answer-declined': {
    title: '退回查询结果',
    sentence: (fields) => `另一人退回了录入的${system(fields)}查询结果${returnedFor(fields)}。`,
    channel: CHECKING_ONLY,
  },
  // system
  'answer-overtaken': {
    title: '录入结果作废',
    sentence: (fields) => `录入的${system(fields)}查询结果已不需要或者已超过有效期，不再等待确认。`,
    channel: CHECKING_ONLY,
  },
} as const satisfies Record<string, EventWords>;
