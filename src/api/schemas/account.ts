/** An account in answers: money by source, what holds it, what happened to it. */
import { z } from 'zod';
import { MONEY_SOURCES } from '../../ledger/chart.ts';
import { SEALED_SOURCES } from '../../policy/account-states.ts';
import { AgreementInForce, MeasureView, planStanding } from './agreement.ts';
import { MandateView } from './mandate.ts';
import { ReceivableHead } from './receivable.ts';
import { centerCode, ClauseRef, date, instant, PersonHead, uuid } from './terms.ts';

const amount = z.string().meta({ description: 'Yuan', examples: ['800.00'] });

const subLedger = z.object({
  source: z.enum(MONEY_SOURCES),
  sourceTitle: z.string(),
  carried: amount.meta({ description: '上年结转' }),
  current: amount.meta({ description: '当年归集' }),
  amount,
});

const hold = z.object({
  id: uuid,
  kind: z.string(),
  kindTitle: z.string(),
  amount: amount.nullable().meta({
    description: 'What it keeps: what was ordered less what was deducted; null: the whole account',
  }),
  ordered: amount.nullable().meta({ description: 'What was ordered; null: the whole account' }),
  document: z.string(),
  placedOn: date,
  until: date.nullable(),
  releasedOn: date.nullable(),
  releaseDocument: z.string().nullable(),
  expired: z.boolean().meta({
    description: 'Its term is over and it still holds: somebody has to extend or to release it',
  }),
  orderedBy: z.string().nullable(),
  caseId: uuid.nullable().meta({ description: 'The case it was placed by' }),
  renewals: z.array(z.object({ document: z.string(), until: date, renewedOn: date })),
});

const seal = z.object({
  source: z.enum(SEALED_SOURCES),
  sourceTitle: z.string(),
  sealedOn: date.meta({ description: 'The half year runs from the day after' }),
  how: z.string(),
  howTitle: z.string(),
  sealedBy: z
    .string()
    .nullable()
    .meta({ description: 'Who recorded it, or the unit that told of it' }),
  caseId: uuid.nullable(),
  document: z.string().nullable(),
  clause: ClauseRef.nullable(),
  endedOn: date.nullable().meta({ description: 'Unsealed on this day; null: in force' }),
  endHow: z.string().nullable(),
  endTitle: z.string().nullable(),
  endedBy: z.string().nullable(),
  endCase: uuid.nullable(),
  endDocument: z.string().nullable(),
});

const step = z.object({
  way: z.string(),
  wayTitle: z.string(),
  on: date,
  by: z.string().nullable().meta({ description: 'Who recorded it, or the unit that told of it' }),
  caseId: uuid.nullable(),
  document: z.string().nullable(),
  standingTitle: z.string().meta({ description: 'By whom it is paid after, and its state' }),
});

const standardCode = z.object({ code: z.string(), title: z.string() });

const plan = z.object({
  monthlyAmount: amount,
  cycle: z.string(),
  cycleTitle: z.string(),
  debitDay: z.int(),
  fromMonth: z.string(),
  ...planStanding,
});

const accrued = z.object({
  on: date.meta({ description: 'Reckoned up to the beginning of this day' }),
  total: amount,
  sources: z.array(
    z.object({
      source: z.enum(MONEY_SOURCES),
      sourceTitle: z.string(),
      from: date.meta({ description: 'The first day counted' }),
      interest: amount,
    }),
  ),
});

const payout = z
  .object({
    id: uuid,
    caseId: uuid,
    caseNumber: z.string(),
    purposeTitle: z.string(),
    amount,
    moved: amount.nullable().meta({ description: 'What the bank paid; null: nothing' }),
    cardLast4: z.string(),
    state: z.string().meta({ description: 'ready, sent, paid, refused, returned' }),
    stateTitle: z.string(),
    reasonTitle: z.string().nullable(),
    decidedOn: date,
    bookedOn: date.nullable(),
    returnedOn: date.nullable(),
  })
  .meta({ id: 'AccountPayout' });

export const AccruedView = accrued
  .extend({
    foreseen: z.boolean().meta({
      description: 'A day to come: as if nothing moved until then but the settlements of 30 June',
    }),
  })
  .meta({ id: 'Accrued' });

export const AccountView = z
  .object({
    id: uuid,
    number: z.string(),
    person: PersonHead,
    center: centerCode,
    centralAccount: z.string().nullable(),
    state: z.string(),
    stateTitle: z.string(),
    standardState: standardCode.meta({
      description:
        'JGJ/T 320 A.6 个人账户状态, as exported: 06 冻结 while the whole account is held',
    }),
    source: z.string(),
    sourceTitle: z.string(),
    openedOn: date,
    sealedOn: date.nullable(),
    employeeSealedOn: date.nullable().meta({
      description:
        "Since when the unit's portion is sealed; from it runs the half year of clause 7",
    }),
    closedOn: date.nullable(),
    closeReasonTitle: z.string().nullable(),
    paidTo: z.string().nullable(),
    activatedIn: z.string().nullable(),
    openedByCase: uuid.nullable(),
    at: instant.nullable().meta({ description: 'The moment the money is shown at; null: now' }),
    total: amount,
    held: amount.nullable().meta({ description: 'Sum of holds in force; null: the whole account' }),
    available: amount.meta({ description: 'What a debit may take now' }),
    subLedgers: z.array(subLedger),
    holds: z.array(hold).meta({ description: 'In force first, then those released' }),
    seals: z
      .array(seal)
      .meta({ description: 'Every seal of its money by source, the newest first' }),
    steps: z
      .array(step)
      .meta({ description: 'Every way it went: sealed, unsealed, converted; the latest first' }),
    plans: z.array(plan).meta({ description: 'By first month: over, in force, to come' }),
    accrued: accrued.nullable().meta({
      description: 'Interest earned and not credited yet; null: closed, or another moment',
    }),
    receivables: z.array(ReceivableHead).meta({
      description: 'What is to be recovered of its holder (应收个人款), due first; open ones',
    }),
    mandate: MandateView.nullable().meta({
      description:
        'The direct-debit mandate: the one that lives, else the last; null: there was none',
    }),
    agreement: AgreementInForce.nullable().meta({
      description: 'The agreement in force, else the last that was; null: there never was one',
    }),
    payouts: z.array(payout).meta({
      description: 'Payments to the holder (付款), newest first; ready and sent are reserved',
    }),
    reserved: amount.meta({ description: 'Taken from the account and not reported as paid yet' }),
    measures: z.array(MeasureView).meta({
      description: 'Measures against a breach, on the account or its holder, by their first day',
    }),
  })
  .meta({ id: 'Account' });

export const Posting = z
  .object({
    journal: z.string().meta({ description: 'Running number of the journal (凭证号)' }),
    line: z.int(),
    kind: z.string(),
    title: z.string(),
    business: z.string().meta({ description: 'JGJ/T 320 A.5' }),
    valueDate: date,
    recordedAt: instant,
    source: z.enum(MONEY_SOURCES),
    sourceTitle: z.string(),
    amount: amount.meta({ description: 'Credit positive, debit negative' }),
    carried: amount,
    current: amount,
    sourceBalance: amount,
    balance: amount,
    caseId: uuid.nullable(),
    document: z.string().nullable(),
    reverses: z.string().nullable(),
    reversedBy: z.string().nullable(),
  })
  .meta({ id: 'Posting' });
