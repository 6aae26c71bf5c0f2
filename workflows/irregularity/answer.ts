/** An irregularity from its finding to its end: examined by one supervisor, confirmed by another. */
import type { Submission } from '../../src/cases/messages.ts';
import { sentBack } from '../../src/cases/returns.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { IrregularityApplication } from '../../src/forms/irregularity.ts';
import { steadily } from '../engine/commit.ts';
import { refusedAct } from '../engine/desk.ts';
import {
  CLEAN,
  CONFIRM_DAYS,
  EXAMINE_DAYS,
  stands,
  type ActOf,
  type Answer,
  type IrregularityDesk,
  type IrregularityDraft,
  type IrregularityNotes,
} from './state.ts';

/** First step, in the name of the sweep. @throws ApplicationFailure */
export async function begin(
  desk: IrregularityDesk,
  { content }: Submission<IrregularityApplication>,
): Promise<IrregularityDraft> {
  const { caseId } = desk;
  const found = await steadily(({ prepareIrregularity }) => prepareIrregularity({ caseId }));
  const { account, aboutCase, invariant, evidence } = found;
  const notes: IrregularityNotes = { found, answer: null };
  const link =
    aboutCase === null ? {} : { links: [{ kind: 'irregularity-of', other: aboutCase }] as const };
  return {
    ...toExamine(notes),
    ...link,
    step: 'begin',
    subject: account === null ? { case: aboutCase ?? '' } : { account },
    events: [
      { kind: 'irregularity-found', public: { invariant, evidence }, content: { ...content } },
    ],
    effects: [{ name: 'begin-irregularity', params: {} }],
  };
}

function toExamine(notes: IrregularityNotes) {
  const { invariant } = notes.found;
  return {
    notes,
    stage: { at: 'to examine', detail: { invariant } },
    waits: { close: 'all', open: [waitFor('irregularity', null, { invariant })] },
    tasks: {
      close: 'all',
      open: [{ kind: 'examine-irregularity', role: 'supervisor', workingDays: EXAMINE_DAYS }],
    },
  } as const;
}

/** What one supervisor found out or put right. */
export function answered(
  desk: IrregularityDesk,
  answer: Answer,
  { content, by }: ActOf<'explain'>,
): IrregularityDraft {
  const { found } = desk.notes();
  const { invariant } = found;
  const { reason, file } = content;
  return {
    step: answer,
    notes: { found, answer, told: reason },
    parties: { proposer: by.id },
    events: [{ kind: 'irregularity-answered', public: { invariant, answer }, content: { reason } }],
    stage: { at: 'to confirm', detail: { invariant, answer } },
    ...(file !== undefined && { effects: [{ name: 'prove-irregularity', params: { file } }] }),
    waits: { close: 'all', open: [waitFor('irregularity-confirm', null, { invariant })] },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'confirm-irregularity',
          role: 'supervisor',
          workingDays: CONFIRM_DAYS,
          notBy: [by.id],
        },
      ],
    },
  };
}

/** What is said to be put right must be gone from the books. @throws ApplicationFailure */
export async function confirm(
  desk: IrregularityDesk,
  { content, by }: ActOf<'confirm'>,
): Promise<IrregularityDraft> {
  const { answer } = desk.notes();
  if (answer === null) throw new Error('there is nothing to confirm');
  if (answer === 'mended' && (await stands(desk))) {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '对照账目，该项异常仍然存在，不能按已经更正办结。请退回，更正后再办。',
      restsOn: 'liaoning-5',
    });
  }
  return { ...ended(desk, answer, { ...content }), parties: { decider: by.id } };
}

export function returned(desk: IrregularityDesk, { content }: ActOf<'return'>): IrregularityDraft {
  const { found } = desk.notes();
  const { public: coded, ...words } = sentBack(content);
  return {
    ...toExamine({ found, answer: null }),
    step: 'return',
    events: [
      {
        kind: 'irregularity-returned',
        public: { invariant: found.invariant, ...coded },
        ...words,
      },
    ],
  };
}

/** Gone from the books: it ends by itself. Null: it stands. */
export async function goneOrNull(desk: IrregularityDesk): Promise<IrregularityDraft | null> {
  return (await stands(desk)) ? null : ended(desk, 'gone', null);
}

/** 立即复查. @throws ApplicationFailure when it stands: nothing is written */
export async function recheck(desk: IrregularityDesk): Promise<IrregularityDraft> {
  const gone = await goneOrNull(desk);
  if (gone) return gone;
  throw refusedAct({
    code: 'action-not-permitted',
    detail: '经复查，该项异常仍然存在，须继续核查。',
    restsOn: 'liaoning-5',
  });
}

function ended(
  desk: IrregularityDesk,
  outcome: 'gone' | Answer,
  content: Readonly<Record<string, unknown>> | null,
): IrregularityDraft {
  const notes = desk.notes();
  const { invariant } = notes.found;
  return {
    ...CLEAN,
    step: outcome,
    notes,
    events: [
      {
        kind: 'irregularity-ended',
        public: { invariant, outcome },
        ...(content !== null && { content }),
      },
    ],
    stage: { at: outcome, detail: { invariant } },
    effects: [{ name: 'end-irregularity', params: { outcome } }],
    documents: [resultPaper(notes, outcome, content)],
    outcome,
  };
}

/** 异常核查结果单, for the file. */
function resultPaper(
  { found, told }: IrregularityNotes,
  outcome: 'gone' | Answer,
  content: Readonly<Record<string, unknown>> | null,
) {
  const { invariant, evidence } = found;
  const params = {
    ...{ invariant, evidence, outcome },
    answer: outcome === 'gone' ? '' : (told ?? ''),
    confirmation: typeof content?.['reason'] === 'string' ? content['reason'] : '',
  };
  return { kind: 'irregularity-result', params } as const;
}
