import type { Office } from '../harness/office.ts';

/** @returns the case whose history tells the path */
export type Path = (place: Office) => Promise<string>;
