/** An agreement in force, measures against a breach, and breaches, in answers. */
import { z } from 'zod';
import { BREACH_KIND_NAMES } from '../../domain/vocabulary.ts';
import { date, pageOf, PersonHead, uuid } from './terms.ts';

const month = z.string().nullable();
const state = z.object({
  state: z.string(),
  stateTitle: z.string(),
  since: date,
  caseId: uuid,
  reasonTitle: z.string().nullable().meta({ description: 'Null: as its own case says' }),
  owesFrom: month.meta({ description: 'Resumed: the first month owed again' }),
});

/** Which version counts now. */
export const planStanding = {
  standing: z
    .enum(['past', 'now', 'future', 'ended'])
    .meta({ description: 'ended: replaced from its first month, or over with the agreement' }),
  standingTitle: z.string(),
};

const terms = z.object({
  n: z.int().meta({ description: 'Number of the version' }),
  fromMonth: z.string(),
  since: date.nullable(),
  monthlyAmount: z.string(),
  cycleTitle: z.string(),
  debitDay: z.int(),
  active: z.boolean(),
  caseId: uuid,
  hash: z.string().meta({ description: 'SHA-256 of what was signed' }),
  ...planStanding,
});

export const AgreementInForce = z
  .object({
    ...state.shape,
    id: uuid,
    means: z.string().meta({ description: 'What the state means for the holder' }),
    signedOn: date.nullable(),
    template: z.string(),
    hash: z.string(),
    may: z
      .array(z.enum(['suspend', 'resume', 'terminate']))
      .meta({ description: 'What a case may do with it now' }),
    states: z.array(state).meta({ description: 'Every state it was in, the last one first' }),
    versions: z.array(terms).meta({ description: 'What was agreed, the newest first' }),
  })
  .meta({ id: 'AgreementInForce' });

export const MeasureView = z
  .object({
    id: uuid,
    kind: z.string(),
    title: z.string(),
    means: z.string(),
    term: z.string().meta({ description: 'The term of the agreement it rests on' }),
    clauseTitle: z.string(),
    clause: z.string(),
    onPerson: z.boolean().meta({ description: 'On the person, beyond every account' }),
    from: date,
    until: date
      .nullable()
      .meta({ description: 'Last day; null: until lifted, or once and for all' }),
    endedOn: date.nullable().meta({ description: 'Lifted or revoked' }),
    inForce: z.boolean(),
    caseId: uuid,
  })
  .meta({ id: 'Measure' });

export const BreachView = z
  .object({
    caseId: uuid,
    caseNumber: z.string().nullable().meta({ description: 'Null: its case is about to begin' }),
    stageTitle: z.string(),
    kind: z.enum(BREACH_KIND_NAMES),
    kindTitle: z.string(),
    person: PersonHead,
    account: uuid,
    accountLast4: z.string(),
    foundOn: date,
    foundByRun: z.boolean(),
    coversFrom: month,
    coversTo: month,
    months: z.int().nullable().meta({ description: 'Months missed in a row, as it was found' }),
    service: z.string().meta({ description: 'Where the service of the notice stands, in words' }),
    servedOn: date.nullable(),
    cureUntil: date.nullable(),
    daysLeft: z.int().nullable().meta({ description: 'Of the cure period; null: none runs' }),
    measures: z.array(z.string()).meta({ description: 'In force now, by title' }),
    outcomeTitle: z.string().nullable(),
    endedOn: date.nullable(),
  })
  .meta({ id: 'Breach' });

export const BreachPage = pageOf(BreachView).meta({ id: 'BreachPage' });
