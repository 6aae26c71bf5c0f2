/** Every area of the console: a new one is one line here. */
import { entries as home } from '../pages/home/entries.ts';
import { entries as work } from '../pages/work/entries.ts';
import type { PageEntry } from './page-entry.ts';

export const PAGES: readonly PageEntry[] = [...home, ...work];
