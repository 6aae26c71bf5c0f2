/** 最早可办日期告知单: each date with its reckoning, the law's words, how they were read. */
import type { DateOnPaper, EarliestDatesParams } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { plainDate } from '../../domain/calendar.ts';
import { facts, heading, list, note, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import { contact, quotation } from './notice.ts';

const CENTER = {
  name: '某市住房公积金管理中心',
  shortName: '某市公积金',
  phone: '12329',
  address: '某市某区某路1号',
  rule: '《某市灵活就业人员住房公积金缴存使用管理办法》（某金管〔2026〕1号）',
};

const DATE: DateOnPaper = {
  title: '封存满半年（账户尾号0042）',
  day: '2027年3月1日起',
  state: '未到',
  sentence: '自2027年3月1日起可以办理销户，还有99天。',
  steps: ['单位缴存部分2026年8月31日封存（当日不计入）', '次日2027年3月1日起可以办理'],
  advice: '可以提前的办法：无。',
  otherwise: ['如以账户封存满半年计算，销户最早：2027年5月23日。'],
};

const KNOWN: EarliestDatesParams = {
  center: CENTER,
  name: '张三',
  document: '居民身份证 219***********0014',
  reckonedOn: plainDate('2026-11-22'),
  given: [],
  dates: [DATE],
  clauses: [
    { key: 'liaoning-7', title: '某条', text: '条文原文。' },
    { key: 'center:某金管〔2026〕1号', title: '某金管〔2026〕1号', text: null },
  ],
  readings: ['半年的最后一日当天能不能办？最后一日终了才算满半年，自次日起可以办理。'],
  assumptions: ['未计入全国范围内的贷款、担保和冻结，办理时以核查结果为准。'],
};

const EXAMPLES: readonly [EarliestDatesParams, ...EarliestDatesParams[]] = [
  KNOWN,
  {
    ...KNOWN,
    center: { ...CENTER, phone: null, address: null },
    name: '',
    document: '',
    given: [{ name: '封存日期', value: '2026年8月31日' }],
    dates: [DATE, { ...DATE, otherwise: [] }],
    clauses: [],
    readings: [],
  },
];

export const earliestDates2026: Template<'earliest-dates'> = {
  kind: 'earliest-dates',
  version: 'earliest-dates-2026-1',
  title: '最早可办日期告知单',
  examples: EXAMPLES,
  render: (params) => [
    ...opening(params),
    heading('一览'),
    {
      type: 'table',
      head: ['事项', '日期', '情况'],
      rows: params.dates.map(({ title, day, state }) => [title, day, state]),
      widths: [4, 3, 2],
    },
    ...params.dates.flatMap(reckoning),
    ...(params.clauses.length === 0 ? [] : [heading('依据')]),
    ...params.clauses.map(quotation),
    ...(params.readings.length === 0 ? [] : [heading('采用的读法'), list(params.readings)]),
    heading('说明'),
    list(params.assumptions),
    ...contact(params),
    { type: 'issuer', name: params.center.name, day: dayText(params.reckonedOn) },
  ],
  message: null,
};

function opening({ name, document, reckonedOn, given }: EarliestDatesParams): readonly Block[] {
  const day = dayText(reckonedOn);
  if (name !== '') {
    return [
      { type: 'addressee', text: `${name}：` },
      paragraph(
        `根据本中心${day}掌握的您的账户和业务情况，按办理业务时使用的同一套规则，为您测算最早可办的日期如下。`,
      ),
      facts([
        ['姓名', name],
        ['证件', document],
      ]),
    ];
  }
  return [
    paragraph(
      `以下日期按来访人自述的事实、依${day}现行规定测算，仅供参考。本单没有登记和留存，不作为办理业务的凭证。`,
    ),
    heading('自述的事实'),
    facts(given.map(({ name: what, value }) => [what, value])),
  ];
}

function reckoning({
  title,
  day,
  sentence,
  steps,
  advice,
  otherwise,
}: DateOnPaper): readonly Block[] {
  return [
    heading(`${title}　${day}`),
    paragraph(sentence),
    list(steps),
    paragraph(advice),
    ...otherwise.map((text) => note(text)),
  ];
}
