/**
 * The papers of a payment after a death (死亡提取): 受理, 准予, 不准, 付款, 销户 and 终止. They are handed over, never
 * sent: the number that the books know is the dead person's.
 *
 * @source 住房公积金管理条例 第二十四条第三款、第二十五条
 */
import type { DeathHead } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import { yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import {
  DEATH_ACCEPTED_BESIDE_EXAMPLES,
  DEATH_ACCEPTED_EXAMPLES,
  DEATH_CLOSED_EXAMPLES,
  DEATH_DECISION_EXAMPLES,
  DEATH_ENDED_EXAMPLES,
  DEATH_PAID_EXAMPLES,
  DEATH_REFUSED_EXAMPLES,
} from './death-examples.ts';
import { caseFacts, contact, issuer, quotation, reasonBlocks } from './notice.ts';

function to({ person }: DeathHead): Block {
  return { type: 'addressee', text: `${person.name}的继承人：` };
}

function facts(head: DeathHead, more: readonly (readonly [string, string])[] = []): Block {
  return caseFacts(head, [
    ['账户户名', `${head.person.name}（已故）`],
    ['个人账户', `尾号${head.accountLast4}`],
    ['死亡日期', dayText(head.diedOn)],
    ['继承依据', head.basis],
    ...more,
  ]);
}

/** As it was before it named the dead person's own exit. */
export const deathAccepted2026First: Template<'death-accepted'> = {
  kind: 'death-accepted',
  version: 'death-accepted-2026-1',
  title: '死亡提取受理通知书',
  examples: DEATH_ACCEPTED_EXAMPLES,
  render: (params) => [
    to(params),
    paragraph('你们的死亡提取申请材料齐全，本中心予以受理。自今日起停止扣款。'),
    facts(params, [['受理日期', dayText(params.acceptedOn)]]),
    ...(params.heirs.length === 0
      ? [paragraph('申请载明没有继承人，也没有受遗赠人。')]
      : [heading('继承人、份额和收款卡'), list([...params.heirs])]),
    heading('办理期限'),
    list([
      `依《住房公积金管理条例》第二十五条，自受理之日起三日内作出决定，最迟${dayText(params.lastOn)}。`,
      '款项按份额分别付到各继承人本人的银行卡上，利息计到款项实际付出之日；本中心不收取任何费用。',
    ]),
    ...contact(params),
    issuer(params, params.acceptedOn),
  ],
  message: null,
};

export const deathAccepted2026: Template<'death-accepted'> = {
  kind: 'death-accepted',
  version: 'death-accepted-2026-2',
  title: '死亡提取受理通知书',
  examples: DEATH_ACCEPTED_BESIDE_EXAMPLES,
  render: (params) => [
    to(params),
    paragraph('你们的死亡提取申请材料齐全，本中心予以受理。自今日起停止扣款。'),
    facts(params, [['受理日期', dayText(params.acceptedOn)]]),
    ...(params.heirs.length === 0
      ? [paragraph('申请载明没有继承人，也没有受遗赠人。')]
      : [heading('继承人、份额和收款卡'), list([...params.heirs])]),
    heading('办理期限'),
    list([
      `依《住房公积金管理条例》第二十五条，自受理之日起三日内作出决定，最迟${dayText(params.lastOn)}。`,
      '款项按份额分别付到各继承人本人的银行卡上，利息计到款项实际付出之日；本中心不收取任何费用。',
      ...((params.exit ?? '') === ''
        ? []
        : [
            `死者生前申请的退出销户（${params.exit ?? ''}）尚在办理：本申请复核同意后自行终止，不须另行撤回，其后的款项不再付给死者，一并付给继承人；复核以前暂缓付款。`,
          ]),
    ]),
    ...contact(params),
    issuer(params, params.acceptedOn),
  ],
  message: null,
};

export const deathDecision2026: Template<'death-decision'> = {
  kind: 'death-decision',
  version: 'death-decision-2026-1',
  title: '准予死亡提取决定书',
  examples: DEATH_DECISION_EXAMPLES,
  render: (params) => [
    to(params),
    paragraph(
      params.shares.length === 0
        ? `账户本息${params.total}元，无继承人也无受遗赠人，依法纳入住房公积金的增值收益。`
        : `账户本息${params.total}元，准予按下列份额提取。`,
    ),
    facts(params, [['本息合计', yuanText(params.total)]]),
    ...(params.shares.length === 0
      ? []
      : [
          heading('份额和金额'),
          list(params.shares.map(({ who, share, amount }) => `${who}：${share}，${amount}元。`)),
          ...(params.cents === '' ? [] : [paragraph(params.cents)]),
          paragraph(
            '各笔款项依次付到各人的银行卡上；银行在以后的日子付款的，补计的利息另按份额分付。',
          ),
        ]),
    heading('依据'),
    ...params.clauses.map(quotation),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: null,
};

export const deathRefused2026: Template<'death-refused'> = {
  kind: 'death-refused',
  version: 'death-refused-2026-1',
  title: '不准死亡提取决定书',
  examples: DEATH_REFUSED_EXAMPLES,
  render: (params) => [
    to(params),
    paragraph('你们的死亡提取申请不符合条件，决定不准提取。账户余额不变，继续计息。'),
    facts(params),
    ...reasonBlocks(params.reasons, params.center.rule),
    heading('如不同意本决定'),
    list([
      '可以向本中心任一服务网点提出，由原经办人以外的工作人员核对事实；条件具备后可以随时再次申请。',
      `可以自收到本决定书之日起60日内，依法向${params.ways.reconsiderationBody}申请行政复议。`,
      `可以自收到本决定书之日起6个月内，依法向${params.ways.court}提起行政诉讼。`,
    ]),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: null,
};

export const deathPaid2026: Template<'death-paid'> = {
  kind: 'death-paid',
  version: 'death-paid-2026-1',
  title: '死亡提取付款通知书',
  examples: DEATH_PAID_EXAMPLES,
  render: (params) => [
    { type: 'addressee', text: `${params.who}：` },
    paragraph('您应得的份额已由受托银行付到您本人的卡上。'),
    facts(params, [
      ['收款卡', params.card],
      ['实付金额', yuanText(params.moved)],
      ['付款日期', dayText(params.paidOn)],
    ]),
    ...contact(params),
    issuer(params, params.paidOn),
  ],
  message: null,
};

export const deathClosed2026: Template<'death-closed'> = {
  kind: 'death-closed',
  version: 'death-closed-2026-1',
  title: '死亡销户通知书',
  examples: DEATH_CLOSED_EXAMPLES,
  render: (params) => [
    to(params),
    paragraph(
      `账户（尾号${params.accountLast4}）的本息已经全部办结，于${dayText(params.closedOn)}销户，缴存使用协议同时终止。`,
    ),
    facts(params, [['销户日期', dayText(params.closedOn)]]),
    ...contact(params),
    issuer(params, params.closedOn),
  ],
  message: null,
};

export const deathEnded2026: Template<'death-ended'> = {
  kind: 'death-ended',
  version: 'death-ended-2026-1',
  title: '死亡提取终止通知',
  examples: DEATH_ENDED_EXAMPLES,
  render: (params) => [
    to(params),
    paragraph(
      `申请已于${dayText(params.endedOn)}撤回，业务终止。账户余额不变，因本申请中止的协议恢复；可以重新申请。`,
    ),
    facts(params),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
  message: null,
};
