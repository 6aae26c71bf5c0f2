/** What undoing an opening comes to, as answers show it: before and after, where the money goes, what stays. */
import { agreementStateTitle, accountStateTitle } from '../cases/wording-accounts.ts';
import { mandateStateTitle } from '../cases/wording-mandates.ts';
import { monthText } from '../cases/wording.ts';
import { plainMonth } from '../domain/calendar.ts';
import { undoFacts, undoneMoney, type OpeningUndo } from '../ledger/opening-undo.ts';
import { reasonsAgainstUndo, UNDO_REASONS, undoDetail } from '../policy/opening-undo.ts';
import { clauseRef } from './clause-ref.ts';
import { showSteps } from './show-journal.ts';

interface Changed {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

const NOTHING = '0.00元';

export function showUndo(undo: OpeningUndo) {
  const { plan, account, accountId, undoneOn = null, undoneBy = null, journals = [] } = undo;
  const facts = undoFacts(undo);
  const reasons = undoneOn === null ? reasonsAgainstUndo(facts) : [];
  return {
    openingCase: undo.openingCase,
    ...{ account: accountId, accountNumber: account },
    digest: undo.digest,
    possible: undoneOn === null && reasons.length === 0,
    ...{ undoneOn, undoneBy, journals },
    reasons: reasons.map((code) => {
      const { text, remedy, clause } = UNDO_REASONS[code];
      const detail = undoDetail(facts, code);
      return {
        ...{ code, text: detail === '' ? text : `${text}（${detail}）`, remedy },
        clause: clauseRef(clause),
      };
    }),
    changes: changesOf(undo),
    stays: STAYS,
    steps: showSteps(plan, new Map([[account, accountId]])),
  };
}

function changesOf(undo: OpeningUndo): readonly Changed[] {
  const { state, agreement, plans, mandate, dues, months, paidTo, balance } = undo;
  const { toSuspense, toFund, interest } = undoneMoney(undo);
  const live = mandate === 'requested' || mandate === 'unconfirmed' || mandate === 'active';
  const paid = paidTo === null ? '' : `，缴至${monthText(plainMonth(paidTo))}`;
  const all: readonly (Changed | null)[] = [
    { title: '账户', before: accountStateTitle(state), after: '销户（误开撤销）' },
    { title: '账户余额', before: `${balance}元`, after: NOTHING },
    agreement && {
      title: '缴存使用协议',
      before: agreementStateTitle(agreement),
      after: agreementStateTitle('void'),
    },
    plans === 0 ? null : { title: '缴存计划', before: '执行中', after: '不再执行' },
    mandate === null || !live
      ? null
      : {
          title: '委托扣款授权',
          before: mandateStateTitle(mandate),
          after: `${mandateStateTitle('cancelled')}，并告知银行`,
        },
    months === 0
      ? null
      : { title: '已缴月份', before: `${String(months)}个月${paid}`, after: '0个月' },
    dues === 0 ? null : { title: '应缴、欠缴', before: `${String(dues)}期`, after: '作废' },
    moved('暂收款（银行已收的钱，生成退回或者认领的待办）', toSuspense),
    moved('缴存补贴资金', toFund),
    moved('冲回的利息（计提随之冲减）', interest),
  ];
  return all.filter((one) => one !== null);
}

function moved(title: string, amount: string): Changed | null {
  return amount === '0.00' ? null : { title, before: '—', after: `增加${amount}元` };
}

const STAYS = [
  '原凭证和冲账凭证都保留，只记反向分录，不删除、不修改。',
  '开户业务、协议文本、留痕和已经发出的文书保留，供查证。',
  '银行流水和对账不变：钱仍在银行，只从个人账户转到暂收款。',
] as const;
