/** A row of twelve months for every year: paid, owed, missed, in words as well as in color. */
import type { Contributions } from './account-queries.ts';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
const WORDS: Readonly<Record<string, string>> = {
  paid: '已缴',
  open: '待扣',
  sent: '扣款中',
  missed: '欠缴',
};

export function MonthsGrid({ told }: { readonly told: Contributions }) {
  const states = statesOf(told);
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
                    {state === undefined ? <span aria-label="无">·</span> : WORDS[state]}
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

/** A month that is paid is paid, whatever was owed for it. */
function statesOf({ months, dues }: Contributions): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  for (const { from, to, state, stateTitle } of dues) {
    const shown = stateTitle === WORDS['sent'] ? 'sent' : state;
    if (WORDS[shown] === undefined) continue;
    for (let month = from; month <= to; month = next(month)) states.set(month, shown);
  }
  for (const { month } of months) states.set(month, 'paid');
  return states;
}

function next(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
