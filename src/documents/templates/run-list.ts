/** 批处理名单: who was in it, who not and why, who approved it, what became of each, and how it is proved. */
import type { RunItemOnPaper, RunListParams } from '../../cases/wording-documents-runs.ts';
import { dayText } from '../../cases/wording.ts';
import { plainDate } from '../../domain/calendar.ts';
import { facts, heading, list, note, pairedFacts, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';

const ITEM: RunItemOnPaper = {
  n: '1',
  subject: '21010002000000000019',
  holder: '张＊',
  content: '销户告知：2026-05 起 6 个月；利息 1.23 元，先付清',
  amount: '',
  verdict: '应办',
  why: '',
  clause: '通知（十四）',
  result: '已办：已发起零余额销户',
};

const WHOLE: RunListParams = {
  center: { name: '某市住房公积金管理中心', shortName: '某市公积金' },
  run: 'dormancy-sweep.210100.2026-11-22.1',
  kindTitle: '零余额停缴排查',
  note: '查出余额为零且停缴达到规定月数的账户，按经批准的名单逐户告知。',
  day: plainDate('2026-11-22'),
  madeOn: plainDate('2026-11-23'),
  madeAt: '2026年11月23日 09:00',
  state: '已完成',
  scope: '全部项目',
  standing: 'whole',
  facts: [
    ['发起人', '定时'],
    ['发起时间', '2026年11月22日 10:00'],
  ],
  digests: [['批准时名单摘要', '0'.repeat(64)]],
  clauses: ['通知（征求意见稿）（十四）规范账户开立与核验'],
  counts: [{ title: '应办', count: '2' }],
  changes: [{ title: '已恢复缴存', count: '1' }],
  items: [
    ITEM,
    {
      ...ITEM,
      n: '2',
      amount: '800.00',
      verdict: '已剔除',
      why: '主管剔除：账户有争议',
      result: '',
    },
    { ...ITEM, n: '3', holder: '', content: '', verdict: '不办', why: '账户被冻结', result: '' },
  ],
  course: [{ at: '2026年11月22日 10:00', who: '定时', what: '发起了批处理。' }],
  signed: [['签名', 'AA==']],
};

const EXAMPLES: readonly [RunListParams, ...RunListParams[]] = [
  WHOLE,
  { ...WHOLE, standing: 'open', state: '待批准', changes: [], signed: [], items: [] },
  { ...WHOLE, standing: 'unsigned', signed: [], scope: '结论：应办' },
  { ...WHOLE, standing: 'later' },
  { ...WHOLE, standing: 'broken' },
];

const STANDINGS: Readonly<
  Record<RunListParams['standing'], { readonly label: string; readonly text: string }>
> = {
  open: {
    label: '尚未办结',
    text: '本名单打印时批处理尚未办结，没有签名，只供核对；以办结后打印的为准。',
  },
  unsigned: {
    label: '未经签名',
    text: '该批处理办结时系统尚不对名单签名；摘要以留痕所记为准。',
  },
  whole: {
    label: '核对相符',
    text: '打印时重新计算：名单与批准时、办结时的摘要一致，每项结果与办结时一致，签名有效。',
  },
  later: {
    label: '名单相符，办结后有新结果',
    text: '打印时重新计算：名单与批准时、办结时的摘要一致，签名有效；办结之后外部机构迟到的回报改变了个别项目的结果，以现在所列为准。',
  },
  broken: {
    label: '核对不符',
    text: '打印时重新计算：名单或者所签内容与办结时不一致。本件不能作为凭据，请立即查明并报告主管。',
  },
};

export const runList2026: Template<'run-list'> = {
  kind: 'run-list',
  version: 'run-list-2026-1',
  title: '批处理名单',
  unregistered: '名单未经签名，不编号',
  examples: EXAMPLES,
  render: (params) => [
    paragraph(
      `本中心${dayText(params.day)}业务日的${params.kindTitle}（${params.run}），${params.state}。${params.note}`,
    ),
    { type: 'emphasis', ...STANDINGS[params.standing] },
    heading('发起、批准和摘要'),
    pairedFacts(params.facts),
    facts(params.digests),
    heading('合计'),
    {
      type: 'table',
      head: ['项目', '户（项）数'],
      rows: params.counts.map(({ title, count }) => [title, count]),
      widths: [5, 1.4],
      right: [1],
    },
    ...changed(params),
    heading(`名单（${params.scope}）`),
    ...listed(params),
    heading('经过'),
    {
      type: 'table',
      head: ['时间', '经办', '事项'],
      rows: params.course.map(({ at, who, what }) => [at, who, what]),
      widths: [2.3, 1.5, 5],
    },
    ...signature(params),
    { type: 'issuer', name: params.center.name, day: dayText(params.madeOn) },
  ],
  message: null,
};

function changed({ changes }: RunListParams): readonly Block[] {
  if (changes.length === 0) return [];
  return [
    heading('批准后的变化（未办，账户不动）'),
    list(changes.map(({ title, count }) => `${title}：${count}项`)),
  ];
}

function listed({ items, clauses }: RunListParams): readonly Block[] {
  if (items.length === 0) return [paragraph('没有这样的项目。')];
  return [
    {
      type: 'table',
      head: ['序号', '对象、姓名', '内容', '结论、原因和依据', '结果'],
      rows: items.map(({ n, subject, holder, content, amount, verdict, why, clause, result }) => [
        n,
        joined([subject, holder]),
        joined([content, amount === '' ? '' : `${amount}元`]),
        joined([why === '' ? verdict : `${verdict}：${why}`, clause]),
        result,
      ]),
      widths: [0.95, 3.3, 2.3, 2.6, 2],
    },
    note(`姓名已遮盖。不办的列明原因，其账户不动。依据：${clauses.join('；')}。`),
  ];
}

/** Below each other in one cell. */
function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function signature({ signed, madeAt }: RunListParams): readonly Block[] {
  const made = note(`本件于${madeAt}打印，打印已留痕。`);
  if (signed.length === 0) return [made];
  return [
    heading('签名'),
    facts(signed),
    note(
      '名单摘要由全部项目的序号、对象、结论、原因、金额和冻结的内容算出，结果摘要由每项的结果算出；签名覆盖两个摘要、各项合计、发起人、批准人和批准、办结时间，任何一项改动，签名即不相符。',
    ),
    made,
  ];
}
