/** Why it was decided against the applicant: every reason, its clauses, what the person can do. */
import { CASE_TYPES } from '../../../cases/index.ts';
import { dayText } from '../../../cases/wording.ts';
import type { Schemas } from '../../api/client.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import type { Case } from './case-data.ts';
import './reasons-card.css';

export function ReasonsCard({ case: { type, stage, detail, reasons } }: { readonly case: Case }) {
  const told = CASE_TYPES[type]?.course.stages[stage.at]?.reasons ?? false;
  if (told === false) return null;
  if (reasons.length === 0) return null;
  const until = detail['until'];
  return (
    <section className="reasons-card" aria-labelledby="why-refused">
      <h2 id="why-refused">{typeof told === 'string' ? told : `${stage.title}的理由和办法`}</h2>
      <ol>
        {reasons.map((reason) => (
          <Reason key={reason.code} reason={reason} />
        ))}
      </ol>
      {typeof until === 'string' && !stage.final && (
        <p className="tight">申请人有异议的，可以在{dayText(until)}前（含当日）申请人工复议。</p>
      )}
    </section>
  );
}

function Reason({
  reason: { reason, remedy, clauses },
}: {
  readonly reason: Schemas['CaseReason'];
}) {
  return (
    <li>
      <p className="tight">
        <b>{reason}</b>
      </p>
      <p className="tight">办法：{remedy}</p>
      <p className="tight">
        依据：
        {clauses.map(({ id, title }) => (
          <ClauseLink key={id} id={id} title={title} />
        ))}
      </p>
    </li>
  );
}
