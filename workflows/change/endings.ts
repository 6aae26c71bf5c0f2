/** How a change of the contribution ends without being in force: refused, lapsed, taken back. */
import type { EventSpec } from '../../src/cases/change.ts';
import { changeReasonText, changeRemedy } from '../../src/cases/wording-changes.ts';
import {
  CLEAN,
  decidedEvent,
  recordOf,
  type ChangeDesk,
  type ChangeDraft,
  type Judged,
} from './state.ts';

interface Ending {
  readonly stage: 'lapsed' | 'withdrawn';
  readonly event: EventSpec;
  readonly params: { readonly why: string; readonly until: string };
}

/** The paper is void, a card that waits is dropped, the person is told. */
export function endedChange(desk: ChangeDesk, { stage, event, params }: Ending): ChangeDraft {
  const notes = desk.notes();
  const state = stage === 'lapsed' ? 'lapsed' : 'void';
  return {
    ...CLEAN,
    step: event.kind,
    notes,
    events: [event],
    stage: { at: stage },
    effects: [{ name: 'end-change', params: { state } }],
    documents: [
      { kind: 'change-ended', params: { ...params, changes: notes.changes }, notify: 'sms' },
    ],
    claim: 'release',
    outcome: params.why,
  };
}

/** 不予变更: what was lawful when it was asked for is no longer so. */
export function refusedNow({ desk, decision }: Judged): ChangeDraft {
  const notes = desk.notes();
  const { reasons } = decision;
  const params = { reasons, changes: notes.changes };
  return {
    ...CLEAN,
    step: 'refuse',
    notes,
    decisions: [recordOf(decision)],
    events: [
      decidedEvent(decision),
      {
        kind: 'change-not-possible',
        public: { codes: reasons.map(({ code }) => code) },
      },
    ],
    stage: {
      at: 'refused',
      detail: { reasons: reasons.map(({ code, clause }) => ({ code, clause })) },
    },
    effects: [{ name: 'end-change', params: { state: 'void' } }],
    documents: [{ kind: 'change-refused', params, notify: 'sms' }],
    claim: 'release',
    outcome: 'refused',
    refusal: {
      code: 'change-refused',
      detail: `${reasons.map(changeReasonText).join('')}${reasons.map(changeRemedy).join('')}`,
      ...(reasons[0] && { restsOn: reasons[0].clause }),
    },
  };
}

/** 待签补充协议: lapses after its last day. */
export async function awaitChangeSignature(desk: ChangeDesk): Promise<void> {
  const seen = desk.version();
  const { signBy } = desk.notes();
  if (await desk.changed(seen, signBy.until)) return;
  await desk.advance(() => lapsed(desk, 'not-signed', signBy.last), seen);
}

/** Nothing came in time: the terms as they were go on, and it may be asked for anew. */
export function lapsed(
  desk: ChangeDesk,
  why: 'not-signed' | 'not-done',
  until: string,
): ChangeDraft {
  return endedChange(desk, {
    stage: 'lapsed',
    event: { kind: 'change-lapsed', public: { until, why } },
    params: { why, until },
  });
}
