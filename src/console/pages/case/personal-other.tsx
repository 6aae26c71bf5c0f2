/** 号码登记在另一人名下: the other person, whose page shows him or her masked; the two are never merged. */
import { Link } from 'react-router';
import type { Case } from './case-data.ts';

export function PersonalOther({ case: { type, detail } }: { readonly case: Case }) {
  const other = detail['other'];
  if (type !== 'personal-change' || typeof other !== 'string') return null;
  return (
    <section className="case-panel" aria-labelledby="personal-other">
      <h2 id="personal-other">号码登记在另一人名下</h2>
      <p className="tight">
        <Link to={`/persons/${other}`}>查看另一人（脱敏）</Link>
      </p>
      <p className="quiet tight">
        不得合并：另一人登记有误的，先为其办理信息变更（更正证件号码）；两人都无误的，本件不同意。
      </p>
    </section>
  );
}
