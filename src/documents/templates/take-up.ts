/** The notices of an account that somebody wants to go on with: awaited, deferred, refused, lapsed, withdrawn. */
import { dayText, listText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  addressee,
  caseFacts,
  contact,
  issuer,
  message,
  quotation,
  reasonBlocks,
  reviewBlocks,
} from './notice.ts';
import {
  TAKE_UP_DEFERRED_EXAMPLES,
  TAKE_UP_LAPSED_EXAMPLES,
  TAKE_UP_REFUSED_EXAMPLES,
  TAKE_UP_REMINDER_EXAMPLES,
  TAKE_UP_WITHDRAWN_EXAMPLES,
  UNIT_SEAL_AWAITED_EXAMPLES,
} from './take-up-examples.ts';

export const unitSealAwaited2026: Template<'unit-seal-awaited'> = {
  kind: 'unit-seal-awaited',
  version: 'unit-seal-awaited-2026-1',
  title: '待单位封存告知书',
  examples: UNIT_SEAL_AWAITED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您提出的${params.business}申请，经核查，您的住房公积金个人账户仍由单位正常缴存，单位尚未封存。封存以前不能转为以灵活就业人员身份缴存。您的申请予以保留，等待单位办理。`,
    ),
    caseFacts(params, [['等待至', `${dayText(params.until)}（含当日）`]]),
    ...params.clauses.map(quotation),
    heading('请您这样做'),
    list([
      '联系原单位办理账户封存。单位与您终止劳动关系的，应当自终止之日起30日内办理封存。',
      '单位办理封存后无须重新申请，本业务自动继续；也可以到任一服务网点要求立即重新核查。',
      `${dayText(params.until)}以前仍未封存的，本次申请不予转换，届时书面告知；封存后可以随时重新申请。单位拒不办理的，可以向本中心反映。`,
    ]),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）须待原单位封存账户后继续办理，最迟${dayText(params.until)}，详见告知书。`,
    ),
};

export const takeUpRefused2026: Template<'take-up-refused'> = {
  kind: 'take-up-refused',
  version: 'take-up-refused-2026-1',
  title: '不予沿用原账户缴存决定书',
  examples: TAKE_UP_REFUSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您提出的${params.business}申请，本中心于${dayText(params.acceptedOn)}受理。经审核${params.afterHumanReview ? '，并经人工复议' : ''}，因下列理由，决定不予办理。账户保持原状，余额照常计息。`,
    ),
    caseFacts(params, [['受理日期', dayText(params.acceptedOn)]]),
    ...reasonBlocks(params.reasons, params.center.rule),
    ...(params.afterHumanReview
      ? [
          paragraph(
            '本决定已经原经办人以外的工作人员复议。有新的事实或者材料的，可以重新提出申请。',
          ),
        ]
      : []),
    ...reviewBlocks(params, params.review),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）未获同意，理由、依据和救济途径详见决定书。可于${dayText(params.review.humanReviewUntil)}前申请人工复议。`,
    ),
};

export const takeUpDeferred2026: Template<'take-up-deferred'> = {
  kind: 'take-up-deferred',
  version: 'take-up-deferred-2026-1',
  title: '待外地账户封存告知书',
  examples: TAKE_UP_DEFERRED_EXAMPLES,
  render: (params) => {
    const where = params.elsewhere.length === 0 ? '外地' : listText(params.elsewhere);
    const several = params.code === 'several-accounts';
    const how = several ? '合并或者转移为一个账户' : '封存';
    return [
      addressee(params),
      paragraph(
        `您提出的${params.business}申请，经通过全国住房公积金监管服务平台核查，您在${where}${several ? '有两个以上未销户的' : '有正常缴存的'}住房公积金账户。${how}以前，不能在本中心继续缴存。您的申请予以保留，等待您办理。`,
      ),
      caseFacts(params, [['等待至', `${dayText(params.until)}（含当日）`]]),
      ...params.clauses.map(quotation),
      heading('请您这样做'),
      list([
        `联系账户所在地的住房公积金管理中心（由单位缴存的，联系单位）办理${several ? '合并或者转移' : '封存'}。`,
        '办妥后无须重新申请。系统每日自动核查；您也可以到任一服务网点或者原申请渠道要求立即重新核查。',
        `${dayText(params.until)}以前仍未办妥的，本次申请不予办理，届时书面告知；办妥后可以随时重新申请。`,
      ]),
      ...contact(params),
      issuer(params, params.toldOn),
    ];
  },
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）须待外地账户${params.code === 'several-accounts' ? '合并或转移' : '封存'}后继续办理，最迟${dayText(params.until)}，详见告知书。`,
    ),
};

export const takeUpReminder2026: Template<'take-up-reminder'> = {
  kind: 'take-up-reminder',
  version: 'take-up-reminder-2026-1',
  title: '协议签署提醒',
  examples: TAKE_UP_REMINDER_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的${params.business}申请已经审核通过，缴存使用协议尚待您签署。请于${dayText(params.signBy)}前（含当日）签署；签署的月份影响首期月份和连续缴存，详见协议“原账户和连续缴存”。`,
    ),
    caseFacts(params, [['签署期限', `${dayText(params.signBy)}（含当日）`]]),
    list([
      '在柜面签署的，请本人携带身份证件到任一服务网点；通过渠道申请的，可以在原渠道以电子签名签署。',
      '签署前请仔细阅读重点条款，有不明白的，请要求工作人员说明。',
      '逾期未签的，本次申请终止，账户保持原状；以后可以随时重新申请。',
    ]),
    ...contact(params),
    issuer(params, params.remindedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）已审核通过，请于${dayText(params.signBy)}前签署缴存使用协议，逾期申请终止。`,
    ),
};

export const takeUpLapsed2026: Template<'take-up-lapsed'> = {
  kind: 'take-up-lapsed',
  version: 'take-up-lapsed-2026-1',
  title: '逾期未签终止通知',
  examples: TAKE_UP_LAPSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的${params.business}申请审核通过后，缴存使用协议在约定的期限（${dayText(params.signBy)}）内未签署，本次申请于${dayText(params.lapsedOn)}终止。账户保持原状，未发生扣款。`,
    ),
    caseFacts(params),
    paragraph(
      '未签署不产生任何不利后果，但间断的月份不能补缴。您可以随时重新申请，届时将重新核查。',
    ),
    ...contact(params),
    issuer(params, params.lapsedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）因逾期未签协议已终止，账户保持原状，未扣款，可随时重新申请。`,
    ),
};

export const takeUpWithdrawn2026: Template<'take-up-withdrawn'> = {
  kind: 'take-up-withdrawn',
  version: 'take-up-withdrawn-2026-1',
  title: '撤回申请确认书',
  examples: TAKE_UP_WITHDRAWN_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您于${dayText(params.withdrawnOn)}提出撤回${params.business}申请，本中心予以确认。该业务已经终止，账户保持原状，未发生扣款；已经签署而尚未生效的协议同时作废。`,
    ),
    caseFacts(params, [['登记撤回', params.takenBy]]),
    paragraph('撤回不影响您以后的权利，您可以随时重新申请。办理过程的记录依法保存。'),
    ...contact(params),
    issuer(params, params.withdrawnOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）已按您的要求撤回，账户保持原状。如非本人要求，请立即联系我们。`,
    ),
};
