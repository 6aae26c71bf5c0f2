/** 付款与销户日期: the days of an exit by the reading that was told, whatever the case waits for now. */
import { Fragment } from 'react';
import { readingText } from '../../../cases/wording-exit.ts';
import { SEAL_CLOCKS } from '../../../domain/vocabulary.ts';
import { Day } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';

const LINES = [
  ['flexiblePayableOn', '灵活就业部分起付'],
  ['employeePayableOn', '单位缴存部分起付'],
  ['sealedOn', '单位缴存部分封存'],
  ['gateOn', '封存满半年的次日'],
  ['closesOn', '可销户之日'],
  ['regretUntil', '反悔期至'],
  ['closedOn', '销户日期'],
] as const;

export function ExitDates({ case: { type, detail } }: { readonly case: Case }) {
  if (type !== 'exit') return null;
  const reading = SEAL_CLOCKS.find((one) => one === detail['reading']);
  const days = LINES.flatMap(([name, title]) => {
    const day = detail[name];
    return typeof day === 'string' ? [[title, day] as const] : [];
  });
  if (reading === undefined || days.length === 0) return null;
  return (
    <section className="case-panel" aria-labelledby="exit-dates">
      <h2 id="exit-dates">付款与销户日期</h2>
      <dl className="case-facts">
        {days.map(([title, day]) => (
          <Fragment key={title}>
            <dt>{title}</dt>
            <dd>
              <Day on={day} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {detail['converted'] === true && <p className="quiet tight">{readingText(reading)}。</p>}
    </section>
  );
}
