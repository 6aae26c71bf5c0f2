/** The cure period (整改期) and the objection (异议): what ends the case before any measure. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { BREACH_KINDS } from '../../src/policy/breach-kinds.ts';
import { endOf, mustLie } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { CLEAN, lookAt, type ActOf, type BreachDesk, type BreachDraft } from './state.ts';

const OBJECTION_DAYS = 5;
const PROPOSAL_DAYS = 5;

/** Until the last day is over, or contributions are found to go on. */
export async function awaitCure(desk: BreachDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.advance(() => resumed(desk), seen)) return;
  const { cureUntil } = desk.notes();
  if (cureUntil === null) throw new Error('the cure period has no end');
  if (await desk.changed(seen, endOf(cureUntil))) return;
  await desk.advance(async () => (await resumed(desk)) ?? expired(desk), seen);
}

/** Found in the books: contributions were taken up again in time. Also after the last day, by value date. */
export async function resumed(desk: BreachDesk): Promise<BreachDraft | null> {
  const { resumedOn } = await lookAt(desk);
  return resumedOn === null ? null : cured(desk, resumedOn, { kind: 'cure-found' });
}

/** By value date: what the bank tells later still counts. */
export async function awaitLateCure(desk: BreachDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.advance(() => resumed(desk), seen)) return;
  await desk.changed(seen, null);
}

function cured(
  desk: BreachDesk,
  on: PlainDate,
  event: { readonly kind: string; readonly content?: Readonly<Record<string, unknown>> },
): BreachDraft {
  const notes = desk.notes();
  return {
    ...CLEAN,
    step: 'cured',
    notes,
    events: [{ ...event, public: { on } }],
    stage: { at: 'cured', detail: { fact: notes.fact, curedOn: on } },
    effects: [{ name: 'end-breach', params: { outcome: 'cured' } }],
    documents: [closedPaper(desk, 'cured', '')],
    outcome: 'cured',
  };
}

/** Why a case ends or a measure is lifted, on paper. */
export function closedPaper(desk: BreachDesk, how: string, reason: string) {
  const { fact, found } = desk.notes();
  const params = { fact, last4: found.last4, how, reason };
  return { kind: 'breach-closed', params, notify: 'sms' } as const;
}

/** 登记整改: the fact was removed in time, as a paper shows. */
export function recordCure(desk: BreachDesk, { content }: ActOf<'record-cure'>): BreachDraft {
  const { fact, noticedOn, cureUntil } = desk.notes();
  if (BREACH_KINDS[fact].cure === null) {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '该情形的限制期由法律规定，不因退回款项而免除，不能登记整改。',
      restsOn: 'regulation-41',
    });
  }
  if (fact === 'missed-contributions') {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '恢复缴存由系统从缴存记录中认定，无须登记；款项到账后自动办结。',
      restsOn: 'liaoning-2',
    });
  }
  const on = plainDate(content.curedOn);
  const today = desk.today();
  const to = cureUntil !== null && cureUntil < today ? cureUntil : today;
  const detail = '整改日期须在告知书出具之日至整改期限的最后一日之间，且不晚于今天。';
  mustLie(on, { from: noticedOn, to, field: 'curedOn', detail });
  const { reason, file } = content;
  const draft = cured(desk, on, { kind: 'cure-recorded', content: { reason } });
  const files = { name: 'attach-files', params: { files: [file] } };
  return { ...draft, step: 'record-cure', effects: [files, ...(draft.effects ?? [])] };
}

/** The last day is over: somebody says what is to be done. */
function expired(desk: BreachDesk): BreachDraft {
  const { cureUntil } = desk.notes();
  return {
    ...toPropose(desk),
    step: 'expired',
    events: [{ kind: 'cure-expired', public: { until: cureUntil } }],
  };
}

export function toPropose(desk: BreachDesk): BreachDraft {
  const notes = desk.notes();
  return {
    step: 'to-propose',
    notes,
    events: [],
    stage: { at: 'to propose', detail: { fact: notes.fact } },
    waits: { close: 'all', open: [waitFor('proposal', null)] },
    tasks: {
      close: 'all',
      open: [{ kind: 'propose-measures', role: 'clerk', workingDays: PROPOSAL_DAYS }],
    },
  };
}

/** 登记异议: within the cure period, by the day on which it was raised. */
export function object(desk: BreachDesk, { content }: ActOf<'object'>): BreachDraft {
  const notes = desk.notes();
  const { servedOn, cureUntil } = notes;
  if (servedOn === null || cureUntil === null) throw new Error('nothing was served');
  const on = plainDate(content.objectedOn);
  const today = desk.today();
  mustLie(on, {
    from: servedOn,
    to: cureUntil < today ? cureUntil : today,
    field: 'objectedOn',
    detail: '异议须在送达之日至整改期限的最后一日之间提出，且不晚于今天。',
  });
  const { reason, file } = content;
  return {
    step: 'object',
    notes: { ...notes, objectedOn: on },
    events: [{ kind: 'objection-made', public: { on }, content: { reason } }],
    stage: { at: 'objected', detail: { fact: notes.fact, objectedOn: on } },
    effects: [{ name: 'attach-files', params: { files: file === undefined ? [] : [file] } }],
    waits: { close: 'all', open: [waitFor('objection', null)] },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'answer-objection',
          role: 'reviewer',
          workingDays: OBJECTION_DAYS,
          notBy: desk.peopleWith('submitter', 'proposer'),
        },
      ],
    },
  };
}

/** 答复异议: upheld, there was no breach; else the cure period goes on where it stood. */
export function decideObjection(
  desk: BreachDesk,
  { content, by }: ActOf<'decide-objection'>,
): BreachDraft {
  const notes = desk.notes();
  const { upheld, reason } = content;
  const { objectedOn, cureUntil, fact, found } = notes;
  const params = { fact, last4: found.last4, objectedOn, upheld, reason, until: cureUntil };
  const common = {
    documents: [{ kind: 'objection-reply', params, notify: 'sms' }],
    parties: { reviewer: by.id },
  } as const;
  if (upheld) {
    return {
      ...CLEAN,
      ...common,
      step: 'uphold',
      notes,
      events: [{ kind: 'objection-upheld', content: { reason } }],
      stage: { at: 'dismissed', detail: { fact } },
      effects: [{ name: 'end-breach', params: { outcome: 'dismissed' } }],
      outcome: 'dismissed',
    };
  }
  const rejected = { kind: 'objection-rejected', content: { reason } };
  const isOver = cureUntil !== null && desk.today() > cureUntil;
  if (isOver) return { ...toPropose(desk), ...common, step: 'reject', events: [rejected] };
  return {
    ...common,
    step: 'reject',
    notes,
    events: [rejected],
    stage: { at: 'curing', detail: { fact, until: cureUntil } },
    waits: {
      close: 'all',
      open: [waitFor('cure', cureUntil === null ? null : endOf(cureUntil), { fact })],
    },
    tasks: { close: 'all' },
  };
}
