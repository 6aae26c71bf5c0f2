/**
 * Service of a paper (送达): nothing runs before it has reached the person.
 *
 * By the ways of the center in their order: a message of the app, a text message, a letter. One that failed is
 * followed by the next by itself, at once where the person is not registered in the app; after the last it
 * is somebody's to see to: handed over, or made public.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { ANNOUNCEMENT_DAYS, servedByAnnouncement } from '../../src/policy/breach-cure.ts';
import { wayAfter, type ServiceWay } from '../../src/policy/service-order.ts';
import { endOf, mustLie } from './days.ts';
import type { Desk, Draft } from './desk.ts';

/** By which way a paper goes now; `none`: every way failed, somebody has to see to it. */
export type Way = ServiceWay | 'none';

export interface ServiceNotes {
  /** When the paper was issued first. */
  readonly noticedOn: PlainDate;
  readonly way: Way;
  /** In their order, as of the day it began; left out: a text message, then a letter. */
  readonly ways?: readonly ServiceWay[] | undefined;
  /** Made public: the day on which it counts as served. */
  readonly announcedTo: PlainDate | null;
}

export interface Served {
  readonly on: PlainDate;
  readonly way: string;
  readonly file?: string | undefined;
  readonly reason?: string;
}

/** The paper whose way is followed, and what its arrival leads to. */
export interface Service<Notes extends ServiceNotes> {
  readonly desk: Pick<
    Desk<string, string, Notes>,
    'notes' | 'today' | 'version' | 'advance' | 'changed'
  >;
  /** What the service of notices told of the paper issued last; null: nothing yet. */
  readonly delivery: () => Promise<{
    readonly state: 'delivered' | 'failed';
    readonly way: string;
    /** Why it failed: `not-registered` in the app, or as the service of notices says. */
    readonly code?: string | null;
    readonly on: PlainDate;
  } | null>;
  readonly paper: (way: ServiceWay) => NonNullable<Draft<Notes>['documents']>[number];
  readonly served: (by: Served) => Draft<Notes> | Promise<Draft<Notes>>;
  /** The event that says the paper was made public. */
  readonly announced: string;
}

const SERVING_DAYS = 3;

/** Waits until the paper has arrived, by whatever way. */
export async function awaitServiceOf<Notes extends ServiceNotes>(
  service: Service<Notes>,
): Promise<void> {
  const { desk } = service;
  const seen = desk.version();
  if (await desk.advance(() => heardOf(service), seen)) return;
  const { announcedTo } = desk.notes();
  const until = announcedTo === null ? null : endOf(announcedTo);
  if (await desk.changed(seen, until)) return;
  if (announcedTo === null) return;
  await desk.advance(() => service.served({ on: announcedTo, way: 'announcement' }), seen);
}

/** What the service of notices told meanwhile; null: nothing new. */
export async function heardOf<Notes extends ServiceNotes>(
  service: Service<Notes>,
): Promise<Draft<Notes> | null> {
  const delivery = await service.delivery();
  if (delivery === null) return null;
  if (delivery.state === 'delivered') {
    return service.served({ on: delivery.on, way: delivery.way });
  }
  return service.desk.notes().way === 'none' ? null : failed(service, delivery);
}

/** The way with which it begins. */
export function firstWay({ ways }: Pick<ServiceNotes, 'ways'>): ServiceWay {
  return ways?.[0] ?? 'sms';
}

/** What began before there was an order is followed by a letter. */
function nextWay({ ways }: ServiceNotes, way: string): ServiceWay | null {
  if (ways !== undefined) return wayAfter(ways, way);
  return way === 'letter' ? null : 'letter';
}

/** What did not arrive is followed by the next way; after the last a person sees to it. */
function failed<Notes extends ServiceNotes>(
  service: Service<Notes>,
  { way, code }: { readonly way: string; readonly code?: string | null },
): Draft<Notes> {
  const notes = service.desk.notes();
  const next = nextWay(notes, way);
  const event = { kind: 'service-failed', public: { way, next, ...(code && { code }) } };
  if (next !== null) {
    const paper = service.paper(next);
    const step = `by-${next}`;
    return { step, notes: { ...notes, way: next }, events: [event], documents: [paper] };
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

/** 登记送达: handed over or proved by a paper. */
export function recordedDelivery<Notes extends ServiceNotes>(
  { desk, served }: Service<Notes>,
  {
    servedOn,
    way,
    file,
    reason,
  }: {
    readonly servedOn: string;
    readonly way: string;
    readonly file: string;
    readonly reason: string;
  },
): Draft<Notes> | Promise<Draft<Notes>> {
  const on = plainDate(servedOn);
  const { noticedOn } = desk.notes();
  mustLie(on, {
    ...{ from: noticedOn, to: desk.today(), field: 'servedOn' },
    detail: '送达日期须在文书出具之日至今天之间。',
  });
  return served({ on, way, file, reason });
}

/** 公告送达: counts as served so many days after it was made public. */
export function announcedPaper<Notes extends ServiceNotes>(
  { desk, announced }: Service<Notes>,
  content: {
    readonly publishedOn: string;
    readonly publishedIn: string;
    readonly file: string;
    readonly reason: string;
  },
): Draft<Notes> {
  const notes = desk.notes();
  const publishedOn = plainDate(content.publishedOn);
  mustLie(publishedOn, {
    ...{ from: notes.noticedOn, to: desk.today(), field: 'publishedOn' },
    detail: '公告日期须在文书出具之日至今天之间。',
  });
  const to = servedByAnnouncement(publishedOn);
  const { file, reason, publishedIn } = content;
  return {
    step: 'announce',
    notes: { ...notes, announcedTo: to, way: 'none' },
    events: [
      {
        kind: announced,
        public: { publishedOn, until: to, days: ANNOUNCEMENT_DAYS },
        content: { reason, publishedIn },
      },
    ],
    effects: [{ name: 'attach-files', params: { files: [file] } }],
    waits: { close: 'all', open: [waitFor('announcement', endOf(to))] },
    tasks: { close: 'all' },
  };
}

/** 再次送达: the paper again, by the way that was chosen. */
export function servedAgain<Notes extends ServiceNotes>(
  { desk, paper }: Service<Notes>,
  { by: way, reason }: { readonly by: ServiceWay; readonly reason: string },
): Draft<Notes> {
  return {
    step: 'serve-again',
    notes: { ...desk.notes(), way, announcedTo: null },
    events: [{ kind: 'served-again', public: { way }, content: { reason } }],
    documents: [paper(way)],
    waits: { close: 'all', open: [waitFor('service', null)] },
    tasks: { close: 'all' },
  };
}
