/** 什么时候付款、销户: by the reading in force and by the other one, or why it cannot be. */
import { clauseTitle } from '../../../../policy/clauses.ts';
import type { Schemas } from '../../../api/client.ts';
import { Amount } from '../../../parts/amount.tsx';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { Day } from '../../../parts/when.tsx';
import { PreviewPanel, Refusals } from '../preview-panel.tsx';
import type { Preview } from '../use-precheck.ts';

type Told = Schemas['Precheck'];
type Exit = Schemas['ExitPreview'];

export function ExitPanel({ preview }: { readonly preview: Preview }) {
  return (
    <PreviewPanel title="什么时候付款、销户" preview={preview} before={<Before />}>
      {(told) => <Outcome told={told} />}
    </PreviewPanel>
  );
}

function Before() {
  return (
    <>
      <p className="tight">填好账户和收款卡后，这里说明什么时候付款、什么时候销户。</p>
      <ul>
        <li>没有未结清的贷款、担保责任、冻结和在办业务的，可以全额提取并销户。</li>
        <li>灵活就业缴存部分不等待；曾由单位缴存的部分须封存满半年。</li>
        <li>利息计到款项实际付出之日，只付到本人名下的银行卡。</li>
      </ul>
      <Basis />
    </>
  );
}

function Basis() {
  return (
    <p>
      <ClauseLink id="liaoning-7" title={clauseTitle('liaoning-7')} />
    </p>
  );
}

function Outcome({ told: { refusals, exit } }: { readonly told: Told }) {
  return (
    <>
      <p className="tight">
        {refusals.length > 0 ? (
          <strong className="wrong">按现有情况不予办理</strong>
        ) : (
          <strong className="fine">可以办理</strong>
        )}
      </p>
      <Refusals of={refusals} />
      {exit && <Money exit={exit} />}
      {exit?.reading && <Dates exit={exit} reading={exit.reading} />}
      {exit && exit.toConfirm !== '' && (
        <p className="tight warned">付款前须由另一人复核：{exit.toConfirm}。</p>
      )}
      {exit && <Loans on={exit.loansAnsweredOn} />}
      <Basis />
    </>
  );
}

function Money({ exit: { balances } }: { readonly exit: Exit }) {
  if (balances.length === 0) return <p className="tight">账户没有余额，也没有应付的利息。</p>;
  return (
    <>
      <h3>本息</h3>
      <dl className="panel-facts">
        {balances.map(({ source, sourceTitle, amount, interest }) => (
          <div key={source}>
            <dt>{sourceTitle}</dt>
            <dd>
              <Amount of={amount} /> 元，利息暂计 <Amount of={interest} /> 元
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface DatesProps {
  readonly exit: Exit;
  readonly reading: NonNullable<Exit['reading']>;
}

function Dates({ exit, reading }: DatesProps) {
  const { gate, otherwise, regretDays, document } = exit;
  return (
    <>
      <h3>日期</h3>
      <ul aria-label="付款和销户的日期">
        {reading.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {gate !== null && <p className="tight">{gate}</p>}
      <p className="tight quiet">
        {reading.title}（{document}）
      </p>
      {otherwise && (
        <details>
          <summary>另一种理解（本中心没有采用）</summary>
          <p className="tight">{otherwise.title}</p>
          <ul>
            {otherwise.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {regretDays > 0 && (
        <p className="tight">
          签字后{regretDays}日内为反悔期：期内不付款，可以撤回；期满后付款，不能反悔。
        </p>
      )}
    </>
  );
}

function Loans({ on }: { readonly on: string | null }) {
  return (
    <p className="tight quiet">
      {on === null ? (
        '贷款和担保还没有核查过；提交后向全国平台核查。'
      ) : (
        <>
          贷款和担保按 <Day on={on} /> 的答复；提交后重新向全国平台核查。
        </>
      )}
    </p>
  );
}
