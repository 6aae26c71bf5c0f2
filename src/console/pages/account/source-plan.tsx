/** What a correction of the source would come to: both sources before and after, and what stands against it. */
import { Alert } from 'antd';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { SourcePlan } from './source-queries.ts';

export function SourcePlanView({ plan }: { readonly plan: SourcePlan }) {
  const { fromTitle, toTitle, before, after, carried, current, since, earliest, reasons } = plan;
  return (
    <div role="region" aria-label="来源更正预览">
      <table className="sub-ledgers">
        <caption className="for-readers">两个来源更正前后的余额，单位元</caption>
        <thead>
          <tr>
            <th scope="col">来源</th>
            <th scope="col">更正前</th>
            <th scope="col">更正后</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{fromTitle}</th>
            <td>
              <Amount of={before.from} />
            </td>
            <td className="sub-ledger-sum">
              <Amount of={after.from} />
            </td>
          </tr>
          <tr>
            <th scope="row">{toTitle}</th>
            <td>
              <Amount of={before.to} />
            </td>
            <td className="sub-ledger-sum">
              <Amount of={after.to} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="tight quiet">
        其中上年结转 <Amount of={carried} /> 元、当年归集 <Amount of={current} /> 元，自{' '}
        <Day on={since} /> 起按更正后的来源计息；此前的利息留在原来源。
        {earliest !== null && (
          <>
            最早可以自 <Day on={earliest} /> 起算。
          </>
        )}
      </p>
      {reasons.map(({ code, text, remedy, clause }) => (
        <Alert
          key={code}
          className="gap-above"
          type="warning"
          showIcon
          title={text}
          description={
            <>
              {remedy} 依据 <ClauseLink {...clause} />
            </>
          }
        />
      ))}
    </div>
  );
}
