/** What would be missing or refused, and who the applicant already is, in answers. */
import { z } from 'zod';
import { ClauseRef, date, instant, PersonHead, uuid } from './terms.ts';

const KnownPerson = z
  .object({
    ...PersonHead.shape,
    nameFits: z.boolean(),
    accounts: z.array(
      z.object({
        number: z.string().meta({ description: 'Masked' }),
        state: z.string(),
        source: z.string(),
        openedOn: date,
        heldWhole: z.boolean().meta({ description: 'The whole account is held (冻结)' }),
      }),
    ),
    openCases: z.array(
      z.object({ id: uuid, number: z.string(), type: z.string(), typeTitle: z.string() }),
    ),
    heldBy: z
      .object({
        id: uuid.nullable().meta({ description: 'Null when the case is out of sight' }),
        number: z.string().nullable(),
        type: z.string(),
        typeTitle: z.string(),
        stageTitle: z.string(),
        branchName: z.string(),
        since: instant,
      })
      .nullable(),
  })
  .meta({ id: 'KnownPerson' });

const yuan = z.string().meta({ description: 'Yuan', examples: ['800.00'] });
const month = z.string().meta({ examples: ['2026-12'] });
const terms = z.object({
  monthlyAmount: yuan,
  cycle: z.string(),
  cycleTitle: z.string(),
  debitDay: z.int(),
});

const ChangePreview = z
  .object({
    changes: z.array(z.string()).meta({ description: 'amount, cycle, debit-day, card' }),
    changesText: z.string(),
    before: terms,
    after: terms,
    cardInUse: z.object({ bank: z.string(), last4: z.string() }).nullable(),
    fromMonth: month.meta({ description: 'The first month under the new terms' }),
    firstDebit: z.object({ debitOn: date, coversTo: month, amount: yuan }).nullable(),
    debitEach: yuan.meta({ description: 'What one debit takes at most' }),
    limitEach: yuan.nullable().meta({ description: 'Of the mandate; null: there is none' }),
    bank: z.string().meta({ description: 'What the bank has to do: none, limit, card, sign' }),
    bankText: z.string(),
  })
  .meta({ id: 'ChangePreview' });

const WithdrawalPreview = z
  .object({
    purposeTitle: z.string(),
    item: z
      .int()
      .nullable()
      .meta({ description: 'Of article 24; null: the text has no such case' }),
    regulation: z.string().meta({ description: '2019 or 2026, by the day of acceptance' }),
    balances: z.array(z.object({ source: z.string(), sourceTitle: z.string(), amount: yuan })),
    available: yuan.meta({ description: 'What no hold covers' }),
    limit: yuan.nullable().meta({ description: 'Null: nothing but the balance limits it' }),
    limitTitle: z.string().nullable(),
    drawable: yuan.meta({ description: 'What could be drawn for this case today' }),
    drawn: z.array(z.object({ source: z.string(), amount: yuan })),
    drawnText: z.string(),
    materials: z.array(z.object({ code: z.string(), name: z.string(), there: z.boolean() })),
    decidedBy: z.string().meta({ description: 'clerk, reviewer, supervisor' }),
    decidedByText: z.string(),
    toConfirm: z.string().meta({ description: 'What another person has to look at; may be empty' }),
    closing: z.string().nullable().meta({
      description: 'What becomes of the account; null: the case of the law closes none',
    }),
    amount: yuan.meta({ description: 'As named; where the account closes, all there is' }),
    interest: yuan.nullable().meta({
      description:
        'Of what closes the account: earned and not credited yet; null: it does not close',
    }),
    lastDayOn: date.meta({ description: 'The last day of the law, if it is accepted today' }),
    payoutWorkingDays: z.int(),
    documents: z.array(z.string()),
  })
  .meta({ id: 'WithdrawalPreview' });

const TakeUpPreview = z
  .object({
    last4: z.string(),
    stateTitle: z.string(),
    sourceTitle: z.string(),
    sealedOn: date.nullable(),
    paidTo: month.nullable().meta({ description: 'Last month paid, whoever paid it' }),
    outcome: z.string().meta({ description: 'granted, refuse, review, await-unit' }),
    text: z.string(),
    remedy: z.string(),
    firstMonth: month.meta({ description: 'First month, if it is signed today' }),
    gapMonths: z.int(),
    toleratedGap: z.int(),
    continuity: z.string().meta({ description: 'kept, broken, none' }),
    continuityText: z.string(),
    keptThrough: date
      .nullable()
      .meta({ description: 'Last day on which signing keeps the run; null: there is none' }),
  })
  .meta({ id: 'TakeUpPreview' });

const ExitReading = z.object({
  code: z.string().meta({ description: 'employee-portion or whole-account' }),
  title: z.string(),
  lines: z.array(z.string()).meta({ description: 'When what is paid, when the account closes' }),
});

const ExitPreview = z
  .object({
    balances: z.array(
      z.object({
        source: z.string(),
        sourceTitle: z.string(),
        amount: yuan,
        interest: yuan.meta({ description: 'Earned and not credited yet' }),
      }),
    ),
    reading: ExitReading.nullable().meta({ description: 'In force; null: it is refused' }),
    otherwise: ExitReading.nullable().meta({
      description: 'The other reading; null: it comes to the same',
    }),
    gate: z.string().nullable().meta({ description: 'How the half year is counted' }),
    closesOn: date.nullable(),
    loansAnsweredOn: date
      .nullable()
      .meta({ description: 'When the national platform answered last; it is asked anew' }),
    regretDays: z.int(),
    signingDays: z.int(),
    document: z.string().meta({ description: 'Of the reading in force' }),
    toConfirm: z.string().meta({ description: 'What another person has to look at; may be empty' }),
  })
  .meta({ id: 'ExitPreview' });

const PersonalChangePreview = z
  .object({
    changes: z.string().meta({ description: 'What would be changed' }),
    materials: z.array(z.object({ code: z.string(), name: z.string(), there: z.boolean() })),
    toConfirm: z.string().meta({ description: 'What another person has to look at; may be empty' }),
    decidedByText: z.string(),
    held: z.boolean().meta({ description: 'The account is held; it hinders no change of data' }),
  })
  .meta({ id: 'PersonalChangePreview' });
const DeathPreview = z
  .object({
    balances: z.array(
      z.object({
        source: z.string(),
        sourceTitle: z.string(),
        amount: yuan,
        interest: yuan.meta({ description: 'Earned and not credited yet' }),
      }),
    ),
    total: yuan.meta({ description: 'With the interest, as a closing today would settle it' }),
    to: z.string().meta({ description: 'heirs or fund-income' }),
    toText: z.string(),
    shares: z.array(
      z.object({
        heir: z.int().meta({ description: 'Place in the application, from 1' }),
        parts: z.int(),
        amount: yuan,
        rounded: z.boolean().meta({ description: 'One of the cents that were left went here' }),
      }),
    ),
    parts: z.int().meta({ description: 'All parts together' }),
    cents: z.int().meta({ description: 'Cents left over after every share was cut' }),
    delays: z.array(z.string()).meta({ description: 'What has to be over first, in words' }),
    exit: z.string().meta({
      description: "Number of the dead person's own exit, which the approved review ends; or empty",
    }),
    loansAnsweredOn: date.nullable().meta({ description: 'Of the platform; it is asked anew' }),
    lastDayOn: date.meta({ description: 'The last day of the law, if it is accepted today' }),
    toConfirm: z.string().meta({ description: 'What another person has to look at; may be empty' }),
  })
  .meta({ id: 'DeathPreview' });

export const Precheck = z
  .object({
    /** Nothing stands against submitting it now. */
    ready: z.boolean(),
    missing: z.array(
      z.object({ code: z.string(), pointer: z.string(), name: z.string(), bring: z.string() }),
    ),
    refusals: z.array(
      z.object({
        code: z.string(),
        text: z.string(),
        remedy: z.string(),
        clauses: z.array(ClauseRef),
        earliestOn: date.nullable(),
      }),
    ),
    limits: z
      .object({ min: z.string(), max: z.string(), documents: z.array(z.string()) })
      .nullable(),
    known: z
      .array(KnownPerson)
      .nullable()
      .meta({ description: 'Persons under the documents shown; null to a channel' }),
    change: ChangePreview.nullable().meta({
      description: 'Of a change of the contribution: what it would come to',
    }),
    withdrawal: WithdrawalPreview.nullable().meta({
      description: 'Of a withdrawal: what it would come to',
    }),
    takeUp: TakeUpPreview.nullable().meta({
      description:
        'Of an account that goes on: the account and the months; null: not the applicant’s',
    }),
    personalChange: PersonalChangePreview.nullable().meta({
      description: 'Of a change of personal data: what is brought, who looks first',
    }),
    exit: ExitPreview.nullable().meta({
      description: 'Of leaving: when what is paid and when the account closes',
    }),
    death: DeathPreview.nullable().meta({
      description: 'Of a payment after a death: what there is, and each heir’s share',
    }),
  })
  .meta({ id: 'Precheck' });
