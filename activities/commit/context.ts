/** What every part of a change's transaction knows. */
import type { KeyObject } from 'node:crypto';
import type { Parties } from '../../src/cases/case.ts';
import type { Change } from '../../src/cases/change.ts';
import type { Tx } from '../../src/db/pool.ts';
import type { Gathered } from '../../src/db/together.ts';
import type { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import type { Deps } from '../deps.ts';
import type { OfficeData } from '../offices.ts';

export interface CaseHead {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly acceptedOn: string | null;
}

export interface Context {
  readonly tx: Tx;
  /** What nobody reads within the change goes here, and is sent at its end in one piece. */
  readonly later: Gathered;
  readonly deps: Deps;
  readonly offices: OfficeData;
  readonly change: Change;
  readonly head: CaseHead;
  readonly person: {
    readonly id: string;
    readonly key: KeyObject;
    /** Entered by this change. */
    readonly entered: boolean;
  };
  /** Where the case stood before the change. */
  readonly before: {
    readonly stage: string;
    readonly parties: Parties;
  };
  /** The form of the case's own type in force with this change; null: it has none. */
  readonly content: () => unknown;
  /** The application in force with this change, its own or that of the case that opened the account. */
  readonly application: () => Promise<AccountOpeningApplication>;
  /** Printed numbers of what was issued before the change, the newest of each kind. */
  readonly issued: Readonly<Record<string, string>>;
}
