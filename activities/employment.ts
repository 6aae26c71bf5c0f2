/** What a conversion to employee reads before it goes on: what the unit told, the account by the books. */
import { findEmployment, ownMonthsFrom } from '../src/db/employments.ts';
import type { Db } from '../src/db/pool.ts';
import { addDays, type PlainDate, type PlainMonth } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { AccountState, SealedSource } from '../src/policy/account-states.ts';
import {
  assessEmployment,
  type EmploymentFacts,
  type EmploymentOutcome,
} from '../src/policy/conversion-to-employee.ts';
import type { Decision } from '../src/policy/decision.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../src/policy/figures.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';

export interface EmploymentNow {
  readonly last4: string;
  readonly unit: string;
  readonly fromOn: PlainDate | null;
  readonly firstMonth: PlainMonth | null;
  /** Last day on which the unit's first contribution is waited for. */
  readonly until: PlainDate;
  /** The agreement was suspended for it. */
  readonly suspended: boolean;
  readonly facts: EmploymentFacts;
  readonly decision: Decision<EmploymentOutcome>;
}

export interface EmploymentAsk {
  readonly caseId: string;
  readonly center: string;
  /** Opaque id. */
  readonly account: string;
  readonly on: PlainDate;
  /** By hand: the first month as the list has it; null: as the unit told. */
  readonly firstMonth: PlainMonth | null;
}

export interface EmploymentActivities {
  /** @throws Fault 'not-found' when there is no such account in the center */
  readonly lookAtEmployment: (ask: EmploymentAsk) => Promise<EmploymentNow>;
}

export function createEmploymentActivities(deps: Deps): EmploymentActivities {
  return {
    lookAtEmployment: async (ask) => {
      const { figures } = await officesFor(deps, ask.caseId);
      return employmentNow(deps.pool, ask, figures);
    },
  };
}

interface AccountRow {
  readonly number: string;
  readonly center: string;
  readonly state: AccountState;
  readonly source: SealedSource;
  readonly transfer: boolean;
}

/** The same within a transaction: what is read last decides. */
export async function employmentNow(
  db: Db,
  { caseId, center, account: id, on, firstMonth: given }: EmploymentAsk,
  figures: readonly Figure[],
): Promise<EmploymentNow> {
  const { rows } = await db.query<AccountRow>({
    name: 'employed-account',
    text: `select a.number, a.center, a.state, a.source,
                  exists (select from hold h where h.account = a.number and h.kind = 'transfer'
                     and h.released_on is null) as transfer
             from account a where a.id = $1`,
    values: [id],
  });
  const [account] = rows;
  if (account?.center !== center) throw new Fault('not-found', '没有这个账户。');
  const told = await findEmployment(db, caseId);
  const firstMonth = given ?? told?.firstMonth ?? null;
  const { number, state, source, transfer } = account;
  const ownMonths = firstMonth === null ? 0 : await ownMonthsFrom(db, number, firstMonth);
  const listed = given === null ? {} : { listedOn: on };
  const facts = { state, source, transfer, firstMonth, ownMonths, ...listed };
  return {
    last4: number.slice(-4),
    unit: told?.unit ?? '',
    fromOn: told?.fromOn ?? null,
    firstMonth,
    until: addDays(told?.toldOn ?? on, waitDays(figures, center, on)),
    suspended: told?.suspended ?? false,
    facts,
    decision: assessEmployment(facts),
  };
}

function waitDays(figures: readonly Figure[], center: string, on: PlainDate): number {
  const found = figureInForce(figures, { center, district: null, name: 'employment-wait', on });
  if (found === null) throw new Fault('not-found', 'no figure employment-wait in force');
  return wholeValue(found);
}
