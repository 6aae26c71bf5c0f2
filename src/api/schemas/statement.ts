/** A statement of an account in answers. */
import { z } from 'zod';
import { MONEY_SOURCES } from '../../ledger/chart.ts';
import { Posting } from './account.ts';
import { date, instant, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['800.00'] });

const sums = {
  opening: amount.meta({ description: 'At the beginning of the first day' }),
  credits: amount,
  debits: amount.meta({ description: 'Positive' }),
  closing: amount.meta({ description: 'opening + credits − debits' }),
};

export const AccountStatementView = z
  .object({
    account: uuid,
    number: z.string(),
    from: date,
    to: date,
    source: z.enum(MONEY_SOURCES).nullable(),
    at: instant.nullable(),
    sources: z.array(
      z.object({
        source: z.enum(MONEY_SOURCES),
        sourceTitle: z.string(),
        ...sums,
        carried: amount.meta({ description: '上年结转 at the end' }),
        current: amount.meta({ description: '当年归集 at the end' }),
      }),
    ),
    total: z.object(sums),
    lines: z.array(
      Posting.omit({}).extend({
        summary: z.string().meta({ description: 'What it is, with 冲账 where it is one' }),
      }),
    ),
    months: z
      .array(
        z.object({
          month: z.string(),
          amount,
          paidOn: date,
          journal: z.string(),
          takenBack: z.string().nullable().meta({ description: 'The journal that took it back' }),
        }),
      )
      .meta({ description: 'Months that payments of the period cover' }),
  })
  .meta({ id: 'AccountStatement' });
