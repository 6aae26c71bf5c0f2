/** 怎样分配: what there is with its interest, each heir's share to the cent – or why not. */
import { exitBesideText } from '../../../../cases/wording-death.ts';
import { clauseTitle } from '../../../../policy/clauses.ts';
import type { Schemas } from '../../../api/client.ts';
import { Amount } from '../../../parts/amount.tsx';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { Day } from '../../../parts/when.tsx';
import { PreviewPanel, Refusals } from '../preview-panel.tsx';
import type { Preview } from '../use-precheck.ts';

type Told = Schemas['Precheck'];
type Death = Schemas['DeathPreview'];

interface Props {
  readonly preview: Preview;
  /** Of the heirs, as they stand in the form. */
  readonly names: readonly string[];
}

export function DeathPanel({ preview, names }: Props) {
  return (
    <PreviewPanel title="怎样分配" preview={preview} before={<Before />}>
      {(told) => <Outcome told={told} names={names} />}
    </PreviewPanel>
  );
}

function Before() {
  return (
    <>
      <p className="tight">填好继承依据、全部继承人和材料后，这里说明账户本息和各人的份额。</p>
      <ul>
        <li>份额除不尽的，先舍到分，余下的分依次给舍去最多的继承人。</li>
        <li>款项只付到各继承人本人名下的银行卡。</li>
        <li>有未结清的贷款、担保责任或者冻结的，先行处理。</li>
      </ul>
      <Basis />
    </>
  );
}

function Basis() {
  return (
    <>
      {(['regulation-24', 'liaoning-7'] as const).map((id) => (
        <p key={id}>
          <ClauseLink id={id} title={clauseTitle(id)} />
        </p>
      ))}
    </>
  );
}

function Outcome({
  told: { refusals, death },
  names,
}: Pick<Props, 'names'> & { readonly told: Told }) {
  return (
    <>
      <p className="tight">
        {refusals.length > 0 ? (
          <strong className="wrong">按现有情况不准提取</strong>
        ) : (
          <strong className="fine">可以受理</strong>
        )}
      </p>
      <Refusals of={refusals} />
      {death && <Money death={death} />}
      {death && death.shares.length > 0 && <Shares death={death} names={names} />}
      {death && <Next death={death} />}
      <Basis />
    </>
  );
}

function Money({ death: { balances, total, toText } }: { readonly death: Death }) {
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
        <div>
          <dt>合计</dt>
          <dd>
            <strong>
              <Amount of={total} /> 元
            </strong>
          </dd>
        </div>
      </dl>
      <p className="tight">{toText}。</p>
    </>
  );
}

function Shares({
  death: { shares, parts, cents },
  names,
}: Pick<Props, 'names'> & { readonly death: Death }) {
  return (
    <>
      <h3>份额</h3>
      <ul aria-label="各继承人的份额">
        {shares.map(({ heir, parts: own, amount, rounded }) => (
          <li key={heir}>
            {names[heir - 1] || `第${heir}位继承人`}（{own}/{parts}）：
            <strong>
              <Amount of={amount} /> 元
            </strong>
            {rounded && <span className="quiet">（含余下的1分）</span>}
          </li>
        ))}
      </ul>
      {cents > 0 && <p className="tight quiet">除不尽，余下{cents}分，依次给舍去最多的继承人。</p>}
    </>
  );
}

function Next({
  death: { delays, exit, loansAnsweredOn, lastDayOn, toConfirm },
}: {
  readonly death: Death;
}) {
  return (
    <>
      <h3>怎样办</h3>
      {delays.length > 0 && <p className="tight warned">须先了结：{delays.join('；')}。</p>}
      {exit !== '' && <p className="tight warned">{exitBesideText(exit)}；不须另行撤回。</p>}
      {toConfirm !== '' && <p className="tight warned">复核时须核实近期的变更：{toConfirm}。</p>}
      <p className="tight">
        今日受理的，最迟 <Day on={lastDayOn} /> 作出决定；须由另一名工作人员复核继承材料。
      </p>
      <p className="tight quiet">
        {loansAnsweredOn === null ? (
          '贷款和担保还没有核查过；提交后向全国平台核查，继承人身份向公安核验。'
        ) : (
          <>
            贷款和担保按 <Day on={loansAnsweredOn} /> 的答复；提交后重新核查，并核验继承人身份。
          </>
        )}
      </p>
    </>
  );
}
