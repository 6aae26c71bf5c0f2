/** Dates and instants in words, in Asia/Shanghai whatever the machine's time zone. */
import { dateAt, type PlainDate } from '../../domain/calendar.ts';

const INSTANT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** "2026-11-28 19:05" */
export function instantText(instant: string): string {
  const parts = new Map(
    INSTANT.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

export function Instant({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="when">
      {instantText(at)}
    </time>
  );
}

export function Day({ on }: { readonly on: string }) {
  return (
    <time dateTime={on} className="when">
      {on}
    </time>
  );
}

/** The civil day of an instant in Asia/Shanghai. */
export function dayOf(instant: string): PlainDate {
  return dateAt(Date.parse(instant));
}

/** "今天", "还有3天", "已过2天": days from `today` to `on`. */
export function daysText(on: string, today: string): string {
  const days = daysBetween(today, on);
  if (days === 0) return '今天';
  return days > 0 ? `还有${days}天` : `已过${-days}天`;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** "刚刚", "5分钟前", "3小时前", "2天前" */
export function agoText(instant: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes}分钟前`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}小时前` : `${Math.floor(hours / 24)}天前`;
}
