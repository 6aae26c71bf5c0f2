/** By when it has to be done: by law and by the center's own promise. */
import { useMe } from '../../api/me.ts';
import { Day, daysBetween, daysText } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';

export function DueDates({ case: one }: { readonly case: Case }) {
  const { dueOn, promisedOn, promisedProvisional, closedAt } = one;
  const { today } = useMe();
  const dates = [
    ['法定期限', dueOn],
    [promisedProvisional ? '承诺期限（暂定）' : '承诺期限', promisedOn],
  ] as const;
  const known = dates.filter(([, on]) => on !== null);
  if (known.length === 0) return null;
  return (
    <dl className="due-dates">
      {known.map(([title, on]) =>
        on === null ? null : (
          <div key={title} className={isOver(on, today, closedAt) ? 'over' : undefined}>
            <dt>{title}</dt>
            <dd>
              <Day on={on} />
              {closedAt === null && <span> {daysText(on, today)}</span>}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function isOver(on: string, today: string, closedAt: string | null): boolean {
  return closedAt === null && daysBetween(today, on) < 0;
}
