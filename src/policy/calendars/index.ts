/** The registry of the calendars that come with the code; a center loads the next one yearly. */
import { YEAR_2026 } from './2026.ts';
import { type CalendarYear } from './years.ts';

export const SHIPPED_YEARS: readonly CalendarYear[] = [YEAR_2026];
