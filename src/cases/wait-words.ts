/** What is written down of every kind of wait. */
import type { ClauseKey } from '../policy/clauses.ts';
import type { Fields } from './wording-fields.ts';

export interface WaitWords {
  /** 等申请人补正材料 */
  readonly title: string;
  readonly clause: ClauseKey;
  readonly endedBy: readonly string[];
  readonly shortenedBy: string;
  /** What exactly, from the wait's detail; empty when the title says it all. */
  readonly what: (detail: Fields) => string;
  /** The end is an hour, not the end of a day, and this is what happens then. */
  readonly atHour?: (hour: string) => string;
  /** All a channel may read, when it is less. */
  readonly channel?: string;
}
