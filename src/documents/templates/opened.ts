/** 开户通知书, and 撤销误开户告知书 for an account opened by mistake. */
import { dayText, monthText } from '../../cases/wording.ts';
import { times } from '../../domain/money.ts';
import { CYCLE_MONTHS, CYCLE_NAMES } from '../../domain/vocabulary.ts';
import type {
  AccountOpenedParams,
  FirstDebitOnPaper,
  OpeningUndoneParams,
  PlanOnPaper,
} from '../../cases/wording-documents.ts';
import { facts, heading, list, pairedFacts, paragraph, type Block } from '../blocks.ts';
import { accountText } from '../format.ts';
import type { Template } from '../template.ts';
import {
  FIRST_OPENED_EXAMPLES,
  FIRST_UNDONE_EXAMPLES,
  OPENED_EXAMPLES,
  UNDONE_EXAMPLES,
} from './examples.ts';
import { addressee, caseFacts, contact, issuer, message } from './notice.ts';

/** The second version says when the first periods are debited. */
export const opened2026First = opened('account-opened-2026-1', FIRST_OPENED_EXAMPLES);
export const opened2026 = opened('account-opened-2026-2', OPENED_EXAMPLES);

function opened(
  version: string,
  examples: Template<'account-opened'>['examples'],
): Template<'account-opened'> {
  return {
    kind: 'account-opened',
    version,
    title: '开户通知书',
    examples,
    render: renderOpened,
    message: (params) =>
      message(
        params,
        `您的住房公积金账户（尾号${params.accountNumber.slice(-4)}）已开立，首期月份${monthText(params.plan.firstMonth)}，${debitMessage(params.plan)}。`,
      ),
  };
}

function renderOpened(params: AccountOpenedParams): readonly Block[] {
  const { plan } = params;
  const months = CYCLE_MONTHS[plan.cycle];
  return [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户已于${dayText(params.openedOn)}设立，缴存使用协议${params.agreementNumber === null ? '' : `（${params.agreementNumber}）`}同日生效。`,
    ),
    caseFacts(params),
    heading('账户'),
    pairedFacts([
      ['个人账号', accountText(params.accountNumber)],
      ['账户状态', '正常'],
      ['归属', '灵活就业人员集中管理账户'],
    ]),
    heading('缴存约定'),
    pairedFacts([
      ['月缴存额', `${plan.monthlyAmount}元`],
      [
        '缴存周期',
        `${CYCLE_NAMES[plan.cycle]}，每期${times(plan.monthlyAmount, months)}元（${String(months)}个月）`,
      ],
      [
        '扣款日',
        `每期${String(plan.debitDay)}日，遇非营业日${plan.debitRule === 'previous' ? '提前' : '顺延'}`,
      ],
      ['扣款账户', `${plan.bank}，尾号${plan.cardLast4}`],
      ['首期月份', monthText(plan.firstMonth)],
    ]),
    ...(plan.firstDebit === undefined
      ? []
      : [facts([['首次扣款', firstDebitText(plan, plan.firstDebit)]])]),
    heading('请您留意'),
    list([
      '请在扣款日前存足款项；变更金额、周期、扣款日或者银行卡，随时可以办理，自尚未缴存的月份起生效。',
      ...(params.transferInOffer
        ? ['经核查，您在外地有封存的住房公积金账户，可以申请转入，缴存时间和余额合并计算。']
        : []),
      `连续${String(params.dormancyMonths ?? 6)}个月以上未缴存且余额为零的账户，将依协议在事先通知后注销。`,
      '缴存的住房公积金，可以依法在规定范围内在个人所得税税前扣除。',
    ]),
    ...contact(params),
    issuer(params, params.openedOn),
  ];
}

export function firstDebitText({ firstMonth }: PlanOnPaper, first: FirstDebitOnPaper): string {
  const { debitOn, periods, coversTo, amount, provisional } = first;
  const day = `${dayText(debitOn)}${provisional ? '（暂定）' : ''}`;
  const covered = coversTo === firstMonth ? '' : `至${monthText(coversTo)}`;
  const count = periods === 1 ? '首期' : `首期等${String(periods)}期`;
  return `${day}，扣缴${count}（${monthText(firstMonth)}${covered}），共${amount}元`;
}

export function debitMessage({ firstDebit: first }: PlanOnPaper): string {
  if (first === undefined) return '请在扣款日前存足款项';
  const { debitOn, amount, provisional } = first;
  return `首次扣款${dayText(debitOn)}${provisional ? '（暂定）' : ''}共${amount}元，请提前存足款项`;
}

/** As it was while an opening was undone only before anything was paid in. */
export const undone2026First = undone('opening-undone-2026-1', FIRST_UNDONE_EXAMPLES);
/** The second version says what becomes of the money. */
export const undone2026 = undone('opening-undone-2026-2', UNDONE_EXAMPLES);

function undone(
  version: string,
  examples: Template<'opening-undone'>['examples'],
): Template<'opening-undone'> {
  return {
    kind: 'opening-undone',
    version,
    title: '撤销误开户告知书',
    examples,
    render: renderUndone,
    message: (params) =>
      message(
        params,
        `为您开立的账户（尾号${params.accountLast4}）系误开，已撤销，${params.toSuspense === undefined ? '未发生扣款' : `已缴存的${params.toSuspense}元将退还`}。详见告知书。业务编号${params.caseNumber}。`,
      ),
  };
}

function moneyOfUndone({ toSuspense }: OpeningUndoneParams): string {
  return toSuspense === undefined
    ? '该账户未发生任何缴存、扣款和提取，撤销不影响您以后开户。'
    : `该账户已缴存的${toSuspense}元已全部冲账，转入本中心暂收款，将退还原缴款的银行账户；您另有合法账户须转入的，请与本中心联系。撤销不影响您以后开户。`;
}

function renderUndone(params: OpeningUndoneParams): readonly Block[] {
  return [
    addressee(params),
    paragraph(
      `为您设立的住房公积金个人账户（尾号${params.accountLast4}）系误开，本中心经另一名工作人员同意，于${dayText(params.undoneOn)}予以撤销，协议同时终止。${moneyOfUndone(params)}`,
    ),
    caseFacts(params),
    heading('撤销的原因'),
    paragraph(params.reason),
    paragraph('由此给您带来的不便，本中心深表歉意。如您对撤销有异议，请与本中心联系。'),
    ...contact(params),
    issuer(params, params.undoneOn),
  ];
}
