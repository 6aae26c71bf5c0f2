/** A stream of server-sent events as a test follows it. */
import type { World } from './index.ts';

export interface Stream {
  readonly status: number;
  readonly type: string | null;
  /** Waits for the next event that fits. */
  readonly next: (fits: (event: Event_) => boolean) => Promise<Event_>;
  readonly ended: Promise<void>;
  readonly beats: () => number;
  readonly close: () => void;
}
interface Event_ {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: unknown;
}

/** Opens a stream as somebody with a token. */
export async function openStream(
  place: Pick<World, 'base' | 'authorization'>,
  staff: string,
  path: string,
  lastEventId?: string,
): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${place.base}/api/v1${path}`, {
    signal: abort.signal,
    headers: {
      authorization: place.authorization(staff),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  const events: Event_[] = [];
  const waiting: (() => void)[] = [];
  let beats = 0;
  const wake = () => {
    for (const one of waiting.splice(0)) one();
  };
  const ended = (async () => {
    let text = '';
    try {
      for await (const part of response.body ?? []) {
        text += Buffer.from(part as Uint8Array).toString('utf8');
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          if (block.startsWith(':')) beats += 1;
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
          const data = field('data');
          if (data !== undefined) {
            events.push({ id: field('id'), event: field('event'), data: JSON.parse(data) });
          }
        }
        wake();
      }
    } catch {
      // Closed by ourselves.
    }
    wake();
  })();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    ended,
    beats: () => beats,
    close: () => {
      abort.abort();
    },
    next: async (fits) => {
      for (;;) {
        const at = events.findIndex(fits);
        if (at >= 0) return events.splice(0, at + 1).at(-1)!;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
