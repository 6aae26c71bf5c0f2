/** 协议变更告知书: an agreement was suspended, resumed or ended. */
import type { AgreementChangedParams } from '../../cases/wording-documents.ts';
import { dayText, monthText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import { CHANGED_EXAMPLES } from './breach-examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

export const agreementChanged2026: Template<'agreement-changed'> = {
  kind: 'agreement-changed',
  version: 'agreement-changed-2026-1',
  title: '协议变更告知书',
  examples: CHANGED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的缴存使用协议（账户尾号${params.last4}）自${dayText(params.changedOn)}起${params.changeTitle}。事由：${params.ground}。`,
    ),
    caseFacts(params),
    heading('这意味着'),
    list(meaning(params)),
    heading('依据'),
    paragraph('《缴存使用协议》“中止与终止”'),
    ...params.clauses.map(quotation),
    ...contact(params),
    issuer(params, params.changedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的缴存使用协议（账户尾号${params.last4}）自${dayText(params.changedOn)}起${params.changeTitle}${params.owesFrom === null ? '' : `，自${monthText(params.owesFrom)}起恢复应缴`}。业务编号${params.caseNumber}。`,
    ),
};

function meaning({ change, owesFrom }: AgreementChangedParams): readonly string[] {
  switch (change) {
    case 'suspend':
      return [
        '自下一次扣款起不再扣款；已经在银行办理的扣款不受影响，到账后照常记入账户。',
        '账户余额保留，照常计息。',
        '中止期间的月份不缴存，恢复后也不能补缴；连续缴存时间按本中心规定计算。',
        '中止的事由消除后，可以随时申请恢复。',
      ];
    case 'resume':
      return [
        ...(owesFrom === null ? [] : [`自${monthText(owesFrom)}起恢复应缴，按原计划扣款。`]),
        '中止期间的月份仍为间断，不能补缴。',
      ];
    case 'terminate':
      return [
        '缴存计划结束，委托扣款授权同时解除。',
        '账户封存，余额仍归您所有，照常计息，可以依法提取。',
        '以后需要缴存的，可以重新签订协议。',
      ];
  }
}
