/**
 * Service of a paper (送达): nothing runs before it has reached the person.
 *
 * By message first; one that failed is followed by a letter by itself, a letter that failed is
 * somebody's to see to: handed over, or made public.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { ANNOUNCEMENT_DAYS, servedByAnnouncement } from '../../src/policy/breach-cure.ts';
import { steadily } from '../engine/commit.ts';
import { afterTermination, decisionPaper } from './decision.ts';
import { noticePaper } from './notice.ts';
import {
  CLEAN,
  endOf,
  lookAt,
  mustLie,
  paperAt,
  type ActOf,
  type BreachDesk,
  type BreachDraft,
} from './state.ts';

const SERVING_DAYS = 3;

interface Served {
  readonly on: PlainDate;
  readonly way: string;
  readonly file?: string | undefined;
  readonly reason?: string;
}

/** Waits until the paper has arrived, by whatever way. */
export async function awaitService(desk: BreachDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.advance(() => heard(desk), seen)) return;
  const { announcedTo } = desk.notes();
  const until = announcedTo === null ? null : endOf(announcedTo);
  if (await desk.changed(seen, until)) return;
  if (announcedTo === null) return;
  await desk.advance(() => served(desk, { on: announcedTo, way: 'announcement' }), seen);
}

/** What the service of notices told meanwhile; null: nothing new. */
export async function heard(desk: BreachDesk): Promise<BreachDraft | null> {
  const { delivery } = await lookAt(desk);
  if (delivery === null) return null;
  if (delivery.state === 'delivered') {
    return served(desk, { on: delivery.on, way: delivery.way });
  }
  return desk.notes().way === 'none' ? null : failed(desk, delivery.way);
}

/** A message that did not arrive is followed by a letter; after that a person sees to it. */
function failed(desk: BreachDesk, way: string): BreachDraft {
  const notes = desk.notes();
  const event = { kind: 'service-failed', public: { way } };
  if (way !== 'letter') {
    const next = { ...notes, way: 'letter' } as const;
    const paper = paperOf(desk, 'letter');
    return { step: 'by-letter', notes: next, events: [event], documents: [paper] };
  }
  const task = { kind: 'serve-notice', role: 'clerk', workingDays: SERVING_DAYS } as const;
  return {
    step: 'undelivered',
    notes: { ...notes, way: 'none' },
    events: [event],
    waits: { close: 'all', open: [waitFor('service-by-hand', null)] },
    tasks: { close: 'all', open: [task] },
  };
}

function paperOf(desk: BreachDesk, way: 'sms' | 'app' | 'letter') {
  const notes = desk.notes();
  return paperAt(desk.stage()) === 'breach-notice'
    ? noticePaper(notes, way)
    : decisionPaper(desk, way);
}

/** From the day after it the cure period runs; the decision to terminate is in force. */
async function served(desk: BreachDesk, by: Served): Promise<BreachDraft> {
  if (desk.stage() === 'serving decision') return afterTermination(desk, by);
  const notes = desk.notes();
  const { on, way, file, reason } = by;
  const days = notes.found.cureDays;
  const cureUntil = await steadily(({ cureEnds }) => cureEnds({ servedOn: on, days }));
  const params = { on, way, cureUntil, file };
  const content = reason === undefined ? {} : { content: { reason } };
  return {
    ...CLEAN,
    step: 'served',
    notes: { ...notes, servedOn: on, cureUntil, announcedTo: null },
    events: [{ kind: 'breach-served', public: { on, way, until: cureUntil }, ...content }],
    stage: { at: 'curing', detail: { fact: notes.fact, servedOn: on, until: cureUntil } },
    effects: [{ name: 'record-service', params }],
    waits: {
      close: 'all',
      open: [waitFor('cure', endOf(cureUntil), { fact: notes.fact })],
    },
  };
}

/** 登记送达: handed over or proved by a paper. */
export function recordDelivery(
  desk: BreachDesk,
  { content }: ActOf<'record-delivery'>,
): Promise<BreachDraft> {
  const on = plainDate(content.servedOn);
  const { noticedOn } = desk.notes();
  mustLie(on, {
    ...{ from: noticedOn, to: desk.today(), field: 'servedOn' },
    detail: '送达日期须在文书出具之日至今天之间。',
  });
  const { way, file, reason } = content;
  return served(desk, { on, way, file, reason });
}

/** 公告送达: counts as served so many days after it was made public. */
export function announce(desk: BreachDesk, { content }: ActOf<'announce'>): BreachDraft {
  const notes = desk.notes();
  const publishedOn = plainDate(content.publishedOn);
  mustLie(publishedOn, {
    ...{ from: notes.noticedOn, to: desk.today(), field: 'publishedOn' },
    detail: '公告日期须在文书出具之日至今天之间。',
  });
  const to = servedByAnnouncement(publishedOn);
  const { file, reason, publishedIn } = content;
  return {
    ...CLEAN,
    step: 'announce',
    notes: { ...notes, announcedTo: to, way: 'none' },
    events: [
      {
        kind: 'breach-announced',
        public: { publishedOn, until: to, days: ANNOUNCEMENT_DAYS },
        content: { reason, publishedIn },
      },
    ],
    effects: [{ name: 'attach-files', params: { files: [file] } }],
    waits: { close: 'all', open: [waitFor('announcement', endOf(to))] },
  };
}

/** 再次送达: the paper again, by the way that was chosen. */
export function serveAgain(desk: BreachDesk, { content }: ActOf<'serve-again'>): BreachDraft {
  const notes = desk.notes();
  const { by: way, reason } = content;
  return {
    step: 'serve-again',
    notes: { ...notes, way, announcedTo: null },
    events: [{ kind: 'served-again', public: { way }, content: { reason } }],
    documents: [paperOf(desk, way)],
    waits: { close: 'all', open: [waitFor('service', null)] },
    tasks: { close: 'all' },
  };
}
