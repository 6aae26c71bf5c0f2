/**
 * Reversal of an opening (撤销开户): one supervisor proposes, another approves or declines.
 *
 * Whether it may still be undone is asked when it is proposed and again, in the same transaction
 * as the undoing, when it is approved; then what was posted must still be what was looked at.
 */
import type { Act, CaseStart } from '../src/cases/messages.ts';
import type { EventSpec } from '../src/cases/change.ts';
import {
  openingReversal as caseType,
  type ReversalAction,
  type ReversalStage,
} from '../src/cases/opening-reversal.ts';
import type {
  OpeningReversalAct,
  OpeningReversalApplication,
} from '../src/forms/opening-reversal.ts';
import { openDesk, type Desk, type Draft } from './engine/desk.ts';

/** What the course remembers between its steps. */
interface Notes {
  readonly openingCase: string;
  /** Of the preview that was looked at; absent: nothing was posted. */
  readonly digest?: string | undefined;
}

const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;
/** Working days in which a second supervisor decides. */
const APPROVAL_DAYS = 1;

export async function openingReversal(start: CaseStart): Promise<string> {
  const desk: Desk<ReversalStage, ReversalAction, Notes> = openDesk(caseType, start);
  desk.onSubmit<OpeningReversalApplication>(({ content, by }) => propose(content, by.id));
  desk.onAction('approve', (act: Act<OpeningReversalAct>) => approve(desk.notes(), act));
  desk.onAction('decline', ({ content }: Act<OpeningReversalAct>) =>
    ended(desk.notes(), 'not undone', { kind: 'reversal-declined', content: { ...content } }),
  );
  desk.onAction('withdraw', ({ content }: Act<OpeningReversalAct>) =>
    ended(desk.notes(), 'withdrawn', { kind: 'withdrawn', content: { ...content } }),
  );
  return desk.run(async () => {
    await desk.changed(desk.version(), null);
  });
}

function propose(
  { openingCase, digest, reason }: OpeningReversalApplication,
  by: string,
): Draft<Notes> {
  const asked = digest === undefined ? { openingCase } : { openingCase, digest };
  return {
    step: 'propose',
    notes: asked,
    claim: 'take',
    subject: { case: openingCase },
    events: [{ kind: 'reversal-proposed', public: { openingCase }, content: { reason } }],
    stage: { at: 'awaiting second person', detail: { openingCase } },
    effects: [{ name: 'check-undoable', params: asked }],
    links: [{ kind: 'undoes', other: openingCase }],
    waits: {
      open: [
        {
          kind: 'second-person',
          until: null,
          clause: 'liaoning-5',
          endedBy: ['supervisor'],
          shortenedBy: '第二名主管确认',
        },
      ],
    },
    tasks: {
      open: [
        { kind: 'approve-reversal', role: 'supervisor', workingDays: APPROVAL_DAYS, notBy: [by] },
      ],
    },
  };
}

function approve(notes: Notes, { content, by }: Act<OpeningReversalAct>): Draft<Notes> {
  const { openingCase } = notes;
  return {
    ...CLEAN,
    step: 'approve',
    notes,
    events: [{ kind: 'account-opening-undone', public: { openingCase }, content: { ...content } }],
    parties: { approver: by.id },
    stage: { at: 'undone' },
    effects: [{ name: 'undo-opening', params: { ...notes } }],
    documents: [{ kind: 'opening-undone', params: { reason: content.reason }, notify: 'sms' }],
    claim: 'release',
    outcome: 'undone',
  };
}

function ended(notes: Notes, at: 'not undone' | 'withdrawn', event: EventSpec): Draft<Notes> {
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
