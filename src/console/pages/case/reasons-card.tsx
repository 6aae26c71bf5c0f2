/** Why it was decided against the applicant: every reason, its clauses, what the person can do. */
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasReason, reasonOf } from '../../../cases/wording-reasons.ts';
import { dayText } from '../../../cases/wording.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import type { Case } from './case-data.ts';
import './reasons-card.css';

export function ReasonsCard({ case: { type, stage, detail } }: { readonly case: Case }) {
  if (CASE_TYPES[type]?.course.stages[stage.at]?.reasons !== true) return null;
  const codes = codesIn(detail['reasons']);
  if (codes.length === 0) return null;
  const until = detail['until'];
  return (
    <section className="reasons-card" aria-labelledby="why-refused">
      <h2 id="why-refused">{stage.title}的理由和办法</h2>
      <ol>
        {codes.map((code) => (
          <Reason key={code} code={code} />
        ))}
      </ol>
      {typeof until === 'string' && !stage.final && (
        <p className="tight">申请人有异议的，可以在{dayText(until)}前（含当日）申请人工复议。</p>
      )}
    </section>
  );
}

function Reason({ code }: { readonly code: string }) {
  if (!hasReason(code)) return <li>{code}</li>;
  const { reason, remedy, clauses } = reasonOf(code);
  return (
    <li>
      <p className="tight">
        <b>{reason}</b>
      </p>
      <p className="tight">办法：{remedy}</p>
      <p className="tight">
        依据：
        {clauses.map((clause) => (
          <ClauseLink key={clause} id={clause} />
        ))}
      </p>
    </li>
  );
}

function codesIn(reasons: unknown): readonly string[] {
  if (!Array.isArray(reasons)) return [];
  return reasons.flatMap((reason: unknown) =>
    typeof reason === 'object' &&
    reason !== null &&
    'code' in reason &&
    typeof reason.code === 'string'
      ? [reason.code]
      : [],
  );
}
