/** Notices on the way: 待外地账户封存, 签署提醒, 逾期未签, 撤回, 转办身份转换. */
import { dayText, listText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  CONVERSION_EXAMPLES,
  DEFERRAL_EXAMPLES,
  LAPSE_EXAMPLES,
  REMINDER_EXAMPLES,
  WITHDRAWN_EXAMPLES,
} from './examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

export const deferral2026: Template<'deferral'> = {
  kind: 'deferral',
  version: 'deferral-2026-1',
  title: '待外地账户封存告知书',
  examples: DEFERRAL_EXAMPLES,
  render: (params) => {
    const where = params.elsewhere.length === 0 ? '外地' : listText(params.elsewhere);
    const several = params.code === 'several-accounts';
    return [
      addressee(params),
      paragraph(
        several
          ? `您提出的${params.business}申请，经通过全国住房公积金监管服务平台核查，您在全国有两个以上未销户的住房公积金账户（${where}）。合并或者转移为一个账户以前，不能再开立账户。您的申请予以保留，等待您办理。`
          : `您提出的${params.business}申请，经通过全国住房公积金监管服务平台核查，您在${where}有正常缴存的住房公积金账户。该账户封存以前，不能再开立账户。您的申请予以保留，等待您办理。`,
      ),
      caseFacts(params, [['等待至', `${dayText(params.until)}（含当日）`]]),
      ...params.clauses.map(quotation),
      heading('请您这样做'),
      list([
        several
          ? '联系账户所在地的住房公积金管理中心，办理账户合并或者转移。'
          : '联系账户所在地的住房公积金管理中心（由单位缴存的，联系单位）办理账户封存。封存不影响账户余额和计息，以后可以转移接续。',
        '办妥后无须重新申请。系统每日自动核查；您也可以到任一服务网点或者原申请渠道要求立即重新核查，核查通过即继续办理。',
        `${dayText(params.until)}以前仍未办妥的，本次申请不予开户，届时书面告知；办妥后可以随时重新申请。`,
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

export const reminder2026: Template<'signing-reminder'> = {
  kind: 'signing-reminder',
  version: 'signing-reminder-2026-1',
  title: '协议签署提醒',
  examples: REMINDER_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的${params.business}申请已经审核通过，缴存使用协议尚待您签署。请于${dayText(params.signBy)}前（含当日）签署；签署后，经再次核查无误即设立个人账户。`,
    ),
    caseFacts(params, [['签署期限', `${dayText(params.signBy)}（含当日）`]]),
    list([
      '在柜面签署的，请本人携带身份证件到任一服务网点；通过渠道申请的，可以在原渠道以电子签名签署。',
      '签署前请仔细阅读重点条款，有不明白的，请要求工作人员说明。',
      '逾期未签的，本次申请终止；以后可以随时重新申请。',
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

export const lapse2026: Template<'lapse'> = {
  kind: 'lapse',
  version: 'lapse-2026-1',
  title: '逾期未签终止通知',
  examples: LAPSE_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的${params.business}申请审核通过后，缴存使用协议在约定的期限（${dayText(params.signBy)}）内未签署，本次申请于${dayText(params.lapsedOn)}终止，未设立账户，未发生扣款。`,
    ),
    caseFacts(params),
    paragraph(
      '参加住房公积金制度出于自愿，未签署不产生任何不利后果。您可以随时重新申请，届时将重新核查。',
    ),
    ...contact(params),
    issuer(params, params.lapsedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）因逾期未签协议已终止，未开户、未扣款，可随时重新申请。`,
    ),
};

export const withdrawn2026: Template<'application-withdrawn'> = {
  kind: 'application-withdrawn',
  version: 'application-withdrawn-2026-1',
  title: '撤回申请确认书',
  examples: WITHDRAWN_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您于${dayText(params.withdrawnOn)}提出撤回${params.business}申请，本中心予以确认。该业务已经终止，未设立账户，未发生扣款；已经签署而尚未生效的协议同时作废。`,
    ),
    caseFacts(params, [['登记撤回', params.takenBy]]),
    paragraph('撤回不影响您以后的权利，您可以随时重新申请。办理过程的记录依法保存。'),
    ...contact(params),
    issuer(params, params.withdrawnOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）已按您的要求撤回。如非本人要求，请立即联系我们。`,
    ),
};

const [referral, ...referrals] = CONVERSION_EXAMPLES;
const REFERRAL_EXAMPLES: Template<'conversion-referral'>['examples'] = [
  { ...referral, way: 'conversion-to-flexible' },
  ...referrals.map((one) => ({ ...one, way: 'conversion-to-flexible' as const })),
  { ...referral, way: 'resumption' },
];

/** Of the holder's own account, too: it is resumed, and no unit's portion waits. */
export const conversion2026: Template<'conversion-referral'> = {
  kind: 'conversion-referral',
  version: 'conversion-referral-2026-2',
  title: '转办身份转换告知书',
  examples: REFERRAL_EXAMPLES,
  render: (params) => {
    const own = params.way === 'resumption';
    return [
      addressee(params),
      paragraph(
        `您提出的${params.business}申请，经核查，您在本中心已有封存的住房公积金账户${params.accountLast4 === null ? '' : `（尾号${params.accountLast4}）`}。每人只能有一个住房公积金账户，因此不另开户，建议${own ? '恢复缴存，继续使用该账户' : '将该账户转换为以灵活就业人员身份缴存'}。`,
      ),
      caseFacts(params),
      ...params.clauses.map(quotation),
      heading(own ? '恢复缴存的好处和办法' : '转换的好处和办法'),
      list([
        '原账号、缴存记录和余额全部保留，合并参与贷款额度计算；间断不超过容许月数的，缴存时间连续计算。',
        `您已填报的信息可以沿用，经您同意后办理“${own ? '恢复缴存' : '单位转灵活'}”，不必重新提交材料。`,
        ...(own ? [] : ['原单位缴存部分的销户提取，仍须满足封存满半年的条件。']),
      ]),
      ...contact(params),
      issuer(params, params.toldOn),
    ];
  },
  message: (params) =>
    message(
      params,
      `经核查，您在本中心已有封存账户，不另开户，建议办理${params.way === 'resumption' ? '恢复缴存' : '身份转换'}，原账号和记录保留。业务编号${params.caseNumber}。`,
    ),
};

export const conversion2026First: Template<'conversion-referral'> = {
  kind: 'conversion-referral',
  version: 'conversion-referral-2026-1',
  title: '转办身份转换告知书',
  examples: CONVERSION_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您提出的${params.business}申请，经核查，您在本中心已有封存的住房公积金账户${params.accountLast4 === null ? '' : `（尾号${params.accountLast4}）`}。每人只能有一个住房公积金账户，因此不另开户，建议将该账户转换为以灵活就业人员身份缴存。`,
    ),
    caseFacts(params),
    ...params.clauses.map(quotation),
    heading('转换的好处和办法'),
    list([
      '原账号、缴存记录和余额全部保留，缴存时间连续计算，合并参与贷款额度计算。',
      '您已填报的信息可以沿用，经您同意后办理“单位转灵活”，不必重新提交材料。',
      '原单位缴存部分的销户提取，仍须满足封存满半年的条件。',
    ]),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `经核查，您在本中心已有封存账户，不另开户，建议办理身份转换，原账号和记录保留。业务编号${params.caseNumber}。`,
    ),
};
