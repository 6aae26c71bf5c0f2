/**
 * The papers of a change of personal data (信息变更): 受理, 补正, 变更, 不予变更 and 终止; and what the phone as it was
 * before is told, so that nobody's number is changed without his or her knowing.
 *
 * @source 通知（征求意见稿）（十一）
 */
import type { PersonalHead } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  addressee,
  caseFacts,
  contact,
  issuer,
  message,
  quotation,
  reasonBlocks,
} from './notice.ts';
import {
  PERSONAL_ACCEPTED_EXAMPLES,
  PERSONAL_CHANGED_EXAMPLES,
  PERSONAL_ENDED_EXAMPLES,
  PERSONAL_REFUSED_EXAMPLES,
  PERSONAL_SUPPLEMENT_EXAMPLES,
  PERSONAL_TOLD_EXAMPLES,
} from './personal-examples.ts';

function facts(head: PersonalHead, more: readonly (readonly [string, string])[] = []): Block {
  return caseFacts(head, [
    ['个人账户', `尾号${head.accountLast4}`],
    ['变更事项', head.what],
    ...more,
  ]);
}

const NOT_YOU = (phone: string | null) =>
  phone === null
    ? '如非本人办理，请立即到服务网点核实。'
    : `如非本人办理，请立即致电${phone}核实。`;

export const personalAccepted2026: Template<'personal-change-accepted'> = {
  kind: 'personal-change-accepted',
  version: 'personal-change-accepted-2026-1',
  title: '信息变更受理通知书',
  examples: PERSONAL_ACCEPTED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的信息变更申请材料齐全，本中心予以受理。'),
    facts(params, [['受理日期', dayText(params.acceptedOn)]]),
    heading('办理'),
    list([
      '本中心向公安机关核验变更后的姓名和证件；核验以前不变更。',
      ...(params.reviewed ? ['变更姓名、证件的，由经办人以外的工作人员复核。'] : []),
      params.promisedOn === null
        ? `承诺自受理之日起${String(params.promisedWorkingDays)}个工作日内办结。`
        : `承诺自受理之日起${String(params.promisedWorkingDays)}个工作日内办结，即最迟${dayText(params.promisedOn)}。`,
    ]),
    ...contact(params),
    issuer(params, params.acceptedOn),
  ],
  message: null,
};

export const personalSupplement2026: Template<'personal-change-supplement'> = {
  kind: 'personal-change-supplement',
  version: 'personal-change-supplement-2026-1',
  title: '信息变更补正告知书',
  examples: PERSONAL_SUPPLEMENT_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`您的信息变更申请还缺少下列材料，请在${dayText(params.until)}以前一次补齐。`),
    facts(params),
    heading('须补齐的材料'),
    list([...params.missing]),
    paragraph('逾期不补的，业务终止，登记的信息不变；材料备齐后可以重新申请。'),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `您的信息变更申请（${params.caseNumber}）缺少${String(params.missing.length)}项材料，请在${dayText(params.until)}以前补齐。`,
    ),
};

export const personalChanged2026: Template<'personal-changed'> = {
  kind: 'personal-changed',
  version: 'personal-changed-2026-1',
  title: '信息变更通知书',
  examples: PERSONAL_CHANGED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `经核验，本中心于${dayText(params.changedOn)}为您变更了登记的信息。账户、余额和缴存使用协议不变。`,
    ),
    facts(params, [['变更日期', dayText(params.changedOn)]]),
    heading('变更的内容'),
    list([...params.changes]),
    heading('请您知悉'),
    list([
      '原来的证件号码仍可用来查找您的账户；登记有误已更正的除外。',
      '变更后不久申请提取、销户的，付款前由另一人向您核实。',
      ...(params.mandate
        ? [
            '扣款银行卡的户名还是原来的姓名：请到发卡银行更改户名，或者办理缴存变更换卡，重新确认扣款授权；未办妥前可能扣款不成功。',
          ]
        : []),
      ...(params.held ? ['您的账户有冻结；冻结不因本次变更而改变。'] : []),
      NOT_YOU(params.center.phone),
    ]),
    heading('依据'),
    ...params.clauses.map(quotation),
    ...contact(params),
    issuer(params, params.changedOn),
  ],
  message: (params) =>
    message(
      params,
      `您登记的${params.what}已于${dayText(params.changedOn)}变更（${params.caseNumber}）。${NOT_YOU(params.center.phone)}`,
    ),
};

export const personalTold2026: Template<'personal-change-told'> = {
  kind: 'personal-change-told',
  version: 'personal-change-told-2026-1',
  title: '信息变更告知（原手机号码）',
  examples: PERSONAL_TOLD_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您登记的${params.what}已于${dayText(params.changedOn)}变更。本告知发往变更以前的手机号码。${NOT_YOU(params.center.phone)}`,
    ),
    facts(params, [['变更日期', dayText(params.changedOn)]]),
    ...contact(params),
    issuer(params, params.changedOn),
  ],
  message: (params) =>
    message(
      params,
      `您登记的${params.what}已于${dayText(params.changedOn)}变更，本号码不再接收业务通知（${params.caseNumber}）。${NOT_YOU(params.center.phone)}`,
    ),
};

export const personalRefused2026: Template<'personal-change-refused'> = {
  kind: 'personal-change-refused',
  version: 'personal-change-refused-2026-1',
  title: '不予变更决定书',
  examples: PERSONAL_REFUSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的信息变更申请不符合条件，决定不予变更。登记的信息不变。'),
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
  message: (params) =>
    message(params, `您的信息变更申请（${params.caseNumber}）不予变更，理由和办法见决定书。`),
};

export const personalEnded2026: Template<'personal-change-ended'> = {
  kind: 'personal-change-ended',
  version: 'personal-change-ended-2026-1',
  title: '信息变更终止通知',
  examples: PERSONAL_ENDED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      params.why === 'withdrawn'
        ? '您的信息变更申请已经撤回。登记的信息不变，您可以随时重新申请。'
        : '补正期限已过，您的信息变更申请终止。登记的信息不变，您可以随时重新申请。',
    ),
    facts(params),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
  message: (params) =>
    message(params, `您的信息变更申请（${params.caseNumber}）已终止，登记的信息不变。`),
};
