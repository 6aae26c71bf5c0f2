/** A due date with what it means today; the color only repeats the word. */
import { Tag } from 'antd';
import { Day, daysBetween, daysText } from './when.tsx';

interface Props {
  readonly on: string;
  readonly today: string;
  /** The calendar of that year is not loaded yet. */
  readonly provisional?: boolean;
}

export function Due({ on, today, provisional = false }: Props) {
  const days = daysBetween(today, on);
  const color = days < 0 ? 'error' : days <= 1 ? 'warning' : 'default';
  return (
    <span className="due">
      <Day on={on} />{' '}
      <Tag color={color}>
        {days < 0 ? `逾期${-days}天` : daysText(on, today)}
        {provisional ? '（暂定）' : ''}
      </Tag>
    </span>
  );
}
