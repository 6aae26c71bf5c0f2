/** What every part of a change's transaction knows. */
import type { KeyObject } from 'node:crypto';
import type { Change } from '../../src/cases/change.ts';
import type { Tx } from '../../src/db/pool.ts';
import type { Deps } from '../deps.ts';
import type { OfficeData } from '../offices.ts';

export interface CaseHead {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly acceptedOn: string | null;
  readonly promisedOn: string | null;
}

export interface Context {
  readonly tx: Tx;
  readonly deps: Deps;
  readonly offices: OfficeData;
  readonly change: Change;
  readonly head: CaseHead;
  readonly person: { readonly id: string; readonly key: KeyObject };
}
