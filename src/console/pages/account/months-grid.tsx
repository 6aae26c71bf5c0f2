/** A row of twelve months for every year: paid, owed, missed, in words as well as in color. */
import type { Contributions } from './account-queries.ts';
import { MONTH_WORDS, monthStates } from './month-states.ts';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

export function MonthsGrid({ told }: { readonly told: Contributions }) {
  const states = monthStates(told);
  const years = [...new Set([...states.keys()].map((month) => month.slice(0, 4)))].sort();
  if (years.length === 0) return <p className="quiet tight">还没有缴存过，也还没有应缴的月份。</p>;
  return (
    <div className="months-scroll" role="group" aria-label="缴存月份，可左右滚动" tabIndex={0}>
      <table className="months-grid">
        <caption className="for-readers">各月缴存情况</caption>
        <thead>
          <tr>
            <th scope="col">年份</th>
            {MONTHS.map((month) => (
              <th key={month} scope="col">
                {Number(month)}月
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {MONTHS.map((month) => {
                const state = states.get(`${year}-${month}`);
                return (
                  <td key={month} className={state === undefined ? '' : `month-${state}`}>
                    {state === undefined ? <span aria-label="无">·</span> : MONTH_WORDS[state]}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
