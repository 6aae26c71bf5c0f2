/** Money to be recovered from persons in answers; sums of what was collected and what is in arrears. */
import { z } from 'zod';
import { RECEIVABLE_STATE_NAMES } from '../../cases/wording-ledger.ts';
import { centerCode, date, pageOf, PersonHead, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['800.00'] });
const number = z.string().meta({ description: 'Running number (凭证号)', examples: ['2001'] });

const head = {
  id: uuid,
  center: centerCode,
  person: PersonHead,
  account: uuid,
  accountNumber: z.string(),
  journal: number.meta({ description: 'The journal that raised it' }),
  cause: z.string(),
  causeText: z.string(),
  amount,
  recovered: amount,
  left: amount,
  raisedOn: date,
  dueOn: date,
  overdue: z.boolean(),
  task: uuid.nullable().meta({ description: 'The open task to recover it' }),
  state: z.enum(RECEIVABLE_STATE_NAMES),
  stateTitle: z.string(),
  settledOn: date.nullable(),
  version: z.int(),
};

export const ReceivableHead = z.object(head).meta({ id: 'ReceivableHead' });

export const ReceivablePage = pageOf(ReceivableHead)
  .extend({
    open: z
      .object({ count: z.int(), left: amount, overdue: z.int() })
      .meta({ description: 'All that is open in the caller’s centers' }),
  })
  .meta({ id: 'ReceivablePage' });

export const ReceivableView = z
  .object({
    ...head,
    recoveries: z.array(
      z.object({
        journal: number,
        amount,
        serial: z.string(),
        recoveredOn: date,
        recordedByName: z.string(),
        takenBack: number.nullable(),
      }),
    ),
  })
  .meta({ id: 'Receivable' });

export const Collections = z
  .object({
    center: centerCode,
    from: date,
    to: date,
    months: z.array(
      z.object({
        month: z.string(),
        months: z.int().meta({ description: 'Months of accounts that were paid' }),
        amount,
        takenBackMonths: z.int(),
        takenBackAmount: amount.meta({ description: 'Of it, taken back since' }),
      }),
    ),
  })
  .meta({ id: 'Collections' });

export const Arrears = z
  .object({
    center: centerCode,
    on: date,
    ages: z.array(
      z.object({
        age: z.string(),
        title: z.string(),
        accounts: z.int(),
        months: z.int(),
        amount,
      }),
    ),
  })
  .meta({ id: 'Arrears' });
