/** The districts of the province, the own center's first and by their bare names. */
import { CENTERS } from '../../policy/centers/index.ts';
import type { Choice } from './fields.ts';

/** A city whose figures do not differ by district stands for itself. */
export function districtChoices(own: string): readonly Choice[] {
  return CENTERS.toSorted((a, b) => Number(b.code === own) - Number(a.code === own)).flatMap(
    ({ code, city, districts }) => {
      const known = Object.entries(districts);
      const all = known.length === 0 ? ([[code, '（不分区县）']] as const) : known;
      return all.map(([value, name]) => ({
        value,
        title: code === own ? name : `${city} ${name}`,
      }));
    },
  );
}
