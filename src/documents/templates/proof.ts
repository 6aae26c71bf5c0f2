/** 账务核验证明: what a proof looked at, what it found, and by which sums it is known again. */
import type { ProofCertificateParams, ProofCheckOnPaper } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { plainDate } from '../../domain/calendar.ts';
import { facts, heading, list, note, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';

const CHECK: ProofCheckOnPaper = {
  title: '余额与分录',
  note: '每个账户、每个来源的余额等于其全部分录之和。',
  result: '相符',
  counted: 1000,
  brokenCount: 0,
  remark: '',
};

const GREEN: ProofCertificateParams = {
  center: { name: '某市住房公积金管理中心', shortName: '某市公积金' },
  day: plainDate('2026-11-22'),
  madeOn: plainDate('2026-11-23'),
  madeAt: '2026年11月23日 03:00',
  passed: true,
  checks: [
    CHECK,
    { ...CHECK, title: '银行存款与银行余额', result: '未核', counted: 0, remark: '没有对账单' },
  ],
  lastJournal: '2000',
  head: '0'.repeat(64),
  chainHead: `第12条 ${'1'.repeat(64)}`,
  bank: [{ day: '2026年11月22日', closing: '900.00', book: '900.00' }],
  signature: 'AA==',
  keyFingerprint: '2'.repeat(64),
};

const EXAMPLES: readonly [ProofCertificateParams, ...ProofCertificateParams[]] = [
  GREEN,
  {
    ...GREEN,
    passed: false,
    checks: [{ ...CHECK, result: '不符', brokenCount: 21, remark: '个人账户：0001、0002 等21项' }],
    chainHead: '尚无留痕',
    bank: [],
  },
];

export const proofCertificate2026: Template<'proof-certificate'> = {
  kind: 'proof-certificate',
  version: 'proof-certificate-2026-1',
  title: '账务核验证明',
  examples: EXAMPLES,
  render: (params) => [
    ...verdict(params),
    heading('核验项目'),
    {
      type: 'table',
      head: ['项目', '结论', '核验数', '不符数'],
      rows: params.checks.map(({ title, result, counted, brokenCount }) => [
        ...[title, result, String(counted), String(brokenCount)],
      ]),
      widths: [4.4, 1.2, 1.6, 1.4],
    },
    ...remarks(params),
    heading('核对依据'),
    facts([
      ['最后凭证号', params.lastJournal],
      ['总账摘要', params.head],
      ['留痕链头', params.chainHead],
      ...bankFacts(params),
      ['签名', params.signature],
      ['签名公钥摘要', params.keyFingerprint],
    ]),
    note(
      '总账摘要由全部凭证、分录和各科目余额算出，签名覆盖本证明的全部项目；任何一项改动，签名即不相符。',
    ),
    heading('各项目的含义'),
    list(params.checks.map(({ title, note: what }) => `${title}：${what}`)),
    { type: 'issuer', name: params.center.name, day: dayText(params.madeOn) },
  ],
  message: null,
};

function verdict({ passed, day, madeAt, checks }: ProofCertificateParams): readonly Block[] {
  const wrong = checks.filter(({ brokenCount }) => brokenCount > 0).length;
  const skipped = checks.filter(({ result }) => result === '未核').length;
  const found = passed ? '未发现不符' : `${String(wrong)}项不符`;
  const left = skipped === 0 ? '' : `，${String(skipped)}项未核（见说明）`;
  return [
    paragraph(`本中心${dayText(day)}业务日的账务，于${madeAt}由系统逐项重新计算核验：`),
    {
      type: 'emphasis',
      label: passed ? '核验通过' : '核验未通过',
      text: `共${String(checks.length)}项，${found}${left}。${passed ? '' : '查明并重新核验通过前，动用资金的批处理暂停。'}`,
    },
  ];
}

function remarks({ checks }: ProofCertificateParams): readonly Block[] {
  const told = checks.filter(({ remark }) => remark !== '');
  if (told.length === 0) return [];
  return [heading('说明'), list(told.map(({ title, remark }) => `${title}：${remark}`))];
}

function bankFacts({ bank }: ProofCertificateParams): readonly (readonly [string, string])[] {
  return bank.flatMap(({ day, closing, book }): (readonly [string, string])[] => [
    ['银行对账日', day],
    ['银行期末余额', `${closing}元`],
    ['银行存款科目', `${book}元`],
  ]);
}
