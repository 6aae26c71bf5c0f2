/**
 * The registry of centers: who they are, and the dated figures that come with the code. A running
 * center keeps its figures in the database; it starts from these, and the offline rules use them.
 */
import { type Figure } from '../figures.ts';
import { DALIAN_DISTRICTS, DALIAN_FIGURES } from './dalian.ts';
import { EVERY_CENTER_FIGURES } from './every-center.ts';
import { OTHER_CITY_FIGURES } from './other-cities.ts';
import { SHENYANG_DISTRICTS, SHENYANG_FIGURES } from './shenyang.ts';

export interface Center {
  /** Six digits: the city's area code (GB/T 2260). */
  readonly code: string;
  /** The city. */
  readonly city: string;
  /** Codes and names of its districts; empty when its figures do not differ by district. */
  readonly districts: Readonly<Record<string, string>>;
}

export const CENTERS: readonly Center[] = [
  { code: '210100', city: '沈阳', districts: SHENYANG_DISTRICTS },
  { code: '210200', city: '大连', districts: DALIAN_DISTRICTS },
  { code: '210300', city: '鞍山', districts: {} },
  { code: '210400', city: '抚顺', districts: {} },
  { code: '210500', city: '本溪', districts: {} },
  { code: '210600', city: '丹东', districts: {} },
  { code: '210700', city: '锦州', districts: {} },
  { code: '210800', city: '营口', districts: {} },
  { code: '210900', city: '阜新', districts: {} },
  { code: '211000', city: '辽阳', districts: {} },
  { code: '211100', city: '盘锦', districts: {} },
  { code: '211200', city: '铁岭', districts: {} },
  { code: '211300', city: '朝阳', districts: {} },
  { code: '211400', city: '葫芦岛', districts: {} },
];

/** The figures shipped with the code. */
export const SHIPPED_FIGURES: readonly Figure[] = [
  ...EVERY_CENTER_FIGURES,
  ...SHENYANG_FIGURES,
  ...DALIAN_FIGURES,
  ...OTHER_CITY_FIGURES,
];

/** The center of a code or of a city's name; null when there is none. */
export function centerOf(text: string): Center | null {
  return CENTERS.find(({ code, city }) => text === code || text === city) ?? null;
}

/** 和平区 of 210102; the code itself where no center has it. */
export function districtName(code: string): string {
  const [name] = CENTERS.flatMap(({ districts }) => districts[code] ?? []);
  return name ?? code;
}

/** The code of a center's district by code or name (和平 or 和平区); null when it has no such one. */
export function districtOf({ districts }: Center, text: string): string | null {
  const entry = Object.entries(districts).find(
    ([code, name]) => text === code || text === name || text === name.slice(0, -1),
  );
  return entry?.[0] ?? null;
}
