/** How long a case is open or a wait lasts, in the server's codes and in words. */
import type { Board } from './board-queries.ts';

export type Age = Board['ages'][number]['age'];

export const AGE_KEYS: readonly Age[] = ['0-1d', '1-7d', '7-30d', '30d+'];

export const AGE_TITLES: Readonly<Record<Age, string>> = {
  '0-1d': '1天内',
  '1-7d': '1–7天',
  '7-30d': '7–30天',
  '30d+': '30天以上',
};

export function ageTitle(age: string): string {
  const known = AGE_KEYS.find((one) => one === age);
  return known ? AGE_TITLES[known] : age;
}
