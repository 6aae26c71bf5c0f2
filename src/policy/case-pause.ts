/** 暂缓办理: until when a case may be put aside. Deadlines go on; nothing of the law is suspended by it. */
import { addDays, type PlainDate } from '../domain/calendar.ts';
import type { ClauseKey } from './clauses.ts';

export interface PauseFacts {
  /** Today. */
  readonly on: PlainDate;
  /** The last day on which it is to be aside. */
  readonly until: PlainDate;
  /** 法定期限 of the case; null: it has none yet. */
  readonly dueOn: PlainDate | null;
}

export interface PauseRefusal {
  readonly code: 'not-ahead' | 'due-over' | 'past-due' | 'too-far';
  readonly text: string;
  readonly remedy: string;
  /** null: no clause of the law, but what the word means. */
  readonly clause: ClauseKey | null;
}

/** Decision within three days of acceptance: the one clause from which a case has a statutory last day. */
export const PAUSE_CLAUSE: ClauseKey = 'regulation-25';

/** Where no clause sets a day: what is to stand longer is not 暂缓. */
export const PAUSE_DAYS_MAX = 365;

/** The last day that is possible today; null: none is. */
export function latestPause({ on, dueOn }: Omit<PauseFacts, 'until'>): PlainDate | null {
  const far = addDays(on, PAUSE_DAYS_MAX);
  const latest = dueOn === null || far < dueOn ? far : dueOn;
  return latest > on ? latest : null;
}

/** Why the case is not put aside until that day; null: it may be. */
export function refusePause({ on, until, dueOn }: PauseFacts): PauseRefusal | null {
  if (dueOn !== null && dueOn <= on) {
    return {
      code: 'due-over',
      text: `本业务的法定期限（${dueOn}）是今天或者已经过去，不能暂缓。`,
      remedy: '请在法定期限内作出决定；已经超过的，请主管处理。',
      clause: PAUSE_CLAUSE,
    };
  }
  if (until <= on) {
    return {
      code: 'not-ahead',
      text: '暂缓的最后一日须在今天以后。',
      remedy: '请填写明天或者以后的日期。',
      clause: null,
    };
  }
  if (dueOn !== null && until > dueOn) {
    return {
      code: 'past-due',
      text: `暂缓不能超过本业务的法定期限（${dueOn}）。`,
      remedy: `请填写不晚于${dueOn}的日期；暂缓不停止法定期限。`,
      clause: PAUSE_CLAUSE,
    };
  }
  if (until > addDays(on, PAUSE_DAYS_MAX)) {
    return {
      code: 'too-far',
      text: '暂缓的最后一日在一年以后。',
      remedy: '请填写一年以内的日期；到期仍需暂缓的，再次办理。',
      clause: null,
    };
  }
  return null;
}
