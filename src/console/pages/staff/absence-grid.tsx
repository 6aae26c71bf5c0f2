/** Four weeks of days by person: a filled field is a day away; the words stand for screen readers. */
import { addDays, weekday, type PlainDate } from '../../../domain/calendar.ts';
import type { Absence } from './staff-queries.ts';

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

interface Props {
  readonly absences: readonly Absence[];
  readonly from: PlainDate;
  readonly days: number;
  readonly today: string;
}

export function AbsenceGrid({ absences, from, days, today }: Props) {
  const all = Array.from({ length: days }, (_, n) => addDays(from, n));
  const people = [...new Map(absences.map(({ staff }) => [staff.id, staff.name]))];
  return (
    <div className="absence-scroll" tabIndex={0} role="region" aria-label="缺勤日历">
      <table className="absence-grid">
        <caption className="for-readers">
          自 {from} 起 {days} 天内谁在哪天缺勤
        </caption>
        <thead>
          <tr>
            <th scope="col">人员</th>
            {all.map((day) => (
              <DayHead key={day} day={day} today={today} />
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map(([id, name]) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {all.map((day) => (
                <Field
                  key={day}
                  day={day}
                  absence={absences.find(
                    (one) => one.staff.id === id && one.from <= day && day <= one.to,
                  )}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayHead({ day, today }: { readonly day: PlainDate; readonly today: string }) {
  const weekend = weekday(day) % 6 === 0;
  const names = [weekend ? 'weekend' : '', day === today ? 'today' : ''].join(' ').trim();
  return (
    <th scope="col" className={names} {...(day === today ? { 'aria-current': 'date' } : {})}>
      <span className="day-number">{Number(day.slice(8))}</span>
      <span className="day-name">{day === today ? '今天' : WEEKDAYS[weekday(day)]}</span>
      <span className="for-readers">{day}</span>
    </th>
  );
}

interface FieldProps {
  readonly day: PlainDate;
  readonly absence: Absence | undefined;
}

function Field({ day, absence }: FieldProps) {
  const weekend = weekday(day) % 6 === 0 ? 'weekend' : '';
  if (!absence) return <td className={weekend} />;
  const deputy = absence.deputy === null ? '无代理人' : `由${absence.deputy.name}代理`;
  const first = absence.from === day ? 'first' : '';
  const last = absence.to === day ? 'last' : '';
  return (
    <td className={`away ${weekend}`} title={`${absence.from} 至 ${absence.to}，${deputy}`}>
      <span className={`bar ${first} ${last} ${absence.deputy === null ? 'alone' : ''}`}>
        <span className="for-readers">缺勤，{deputy}</span>
      </span>
    </td>
  );
}
