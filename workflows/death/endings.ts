/** How a payment after a death ends without one: refused, declined, taken back. */
import { patched } from '@temporalio/workflow';
import { DEATH_REASONS } from '../../src/policy/death-payout.ts';
import {
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  paperOf,
  type DeathDesk,
  type DeathDraft,
  type Judged,
} from './state.ts';

interface Told {
  readonly code: string;
  readonly clause: string;
  readonly text: string;
  readonly remedy: string;
}

/**
 * 不准提取: every reason by name. An heir who is not who he or she is said to be has proved nothing: the
 * agreement goes on.
 */
export function refuse(work: Judged): DeathDraft {
  const { decision, notes } = work;
  const proves = notes.reviewed || !decision.reasons.includes('death-heir-identity');
  const resumes = !proves && patched('unproved-death-resumes');
  const reasons = decision.reasons.map((code) => ({ code, ...DEATH_REASONS[code] }));
  return {
    ...refused(work, reasons),
    step: 'refuse',
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'death-refused', public: { codes: decision.reasons } }],
    ...(resumes && { effects: [{ name: 'resume-after-death-case', params: {} }] }),
  };
}

/** 复核不同意: in the reviewer's words; the agreement goes on, because the death is not proved. */
export function declined(work: Judged, reason: string): DeathDraft {
  return {
    ...refused(work, [
      {
        ...{ code: 'withdrawal-declined', clause: 'regulation-25', text: reason },
        remedy: '备齐材料、消除所列情况后可以再次申请。',
      },
    ]),
    step: 'decline',
    events: [{ kind: 'death-declined', content: { reason } }],
    effects: [{ name: 'resume-after-death-case', params: {} }],
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
    documents: [{ kind: 'death-refused', params: { ...paperOf({ application, notes }), reasons } }],
    claim: 'release',
    outcome: 'refused',
  } as const;
}

/** 撤回: everything is as before. */
export function withdrawn(desk: DeathDesk, reason: string): DeathDraft {
  const notes = desk.notes();
  return {
    ...CLEAN,
    step: 'withdraw',
    notes,
    events: [{ kind: 'withdrawn', content: { reason } }],
    stage: { at: 'withdrawn', detail: {} },
    effects: [{ name: 'resume-after-death-case', params: {} }],
    documents: [
      { kind: 'death-ended', params: paperOf({ application: applicationOf(desk), notes }) },
    ],
    claim: 'release',
    outcome: 'withdrawn',
  };
}
