/** What a change of the contribution (缴存变更) reads before it decides: the books and the figures of the day. */
import type { PlainDate } from '../src/domain/calendar.ts';
import type { ChangeBooks } from '../src/domain/change-books.ts';
import { Fault } from '../src/domain/fault.ts';
import { changeFactsOf } from '../src/cases/change-facts.ts';
import { readChangeBooks } from '../src/db/change-books.ts';
import type { Db } from '../src/db/pool.ts';
import type { ContributionChangeApplication } from '../src/forms/contribution-change.ts';
import { changeDays, type ChangeDays } from '../src/policy/change-figures.ts';
import type { ChangeFacts } from '../src/policy/contribution-change.ts';
import { openingFigures } from '../src/policy/opening-figures.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';
import { isSure, type OfficeData } from './offices.ts';

export interface ChangeAsk {
  readonly center: string;
  /** The case that asks: it may follow an older figure. Left out by runs from before that was so. */
  readonly caseId?: string;
  readonly on: PlainDate;
  readonly application: ContributionChangeApplication;
  /** The supplementary agreement was signed, or is being signed. */
  readonly signed: boolean;
}

export interface ChangePrepared {
  readonly books: ChangeBooks;
  readonly facts: ChangeFacts;
  readonly days: ChangeDays;
  /** Where a debit goes when its day is no banking day. */
  readonly debitRule: 'previous' | 'next';
  /** The first debit may still move: the holidays of its year are not known yet. */
  readonly provisional: boolean;
}

export interface ChangeActivities {
  /** @throws Fault 'input-invalid', 'change-refused' when there is nothing to change */
  readonly prepareChange: (ask: ChangeAsk) => Promise<ChangePrepared>;
}

export function createChangeActivities(deps: Deps): ChangeActivities {
  return {
    prepareChange: async (ask) =>
      prepareChange(deps.pool, deps, await officesFor(deps, ask.caseId), ask),
  };
}

/** The same within a transaction: what is read last decides. */
export async function prepareChange(
  db: Db,
  { personKeys, secrets }: Pick<Deps, 'personKeys' | 'secrets'>,
  { figures, calendar }: OfficeData,
  { center, on, application, signed }: ChangeAsk,
): Promise<ChangePrepared> {
  const { account, bankCard = null, ...wanted } = application;
  const keys = { personKeys, lookup: secrets.lookup };
  const books = await readChangeBooks(db, keys, { account, card: bankCard });
  if (books?.center !== center) {
    const errors = [{ pointer: '#/application/account', detail: '没有找到该账户' }];
    throw new Fault('input-invalid', '没有找到该账户。', { members: { errors } });
  }
  const facts = changeFactsOf({ books, wanted, on, figures, calendar, signed });
  if (facts === null || books.openingCase === null) {
    throw new Fault('change-refused', '该账户没有缴存使用协议和缴存计划，没有可以变更的约定。', {
      members: { clause: 'liaoning-2' },
    });
  }
  const scope = { center, district: books.plan?.district ?? null, on };
  const first = facts.firstDebit;
  return {
    books,
    facts,
    days: changeDays(figures, { center, on }),
    debitRule: openingFigures(figures, scope).debit.rule,
    provisional: first !== null && !isSure(calendar, on, first.debitOn),
  };
}
