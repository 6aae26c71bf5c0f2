/**
 * The papers of what supervisors decide beside the course of a case: 改期告知书 and 异常核查结果单.
 *
 * @source 民法典 第二百零一条; 通知（征求意见稿）（五）（七）
 */
import type { IrregularityResultParams, WaitMovedParams } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { plainDate } from '../../domain/calendar.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import { BARE_HEAD, CLAUSE, HEAD } from './examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

const on = plainDate('2026-11-23');
const MOVED_EXAMPLES: readonly [WaitMovedParams, ...WaitMovedParams[]] = [
  {
    ...{
      ...HEAD,
      business: '退出销户',
      movedOn: on,
      wait: '等封存满半年',
      document: '封〔2026〕7号',
    },
    ...{ fromOn: plainDate('2027-02-28'), toOn: plainDate('2027-01-31') },
    ...{ followsOn: plainDate('2027-02-01'), then: '重新核查，付款并销户' },
    ...{ ground: '原来登记的起算日期有误', clauses: [CLAUSE] },
    seal: '2026年7月31日封存（当日不计入），满半年的次日是2027年2月1日；遇休假日不顺延。',
  },
  {
    ...{
      ...BARE_HEAD,
      business: '提取',
      movedOn: on,
      wait: '等补正材料',
      document: '医〔2026〕1号',
    },
    ...{ fromOn: plainDate('2026-12-01'), toOn: plainDate('2026-12-15') },
    ...{ followsOn: plainDate('2026-12-16'), then: '仍未补齐的，业务终止' },
    ...{ ground: '不可抗力或者其他正当理由，本人无法在期限内办理', clauses: [], seal: '' },
  },
];

export const waitMoved2026: Template<'wait-moved'> = {
  kind: 'wait-moved',
  version: 'wait-moved-2026-1',
  title: '改期告知书',
  examples: MOVED_EXAMPLES,
  render: (params) => {
    const { wait, fromOn, toOn, followsOn, then, ground, document, seal, clauses } = params;
    return [
      addressee(params),
      paragraph(
        `您的业务“${wait}”的期限，由${dayText(fromOn)}改为${dayText(toOn)}。${dayText(followsOn)}起${then}。`,
      ),
      caseFacts(params, [
        ['事由', ground],
        ['文书', document],
      ]),
      ...(seal === '' ? [] : [heading('怎样推算'), paragraph(seal)]),
      heading('请您留意'),
      list([
        '在新的期限以前，业务继续等待；已经办理的不受影响。',
        '改期由两名主管先后核对文书后决定，永久留痕；对改期有异议的，请及时联系本中心。',
      ]),
      ...(clauses.length === 0 ? [] : [heading('依据'), ...clauses.map(quotation)]),
      ...contact(params),
      issuer(params, params.movedOn),
    ];
  },
  message: (params) =>
    message(
      params,
      `您的业务（${params.caseNumber}）“${params.wait}”的期限改为${dayText(params.toOn)}，${dayText(params.followsOn)}起${params.then}。`,
    ),
};

const RESULT_EXAMPLES: readonly [IrregularityResultParams, ...IrregularityResultParams[]] = [
  {
    ...{ ...HEAD, business: '异常核查', endedOn: on, invariant: '销户后仍有余额' },
    ...{ rule: '销户的账户余额为零。', evidence: '销户2026-11-01', outcome: 'mended' },
    ...{ answer: '已经冲正。', confirmation: '对照账目无误。', clauses: [CLAUSE] },
  },
  {
    ...{ ...BARE_HEAD, business: '异常核查', endedOn: on, invariant: '销户后仍有余额' },
    ...{ rule: '销户的账户余额为零。', evidence: '', outcome: 'gone' },
    ...{ answer: '', confirmation: '', clauses: [] },
  },
  {
    ...{ ...HEAD, business: '异常核查', endedOn: on, invariant: '销户后仍有余额' },
    ...{ rule: '销户的账户余额为零。', evidence: '凭证号12', outcome: 'explained' },
    ...{ answer: '查明无误。', confirmation: '同意。', clauses: [CLAUSE] },
  },
];

const OUTCOMES: Readonly<Record<IrregularityResultParams['outcome'], string>> = {
  gone: '复查时账目已经没有该项异常，自动办结。',
  explained: '经一名主管查明、另一名主管确认：账目无误。',
  mended: '经一名主管更正、另一名主管对照账目确认：已经更正。',
};

export const irregularityResult2026: Template<'irregularity-result'> = {
  kind: 'irregularity-result',
  version: 'irregularity-result-2026-1',
  title: '异常核查结果单',
  examples: RESULT_EXAMPLES,
  render: (params) => {
    const { invariant, rule, evidence, outcome, answer, confirmation, clauses } = params;
    return [
      paragraph(`合规巡检发现异常“${invariant}”。应当：${rule}`),
      caseFacts(params, evidence === '' ? [] : [['账目所示', evidence]]),
      heading('核查结果'),
      paragraph(OUTCOMES[outcome]),
      ...(answer === '' ? [] : [paragraph(`核查意见：${answer}`)]),
      ...(confirmation === '' ? [] : [paragraph(`确认意见：${confirmation}`)]),
      ...(clauses.length === 0 ? [] : [heading('依据'), ...clauses.map(quotation)]),
      paragraph('本单存档备查，不送达。'),
      issuer(params, params.endedOn),
    ];
  },
  message: null,
};
