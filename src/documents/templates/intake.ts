/** Notices of receipt: 收件回执, 受理通知书, 一次性补正告知书. */
import { dayText } from '../../cases/wording.ts';
import type { AcceptanceParams } from '../../cases/wording-documents.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  ACCEPTANCE_EXAMPLES,
  FIRST_ACCEPTANCE_EXAMPLES,
  RECEIPT_EXAMPLES,
  SUPPLEMENT_EXAMPLES,
} from './examples.ts';
import { addressee, caseFacts, contact, issuer, message } from './notice.ts';

export const receipt2026: Template<'receipt'> = {
  kind: 'receipt',
  version: 'receipt-2026-1',
  title: '收件回执',
  examples: RECEIPT_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您于${dayText(params.receivedOn)}提交的${params.business}申请及下列材料已收到。请保存本回执，凭业务编号可以在各服务网点或者原申请渠道查询办理进度。`,
    ),
    caseFacts(params),
    heading('收到的材料'),
    params.materials.length === 0
      ? paragraph('未随申请提交纸质或者影像材料。')
      : {
          type: 'table',
          head: ['序号', '材料名称', '份数'],
          rows: params.materials.map(({ name, count }, index) => [
            String(index + 1),
            name,
            String(count),
          ]),
          widths: [1, 5, 1],
        },
    paragraph(
      params.complete
        ? '材料已经齐全，受理情况另行书面告知。'
        : '材料尚未齐全，须补正的全部内容见随附的《一次性补正告知书》。',
    ),
    ...contact(params),
    issuer(params, params.receivedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请已收到，业务编号${params.caseNumber}。凭编号可查询办理进度。`,
    ),
};

/** The first version gave a day that may still move as if it were sure; the second says 暂定. */
export const acceptance2026First = acceptance('acceptance-2026-1', FIRST_ACCEPTANCE_EXAMPLES);
export const acceptance2026 = acceptance('acceptance-2026-2', ACCEPTANCE_EXAMPLES);

function acceptance(
  version: string,
  examples: Template<'acceptance'>['examples'],
): Template<'acceptance'> {
  return {
    kind: 'acceptance',
    version,
    title: '受理通知书',
    examples,
    render: renderAcceptance,
    message: (params) =>
      message(
        params,
        `您的${params.business}申请已受理，业务编号${params.caseNumber}${promiseMessage(params)}。`,
      ),
  };
}

function renderAcceptance(params: AcceptanceParams): readonly Block[] {
  return [
    addressee(params),
    paragraph(
      `您提出的${params.business}申请，材料齐全、符合规定形式，本中心于${dayText(params.acceptedOn)}予以受理。办理期限自受理之日的次日起计算。`,
    ),
    caseFacts(params, [
      ['受理日期', dayText(params.acceptedOn)],
      ['适用法规', `《住房公积金管理条例》（${params.regulation}年修订）`],
      ['承诺期限', promiseText(params)],
    ]),
    heading('接下来'),
    list([
      '本中心将核验您的身份，并通过全国住房公积金监管服务平台核查您在全国的账户和贷款情况。',
      '审核通过的，将通知您签署缴存使用协议；签署并再次核查无误后设立个人账户。',
      '作出决定以前，您可以随时撤回申请；录入有误的，可以要求更正。',
    ]),
    ...contact(params),
    issuer(params, params.acceptedOn),
  ];
}

function promiseText(params: AcceptanceParams): string {
  const { promisedWorkingDays, promisedOn, promisedProvisional } = params;
  const days = `${String(promisedWorkingDays)}个工作日`;
  if (promisedOn === null) return days;
  if (promisedProvisional !== true) return `${days}，最迟${dayText(promisedOn)}`;
  return `${days}，暂定最迟${dayText(promisedOn)}（当年放假安排尚未公布，公布后如有变动，以重新计算的日期为准）`;
}

function promiseMessage({ promisedOn, promisedProvisional }: AcceptanceParams): string {
  if (promisedOn === null) return '';
  const day = dayText(promisedOn);
  return promisedProvisional === true ? `，承诺暂定${day}前办结` : `，承诺${day}前办结`;
}

export const supplement2026: Template<'supplement-notice'> = {
  kind: 'supplement-notice',
  version: 'supplement-notice-2026-1',
  title: '一次性补正告知书',
  examples: SUPPLEMENT_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您提出的${params.business}申请，经查看，还需要补正下列内容。本告知书已经列出需要补正的全部内容，不会再要求补正其他材料。`,
    ),
    caseFacts(params),
    heading(`需要补正的内容（共${String(params.missing.length)}项）`),
    {
      type: 'table',
      head: ['序号', '内容', '请您携带或者说明'],
      rows: params.missing.map(({ name, bring }, index) => [String(index + 1), name, bring]),
      widths: [1, 3, 8],
    },
    heading('补正期限和办法'),
    list([
      `请于${dayText(params.until)}前（含当日）补正。补齐当日即予受理，办理期限自受理之日的次日起计算。`,
      '可以到任一服务网点补正，也可以通过原申请渠道补正。已经提交的材料不必重复提交。',
      '逾期未补正的，本次申请终止；以后可以随时重新申请，不受影响。',
    ]),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）还需补正${String(params.missing.length)}项内容，请于${dayText(params.until)}前补齐，详见告知书。`,
    ),
};
