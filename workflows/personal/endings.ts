/** How a change of personal data ends otherwise: refused, declined, lapsed, taken back; and after the mandate. */
import { DOCUMENT_PROBLEMS } from '../../src/policy/identity-document.ts';
import {
  PERSONAL_CHANGE_REASONS,
  type PersonalChangeReason,
} from '../../src/policy/personal-change.ts';
import {
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  paperOf,
  type ActOf,
  type Judged,
  type PersonalDesk,
  type PersonalDraft,
} from './state.ts';

interface Told {
  readonly code: string;
  readonly clause: string;
  readonly text: string;
  readonly remedy: string;
}

/** 不予变更: every reason by name, with what is wrong with the document. */
export function refuse(work: Judged): PersonalDraft {
  const { decision, prepared } = work;
  const reasons = decision.reasons.map((code) => told(code, prepared.facts.document?.problems));
  return {
    ...refused(work, reasons),
    step: 'refuse',
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      { kind: 'personal-change-refused', public: { codes: decision.reasons } },
    ],
  };
}

function told(
  code: PersonalChangeReason,
  problems: readonly (keyof typeof DOCUMENT_PROBLEMS)[] = [],
): Told {
  const { text, remedy, clause } = PERSONAL_CHANGE_REASONS[code];
  const found = code === 'personal-document-invalid' ? problems : [];
  const more = found.map((problem) => DOCUMENT_PROBLEMS[problem].text).join('');
  return { code, clause, text: text + more, remedy };
}

/** Another change of the person came a moment before. */
export function refusedForOther(work: Judged): PersonalDraft {
  const { decision } = work;
  return refuse({
    ...work,
    decision: { ...decision, outcome: 'refused', reasons: ['personal-change-in-flight'] },
  });
}

/** 复核不同意: in the reviewer's words. */
export function declined(work: Judged, reason: string): PersonalDraft {
  return {
    ...refused(work, [
      {
        ...{ code: 'personal-change-declined', clause: 'liaoning-11', text: reason },
        remedy: '备齐材料、消除所列情况后可以再次申请。',
      },
    ]),
    step: 'decline',
    events: [{ kind: 'personal-change-declined', content: { reason } }],
  };
}

function refused({ application, notes }: Judged, reasons: readonly Told[]) {
  return {
    ...CLEAN,
    notes,
    stage: {
      at: 'refused',
      detail: { reasons: reasons.map(({ code, clause }) => ({ code, clause })) },
    },
    documents: [
      {
        kind: 'personal-change-refused',
        params: { ...paperOf({ application, notes }), reasons },
        // Nobody writes to the number of the dead.
        ...(!reasons.some(({ code }) => code === 'personal-deceased') && {
          notify: 'sms' as const,
        }),
      },
    ],
    outcome: 'refused',
  } as const;
}

/** Nothing came in time, or the person took it back: everything is as before. */
export function ended(
  desk: PersonalDesk,
  why: 'withdrawn' | 'not-supplied',
  reason?: string,
): PersonalDraft {
  const notes = desk.notes();
  const isTakenBack = why === 'withdrawn';
  return {
    ...CLEAN,
    step: why,
    notes,
    events: [
      isTakenBack
        ? { kind: 'withdrawn', content: { reason } }
        : { kind: 'personal-change-lapsed', public: { why } },
    ],
    stage: { at: isTakenBack ? 'withdrawn' : 'lapsed', detail: {} },
    documents: [
      {
        kind: 'personal-change-ended',
        params: { ...paperOf({ application: applicationOf(desk), notes }), why },
        notify: 'sms',
      },
    ],
    outcome: why,
  };
}

/** 扣款授权已处理: what the bank and the person have done about it, in the clerk's words. */
export function mandateSettled(
  desk: PersonalDesk,
  { content }: ActOf<'settle-mandate'>,
): PersonalDraft {
  return {
    ...CLEAN,
    step: 'settle-mandate',
    notes: desk.notes(),
    events: [{ kind: 'personal-mandate-settled', content: { reason: content.reason } }],
    stage: { at: 'changed', detail: {} },
    outcome: 'changed',
  };
}
