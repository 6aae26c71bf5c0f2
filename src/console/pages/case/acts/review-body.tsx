/** A review: the one finding to be judged, beside the answers and the decision it came from. */
import { Alert } from 'antd';
import { SOLVED_FIRST } from '../../../../forms/account-opening.ts';
import type { Schemas } from '../../../api/client.ts';
import { FormFields } from '../../../forms/form-fields.tsx';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { CheckList } from '../check-list.tsx';
import { LastDecision } from '../decision-list.tsx';
import type { ActBodyProps } from './act-form.ts';

export function ReviewBody({ case: of, form, without }: ActBodyProps) {
  const finding = of.reasons.find(({ code }) => code === of.detail['finding']);
  return (
    <div className="beside">
      <div>
        <h3>核查答复</h3>
        <CheckList case={of} brief />
        <h3>作出本次认定的条件</h3>
        <LastDecision case={of} />
      </div>
      <div className="beside-form">
        {finding && <Finding finding={finding} />}
        <FormFields form={form} without={without} />
      </div>
    </div>
  );
}

function Finding({ finding }: { readonly finding: Schemas['CaseReason'] }) {
  const { code, reason, remedy, clauses } = finding;
  const inPlace = SOLVED_FIRST.some((known) => known === code);
  return (
    <Alert
      className="gap-below"
      type="warning"
      showIcon
      title={`须核实：${reason}`}
      description={
        <>
          <p className="tight">{remedy}</p>
          {inPlace && <p className="tight">此项不能由复核排除，须先在原处解决，再重新核查。</p>}
          <p className="tight">
            依据：
            {clauses.map(({ id, title }) => (
              <ClauseLink key={id} id={id} title={title} />
            ))}
          </p>
        </>
      }
    />
  );
}
