/** Where a figure holds, in words. */
import { CENTERS, districtName } from '../../../policy/centers/index.ts';
import { EVERY_CENTER } from '../../../policy/figures.ts';

interface Place {
  readonly center: string;
  readonly district: string | null;
}

/** 和平区; 沈阳全市; 各中心通用 */
export function placeName({ center, district }: Place): string {
  if (center === EVERY_CENTER) return '各中心通用';
  const known = CENTERS.find(({ code }) => code === center);
  if (district === null) return known ? `${known.city}全市` : center;
  return districtName(district);
}

/** Code and name of the districts of a center. */
export function districtsOf(center: string): readonly (readonly [string, string])[] {
  return Object.entries(CENTERS.find(({ code }) => code === center)?.districts ?? {});
}
