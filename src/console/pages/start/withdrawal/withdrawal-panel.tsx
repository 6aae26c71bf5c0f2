/** 能提多少: what may be drawn, from which source, what is still to be brought, by whom it is decided – or why not. */
import { clauseTitle } from '../../../../policy/clauses.ts';
import type { Schemas } from '../../../api/client.ts';
import { Amount } from '../../../parts/amount.tsx';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { Day } from '../../../parts/when.tsx';
import { PreviewPanel, Refusals } from '../preview-panel.tsx';
import type { Preview } from '../use-precheck.ts';

type Told = Schemas['Precheck'];
type Withdrawal = Schemas['WithdrawalPreview'];

export function WithdrawalPanel({ preview }: { readonly preview: Preview }) {
  return (
    <PreviewPanel title="能提多少" preview={preview} before={<Before />}>
      {(told) => <Outcome told={told} />}
    </PreviewPanel>
  );
}

function Before() {
  return (
    <>
      <p className="tight">
        填好账户、情形、金额和收款卡后，这里说明能提多少、从哪里动用、还差什么。
      </p>
      <ul>
        <li>不超过账户余额、实际支出和当地限额；同一支出、同一月份只提一次。</li>
        <li>款项只付到本人名下的银行卡；不须单位出具任何证明。</li>
        <li>受理之日起三日内作出决定。</li>
      </ul>
      <Basis />
    </>
  );
}

function Basis() {
  return (
    <>
      {(['regulation-24', 'regulation-25'] as const).map((id) => (
        <p key={id}>
          <ClauseLink id={id} title={clauseTitle(id)} />
        </p>
      ))}
    </>
  );
}

function Outcome({ told }: { readonly told: Told }) {
  const { refusals, missing, withdrawal } = told;
  return (
    <>
      <p className="tight">
        {refusals.length > 0 ? (
          <strong className="wrong">按现有内容不准提取</strong>
        ) : missing.length > 0 ? (
          <strong className="warned">还差{missing.length}项，补齐后受理</strong>
        ) : (
          <strong className="fine">可以提取</strong>
        )}
      </p>
      <Refusals of={refusals} />
      {missing.length > 0 && (
        <ul aria-label="还差">
          {missing.map(({ code, name, bring }) => (
            <li key={code}>
              <strong>{name}</strong>：{bring}
            </li>
          ))}
        </ul>
      )}
      {withdrawal && <Money withdrawal={withdrawal} />}
    </>
  );
}

function Money({ withdrawal }: { readonly withdrawal: Withdrawal }) {
  const { balances, available, limit, limitTitle, drawable, drawnText } = withdrawal;
  const { decidedByText, toConfirm, lastDayOn, item, closing, interest } = withdrawal;
  return (
    <>
      <h3>余额和限额</h3>
      <dl className="panel-facts">
        {balances.map(({ source, sourceTitle, amount }) => (
          <div key={source}>
            <dt>{sourceTitle}</dt>
            <dd>
              <Amount of={amount} /> 元
            </dd>
          </div>
        ))}
        {interest !== null && (
          <div>
            <dt>到今日的利息</dt>
            <dd>
              <Amount of={interest} /> 元
            </dd>
          </div>
        )}
        <div>
          <dt>可动用（扣除冻结）</dt>
          <dd>
            <Amount of={available} /> 元
          </dd>
        </div>
        {limit !== null && (
          <div>
            <dt>{limitTitle}</dt>
            <dd>
              <Amount of={limit} /> 元
            </dd>
          </div>
        )}
        <div>
          <dt>今日最多可提</dt>
          <dd>
            <strong>
              <Amount of={drawable} /> 元
            </strong>
          </dd>
        </div>
      </dl>
      {drawnText !== '' && <p className="tight">本次动用：{drawnText}。</p>}
      <h3>怎样办</h3>
      <p className="tight">
        {item === null ? '' : `条例第二十四条第（${String(item)}）项；`}
        {decidedByText}；今日受理的，最迟 <Day on={lastDayOn} /> 作出决定。
      </p>
      {closing !== null && <p className="tight">{closing}。</p>}
      {toConfirm !== '' && <p className="tight warned">{toConfirm}。</p>}
      <Basis />
    </>
  );
}
