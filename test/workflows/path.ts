/** One short story of a case, whose history is recorded. */
import type { Office } from '../harness/office.ts';

/** @returns the case whose history tells the path */
export type Path = (place: Office) => Promise<string>;
