/** The whole application to be completed or corrected, with what is missing above it. */
import { missingLinesIn } from '../../../../cases/wording-tasks.ts';
import { FormFields } from '../../../forms/form-fields.tsx';
import type { ActBodyProps } from './act-form.ts';

export function ApplicationBody({ case: of, form, without }: ActBodyProps) {
  const missing = of.stage.at === 'incomplete' ? missingLinesIn(of.detail['missing']) : [];
  return (
    <>
      {missing.length > 0 && (
        <section className="case-panel" aria-label="还缺的内容">
          <h2>还缺的内容</h2>
          <ul className="missing-list">
            {missing.map(({ name, bring }) => (
              <li key={name}>
                <b>{name}</b>：{bring}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="application-fields">
        <FormFields form={form} without={without} />
      </div>
    </>
  );
}
