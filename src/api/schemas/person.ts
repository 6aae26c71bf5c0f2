/** A person in answers: masked, with accounts, agreements, cases and the claim. */
import { z } from 'zod';
import { MeasureView } from './agreement.ts';
import { CaseHead } from './case.ts';
import { centerCode, ClauseRef, date, instant, PersonHead, uuid } from './terms.ts';

const month = z.string().nullable();

const account = z
  .object({
    id: uuid,
    number: z.string(),
    state: z.string(),
    stateTitle: z.string(),
    source: z.string(),
    sourceTitle: z.string(),
    openedOn: date,
    sealedOn: date.nullable(),
    employeeSealedOn: date
      .nullable()
      .meta({ description: "Since when the unit's portion is sealed" }),
    held: z.boolean().meta({ description: 'Anything of it is held' }),
    heldWhole: z.boolean(),
    closedOn: date.nullable(),
    closeReason: z.string().nullable(),
    closeReasonTitle: z.string().nullable(),
    paidTo: month.meta({ description: 'Last month covered by contributions' }),
    activatedIn: month.meta({ description: 'Month from which contributions are due' }),
    balances: z.array(
      z.object({ source: z.string(), sourceTitle: z.string(), amount: z.string() }),
    ),
    plan: z
      .object({
        monthlyAmount: z.string(),
        cycle: z.string(),
        cycleTitle: z.string(),
        debitDay: z.int(),
        fromMonth: z.string(),
        firstDebit: z
          .object({
            on: date,
            provisional: z
              .boolean()
              .meta({ description: '暂定: the calendar of that year is missing' }),
          })
          .nullable()
          .meta({
            description: 'When the first periods are debited; null once something was paid',
          }),
      })
      .nullable(),
  })
  .meta({ id: 'PersonAccount' });

const agreement = z
  .object({
    id: uuid,
    caseId: uuid.nullable(),
    caseNumber: z.string().nullable(),
    account: z.string().nullable(),
    template: z.string(),
    state: z.string(),
    stateTitle: z.string(),
    monthlyAmount: z.string(),
    cycle: z.string(),
    cycleTitle: z.string(),
    debitDay: z.int(),
    offeredOn: date,
    signBy: date,
    signedOn: date.nullable(),
    endedOn: date.nullable(),
  })
  .meta({ id: 'PersonAgreement' });

const claim = z
  .object({
    since: instant,
    caseId: uuid.nullable().meta({ description: 'Null: a case the caller may not see' }),
    caseNumber: z.string().nullable(),
    typeTitle: z.string(),
    branchName: z.string(),
    sentence: z.string().meta({ description: 'Who holds the person, since when, and why' }),
    clause: ClauseRef,
    waiting: z
      .array(z.object({ caseId: uuid, caseNumber: z.string(), sentence: z.string() }))
      .meta({ description: 'Cases of the same person that wait behind it' }),
  })
  .meta({ id: 'PersonClaim' });

const dataChange = z
  .object({
    id: uuid,
    on: date,
    kinds: z.array(z.string()),
    changedBy: z.string(),
    reviewedBy: z.string().nullable(),
    caseId: uuid.nullable().meta({ description: 'Null: a case the caller may not see' }),
    caseNumber: z.string().nullable(),
    values: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        before: z.string().nullable().meta({ description: 'Masked; null: there was none' }),
        after: z.string(),
        struck: z.boolean().meta({ description: 'The number before had been recorded by mistake' }),
      }),
    ),
  })
  .meta({ id: 'PersonalDataChange' });

export const PersonView = z
  .object({
    ...PersonHead.shape,
    center: centerCode,
    phone: z.string().nullable(),
    documents: z.array(
      z.object({
        type: z.string(),
        typeTitle: z.string(),
        number: z.string(),
        endedOn: date.nullable().meta({
          description: 'Another one stands in its place since then; it still finds the person',
        }),
      }),
    ),
    changes: z
      .array(dataChange)
      .meta({ description: 'Changes of personal data, the newest first' }),
    accounts: z.array(account),
    agreements: z.array(agreement),
    openCases: z.array(z.object({ id: uuid, number: z.string(), type: z.string() })),
    cases: z.array(CaseHead).meta({ description: 'Open and ended, newest first, 50 at most' }),
    moreCases: z.boolean(),
    claim: claim.nullable(),
    measures: z
      .array(MeasureView)
      .meta({ description: 'Measures against a breach, by their first day' }),
  })
  .meta({ id: 'Person' });
