/** One filter by choice, kept in the address. */
import { Select } from 'antd';
import type { AddressFilters } from './address-filters.ts';

interface Props {
  readonly label: string;
  readonly name: string;
  readonly filters: AddressFilters;
  readonly options: readonly (readonly [value: string, label: string])[];
}

/** One filter; cleared, it lets everything through. */
export function Choice({ label, name, filters, options }: Props) {
  return (
    <Select
      className="filter"
      aria-label={label}
      placeholder={`${label}：全部`}
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
