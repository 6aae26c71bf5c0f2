/** One filter by choice, kept in the address. */
import { Select } from 'antd';
import type { AddressFilters } from './address-filters.ts';

interface Props {
  readonly label: string;
  readonly name: string;
  readonly filters: AddressFilters;
  readonly options: readonly (readonly [value: string, label: string])[];
  /** What is shown where nothing is chosen. */
  readonly without?: string;
}

/** One filter; cleared, it lets everything through, or what `without` says. */
export function Choice({ label, name, filters, options, without = '全部' }: Props) {
  return (
    <Select
      className="filter"
      aria-label={label}
      placeholder={`${label}：${without}`}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={filters.values[name] ?? null}
      onChange={(value: string | undefined) => {
        filters.set(name, value);
      }}
      options={options.map(([value, text]) => ({ value, label: text }))}
    />
  );
}
