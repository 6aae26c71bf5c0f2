/**
 * What has just changed, from PostgreSQL's LISTEN/NOTIFY: one connection per process, made again
 * when it breaks. A notification carries ids only; whoever listens reads what it may see.
 */
import type pg from 'pg';
import type { Logger } from 'pino';

export interface CaseNews {
  readonly kind: 'case';
  readonly id: string;
  readonly version: number;
  readonly center: string;
  readonly branch: string;
}

export interface TaskNews {
  readonly kind: 'task';
  readonly id: string;
  readonly case: string | null;
  readonly center: string;
  readonly branch: string | null;
  readonly role: string;
}

/** Somebody opened a case or left it. */
export interface PresenceNews {
  readonly kind: 'presence';
  readonly case: string;
}

/** After a lost connection nobody knows what was missed: everybody reads again. */
export interface GapNews {
  readonly kind: 'gap';
}

/** The process stops: streams end, and their clients come back to another one. */
export interface EndNews {
  readonly kind: 'end';
}

export type News = CaseNews | TaskNews | PresenceNews | GapNews | EndNews;
type Listener = (news: News) => void;

export interface Feed {
  /** @returns a function that ends the subscription */
  subscribe: (listener: Listener) => () => void;
  connected: () => boolean;
  close: () => Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const PAUSE_MAX_MS = 10_000;

/** @param connect makes a new, not yet connected client of the API's role */
export function createFeed(connect: () => pg.Client, log: Logger): Feed {
  const listeners = new Set<Listener>();
  let client: pg.Client | null = null;
  let closed = false;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;

  const tell = (news: News): void => {
    for (const listener of listeners) listener(news);
  };

  const lost = (fresh: pg.Client): void => {
    if (closed || client !== fresh) return;
    client = null;
    log.warn({ event: 'feed-lost', retryMs: pauseMs });
    timer = setTimeout(open, pauseMs);
    pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
  };

  function open(): void {
    const fresh = connect();
    client = fresh;
    fresh.on('notification', ({ channel, payload }) => {
      const news = newsIn(channel, payload ?? '');
      if (news) tell(news);
    });
    fresh.on('error', () => {
      lost(fresh);
    });
    fresh.on('end', () => {
      lost(fresh);
    });
    fresh
      .connect()
      .then(() => fresh.query('listen anju_case'))
      .then(() => fresh.query('listen anju_task'))
      .then(() => fresh.query('listen anju_presence'))
      .then(() => {
        pauseMs = FIRST_PAUSE_MS;
        tell({ kind: 'gap' });
      })
      .catch(() => {
        lost(fresh);
        fresh.end().catch(() => undefined);
      });
  }

  open();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    connected: () => client !== null,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      tell({ kind: 'end' });
      listeners.clear();
      await client?.end().catch(() => undefined);
    },
  };
}

/** Notifications of another shape than agreed are passed over. */
export function newsIn(channel: string, payload: string): News | null {
  const told = record(payload);
  const { id, version, center, branch, role, case: caseId } = told;
  if (channel === 'anju_presence') {
    return typeof caseId === 'string' ? { kind: 'presence', case: caseId } : null;
  }
  if (typeof id !== 'string' || typeof center !== 'string') return null;
  if (channel === 'anju_case' && typeof version === 'number' && typeof branch === 'string') {
    return { kind: 'case', id, version, center, branch };
  }
  if (channel === 'anju_task' && typeof role === 'string') {
    const ofBranch = typeof branch === 'string' ? branch : null;
    const ofCase = typeof caseId === 'string' ? caseId : null;
    return { kind: 'task', id, case: ofCase, center, branch: ofBranch, role };
  }
  return null;
}

function record(payload: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
