/**
 * Reversal of an opening (撤销开户): one supervisor proposes, another approves or declines.
 *
 * Whether it may still be undone is asked when it is proposed and again, in the same transaction
 * as the undoing, when it is approved.
 */
import type { Act, CaseStart } from '../src/cases/messages.ts';
import { openingReversal as caseType } from '../src/cases/opening-reversal.ts';
import type {
  OpeningReversalAct,
  OpeningReversalApplication,
} from '../src/forms/opening-reversal.ts';
import { openDesk, type Draft } from './engine/desk.ts';

const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;
/** Working days in which a second supervisor decides. */
const APPROVAL_DAYS = 1;

export async function openingReversal(start: CaseStart): Promise<string> {
  const desk = openDesk(caseType, start);
  let openingCase = '';
  desk.onSubmit<OpeningReversalApplication>(({ content, by }) => {
    openingCase = content.openingCase;
    return Promise.resolve(propose(content, by.id));
  });
  desk.onAction('approve', ({ content, by }: Act<OpeningReversalAct>) => ({
    ...CLEAN,
    step: 'approve',
    events: [{ kind: 'account-opening-undone', public: { openingCase }, content: { ...content } }],
    parties: { approver: by.id },
    stage: { at: 'undone' },
    effects: [{ name: 'undo-opening', params: { openingCase } }],
    documents: [{ kind: 'opening-undone', params: { reason: content.reason }, notify: 'sms' }],
    claim: 'release',
    outcome: 'undone',
  }));
  desk.onAction('decline', ({ content }: Act<OpeningReversalAct>) =>
    ended('not undone', 'reversal-declined', content),
  );
  desk.onAction('withdraw', ({ content }: Act<OpeningReversalAct>) =>
    ended('withdrawn', 'withdrawn', content),
  );
  return desk.run(async () => {
    while (!caseType.stages[desk.stage()].final) await desk.changed(desk.version(), null);
  });
}

function propose({ openingCase, reason }: OpeningReversalApplication, by: string): Draft {
  return {
    step: 'propose',
    claim: 'take',
    subject: { case: openingCase },
    events: [{ kind: 'reversal-proposed', public: { openingCase }, content: { reason } }],
    stage: { at: 'awaiting second person', detail: { openingCase } },
    effects: [{ name: 'check-undoable', params: { openingCase } }],
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

function ended(at: 'not undone' | 'withdrawn', kind: string, content: OpeningReversalAct): Draft {
  return {
    ...CLEAN,
    step: kind,
    events: [{ kind, content: { ...content } }],
    stage: { at },
    claim: 'release',
    outcome: at,
  };
}
