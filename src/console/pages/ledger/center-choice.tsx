/** Which center's books are shown: the caller's own, the first where nothing is said. */
import { Select } from 'antd';
import { useMe } from '../../api/me.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';

/** The centers whose money the caller looks after. */
export function useCenters(): readonly string[] {
  const { grants } = useMe();
  const own = grants.filter(({ role }) => role === 'supervisor' || role === 'auditor');
  return [...new Set(own.map(({ center }) => center))];
}

export function chosenCenter(centers: readonly string[], filters: AddressFilters): string {
  return centers.find((one) => one === filters.values['center']) ?? centers[0] ?? '';
}

interface Props {
  readonly centers: readonly string[];
  readonly filters: AddressFilters;
}

export function CenterChoice({ centers, filters }: Props) {
  if (centers.length < 2) return null;
  return (
    <Select
      aria-label="中心"
      value={chosenCenter(centers, filters)}
      options={centers.map((value) => ({ value, label: value }))}
      onChange={(value: string) => {
        filters.set('center', value);
      }}
    />
  );
}
