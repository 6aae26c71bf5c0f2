/**
 * Suspension, resumption and termination of an agreement (协议中止、恢复、终止).
 *
 * Whether it may be done is asked when it is proposed and again, in the same transaction as the change,
 * when it is carried out. What the holder asks for counts at once, but a termination.
 */
import type { Act, CaseStart } from '../src/cases/messages.ts';
import type { EventSpec } from '../src/cases/change.ts';
import {
  agreementChange as caseType,
  type AgreementChangeAction,
  type AgreementChangeStage,
} from '../src/cases/agreement-change.ts';
import { waitFor } from '../src/cases/wait-specs.ts';
import type {
  AgreementChangeAct,
  AgreementChangeApplication,
} from '../src/forms/agreement-change.ts';
import { AGREEMENT_CHANGE_REASONS, assessAgreementChange } from '../src/policy/agreement-states.ts';
import { openDesk, refusedAct, type Desk, type Draft } from './engine/desk.ts';
import { recordOf } from './engine/decisions.ts';
import { steadily } from './engine/commit.ts';

/** What the course remembers between its steps. */
interface Notes {
  readonly account: string;
  readonly change: AgreementChangeApplication['change'];
  readonly ground: AgreementChangeApplication['ground'];
}
type ChangeDesk = Desk<AgreementChangeStage, AgreementChangeAction, Notes>;

const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;
/** Working days in which a second person decides. */
const APPROVAL_DAYS = 1;
const EVENTS = {
  suspend: 'agreement-suspended',
  resume: 'agreement-resumed',
  terminate: 'agreement-terminated',
} as const;

export async function agreementChange(start: CaseStart): Promise<string> {
  const desk: ChangeDesk = openDesk(caseType, start);
  desk.onSubmit<AgreementChangeApplication>(({ content, by }) => submit(desk, content, by.id));
  desk.onAction('approve', (act: Act<AgreementChangeAct>) => approve(desk, act));
  desk.onAction('decline', ({ content }: Act<AgreementChangeAct>) =>
    ended(desk.notes(), 'declined', { kind: 'agreement-change-declined', content: { ...content } }),
  );
  desk.onAction('withdraw', ({ content }: Act<AgreementChangeAct>) =>
    ended(desk.notes(), 'withdrawn', { kind: 'withdrawn', content: { ...content } }),
  );
  return desk.run(async () => {
    await desk.changed(desk.version(), null);
  });
}

async function submit(
  desk: ChangeDesk,
  { account, change, ground, reason, file }: AgreementChangeApplication,
  by: string,
): Promise<Draft<Notes>> {
  const notes = { account, change, ground };
  const { decision, facts } = await assess(desk, notes);
  const first = {
    notes,
    claim: 'take',
    subject: { account },
    decisions: [recordOf(decision, facts)],
  } as const;
  const asked = { kind: 'agreement-change-asked', public: { change, ground }, content: { reason } };
  const params = { ...notes, file };
  if (!decision.secondPerson) {
    // Over with its first change: nothing of it is held beyond.
    const { claim: _claim, ...done } = carryOut(notes, { reason, params });
    const { claim: _take, ...begun } = first;
    return { ...done, ...begun, events: [asked, ...done.events], step: 'submit' };
  }
  return {
    ...first,
    step: 'propose',
    events: [asked],
    stage: { at: 'awaiting second person', detail: { change, ground } },
    effects: [{ name: 'check-agreement-change', params }],
    waits: { open: [waitFor('approval', null)] },
    tasks: {
      open: [
        {
          kind: 'approve-agreement-change',
          role: 'supervisor',
          workingDays: APPROVAL_DAYS,
          notBy: [by],
        },
      ],
    },
  };
}

/** By the books of now. @throws ApplicationFailure with the reason, its remedy and its clause */
async function assess(desk: ChangeDesk, { account, change, ground }: Notes) {
  const standing = await steadily(({ agreementStanding }) =>
    agreementStanding({ center: desk.center, account }),
  );
  const facts = {
    ...{ change, ground, on: desk.today() },
    state: standing?.state ?? null,
    debitDay: standing?.debitDay ?? 1,
    heldByMeasure: standing?.heldByMeasure ?? false,
    employed: standing?.employed ?? false,
    leaving: standing?.leaving ?? false,
    askedByHeirs: standing?.askedByHeirs ?? false,
    debitUnderWay: standing?.debitUnderWay ?? false,
  };
  const decision = assessAgreementChange(facts);
  const [code] = decision.reasons;
  if (code !== undefined) {
    const { text, remedy, clause } = AGREEMENT_CHANGE_REASONS[code];
    throw refusedAct({
      ...{ code: 'action-not-permitted', detail: `${text}${remedy}`, restsOn: clause },
      pointer: code === 'not-in-force' ? '#/application/account' : '#/application/change',
    });
  }
  return { decision, facts };
}

async function approve(desk: ChangeDesk, act: Act<AgreementChangeAct>): Promise<Draft<Notes>> {
  const notes = desk.notes();
  // A day or a month may have passed: what held then is looked at again.
  await assess(desk, notes);
  const { content, by } = act;
  const done = carryOut(notes, { reason: content.reason, params: { ...notes } });
  return { ...done, parties: { approver: by.id } };
}

function carryOut(
  notes: Notes,
  { reason, params }: { readonly reason: string; readonly params: Record<string, unknown> },
): Draft<Notes> {
  const { change, ground } = notes;
  return {
    ...CLEAN,
    step: 'carry-out',
    notes,
    events: [{ kind: EVENTS[change], public: { ground }, content: { reason } }],
    stage: { at: 'done', detail: { change, ground } },
    effects: [{ name: 'change-agreement', params }],
    documents: [{ kind: 'agreement-changed', params: { change, ground }, notify: 'sms' }],
    claim: 'release',
    outcome: 'done',
  };
}

function ended(notes: Notes, at: 'declined' | 'withdrawn', event: EventSpec): Draft<Notes> {
  return {
    ...CLEAN,
    step: event.kind,
    notes,
    events: [event],
    stage: { at },
    claim: 'release',
    outcome: at,
  };
}
