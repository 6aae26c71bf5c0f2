/** Agreements outside the limits in force, in answers. */
import { z } from 'zod';
import { CYCLES } from '../../domain/vocabulary.ts';
import { centerCode, ClauseRef, date, pageOf, PersonHead, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['800.00'] });

const OutsideAgreement = z
  .object({
    account: uuid,
    accountNumber: z.string(),
    person: PersonHead,
    district: z.string().nullable().meta({ description: 'Whose limits hold; null: the center’s' }),
    monthlyAmount: amount,
    cycle: z.enum(CYCLES),
    cycleTitle: z.string(),
    min: amount.meta({ description: 'The least of a month, by the limits in force' }),
    max: amount.meta({ description: 'The most of a month' }),
    side: z.enum(['below', 'above']),
    nearest: amount.meta({ description: 'The nearest monthly amount that would do' }),
    since: date.meta({ description: 'Since when it is outside, without a break' }),
    change: z
      .object({
        caseId: uuid,
        number: z.string(),
        monthlyAmount: amount.meta({ description: 'What it is to become' }),
      })
      .nullable()
      .meta({ description: 'The change of the contribution under way; null: none' }),
  })
  .meta({ id: 'OutsideAgreement' });

export const OutsideLimitsPage = pageOf(OutsideAgreement)
  .extend({ center: centerCode, on: date, clause: ClauseRef })
  .meta({ id: 'OutsideLimitsPage' });
