/** A day by which a list is filtered, kept in the page's address. */
import { Input } from 'antd';
import type { AddressFilters } from './address-filters.ts';

interface Props {
  readonly label: string;
  /** Its name in the address. */
  readonly name: string;
  readonly filters: AddressFilters;
  readonly className: string;
}

export function DayFilter({ label, name, filters, className }: Props) {
  return (
    <label className={className}>
      {label}
      <Input
        type="date"
        value={filters.values[name] ?? ''}
        onChange={({ target }) => {
          filters.set(name, target.value);
        }}
      />
    </label>
  );
}
