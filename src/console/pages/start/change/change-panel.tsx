/** 变更后怎样: from which month, what is debited first, what the bank has to do, or why not. */
import { clauseTitle } from '../../../../policy/clauses.ts';
import type { Schemas } from '../../../api/client.ts';
import { Amount } from '../../../parts/amount.tsx';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { Day } from '../../../parts/when.tsx';
import { PreviewPanel, Refusals } from '../preview-panel.tsx';
import type { Preview } from '../use-precheck.ts';

type Told = Schemas['Precheck'];
type Change = Schemas['ChangePreview'];

export function ChangePanel({ preview }: { readonly preview: Preview }) {
  return (
    <PreviewPanel title="变更后怎样" preview={preview} before={<Before />}>
      {(told) => <Outcome told={told} />}
    </PreviewPanel>
  );
}

function Before() {
  return (
    <>
      <p className="tight">填写要变更的内容后，这里说明从哪个月起、首次扣款和银行要办的事。</p>
      <ul>
        <li>自尚未缴存的月份起生效，已缴、欠缴和正在扣款的月份不变。</li>
        <li>月缴存额在协议约定的月数内只能变更一次；周期、扣款日和银行卡不限次数。</li>
        <li>签署补充协议后生效；须由银行办理的，办妥后生效。</li>
      </ul>
      <p className="tight">
        <ClauseLink id="liaoning-4" title={clauseTitle('liaoning-4')} />
      </p>
    </>
  );
}

function Outcome({ told }: { readonly told: Told }) {
  const { refusals, change } = told;
  return (
    <>
      <p className="tight">
        {refusals.length > 0 ? (
          <strong className="wrong">按现有内容不能变更</strong>
        ) : (
          <strong className="fine">可以变更：{change?.changesText}</strong>
        )}
      </p>
      <Refusals of={refusals} />
      {change && refusals.length === 0 && <After change={change} />}
    </>
  );
}

function After({ change }: { readonly change: Change }) {
  const { fromMonth, firstDebit, after, debitEach, limitEach, bank, bankText } = change;
  return (
    <>
      <h3>新的约定</h3>
      <p className="tight">
        自 <strong>{fromMonth}</strong> 起每月 <Amount of={after.monthlyAmount} /> 元，
        {after.cycleTitle}，每期扣款日 {after.debitDay} 日。
      </p>
      {firstDebit && (
        <p className="tight">
          首次扣款 <Day on={firstDebit.debitOn} />，<Amount of={firstDebit.amount} /> 元，缴
          {fromMonth === firstDebit.coversTo ? fromMonth : `${fromMonth} 至 ${firstDebit.coversTo}`}
          。
        </p>
      )}
      <h3>委托扣款</h3>
      <p className={bank === 'none' ? 'tight' : 'tight warned'}>{bankText}</p>
      {limitEach !== null && (
        <p className="quiet tight">
          每次最多扣 <Amount of={debitEach} /> 元，现在的单笔限额 <Amount of={limitEach} /> 元。
        </p>
      )}
      <p className="tight">
        <ClauseLink id="liaoning-4" title={clauseTitle('liaoning-4')} />
      </p>
    </>
  );
}
