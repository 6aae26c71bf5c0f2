/** Who acts for the person (代理人), masked; by which letter, for what and until when. */
import { valueText } from '../../../cases/wording-forms.ts';
import { Day } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';

export function AgentPanel({ case: { agent } }: { readonly case: Case }) {
  if (agent === null) return null;
  const { name, documentType, documentNumber, actsText, issuedOn, endsOn } = agent;
  const { expired, notarised, notaryNumber } = agent;
  return (
    <section className="case-panel" aria-labelledby="agent">
      <h2 id="agent">代理人</h2>
      <dl className="case-facts">
        <dt>姓名</dt>
        <dd>{name}</dd>
        <dt>证件</dt>
        <dd>
          {valueText('/document/type', documentType)}
          <br />
          <span className="number">{documentNumber}</span>
        </dd>
        <dt>授权委托书</dt>
        <dd>
          {notarised ? `经过公证（${notaryNumber ?? '—'}）` : '未经公证'}
          <br />
          <Day on={issuedOn} /> 至 <Day on={endsOn} />
          （含当日）
          {expired && <strong className="wrong"> 已届满，须由本人办理</strong>}
        </dd>
        <dt>代理权限</dt>
        <dd>{actsText}；不含收款</dd>
      </dl>
    </section>
  );
}
