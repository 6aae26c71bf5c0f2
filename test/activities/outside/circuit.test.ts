/** When a system is no longer asked, when it is asked again, and what the board shows of it. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Health } from '../../../activities/outside/health.ts';
import { type Attempt, type Limits } from '../../../activities/outside/http.ts';
import { createIdentityClient, type IdentityClient } from '../../../activities/outside/identity.ts';
import { createPace } from '../../../activities/outside/pace.ts';
import { plainDate } from '../../../src/domain/calendar.ts';
import { type Fault } from '../../../src/domain/fault.ts';
import { simulators } from '../../simulators/start.ts';

const suite = simulators();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await suite.control('DELETE', '/faults');
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Watched {
  readonly client: IdentityClient;
  readonly states: string[];
  readonly attempts: Attempt[];
  /** Asks once; 'answered', or the reason why not. */
  readonly ask: (timeoutMs?: number) => Promise<string>;
}

const REQUEST = {
  name: '宋玉',
  document: { type: 'resident-id', number: 'C1' },
  bornOn: plainDate('1990-01-01'),
  sex: 'M',
} as const;

function watch(limits: Partial<Limits> = {}, url = `${suite.url}/identity`): Watched {
  const states: string[] = [];
  const attempts: Attempt[] = [];
  const client = createIdentityClient({
    url,
    limits: { probeAfterMs: 60_000, probeAfterMaxMs: 60_000, ...limits },
    onHealth: ({ state }: Health) => states.push(state),
    onAttempt: (attempt) => attempts.push(attempt),
  });
  closing.push(client.close);
  return {
    client,
    states,
    attempts,
    ask: (timeoutMs = 5000) =>
      client.verify(REQUEST, { timeoutMs, key: randomUUID() }).then(
        () => 'answered',
        (error: unknown) => String((error as Fault & { members: Attempt }).members.reason),
      ),
  };
}

async function times(count: number, ask: () => Promise<string>): Promise<readonly string[]> {
  const outcomes = [];
  for (let i = 0; i < count; i += 1) outcomes.push(await ask());
  return outcomes;
}

/** Only the date moves: the breaker looks at it, the sockets do not. */
function tomorrow(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
}

describe('the circuit', () => {
  it('opens when most of the latest calls failed, and then asks nothing', async () => {
    const { ask, client, states } = watch();
    await suite.breakIt('identity', { kind: '5xx' });
    expect(await times(7, ask)).toEqual([
      ...Array<string>(5).fill('server-error'),
      'circuit-open',
      'circuit-open',
    ]);
    expect(client.health()).toMatchObject({
      system: 'identity',
      state: 'open',
      lastError: 'server-error',
      heldBack: 0,
    });
    expect(states).toEqual(['slow', 'open']);
  });

  it('asks once after a while, and closes when that is answered', async () => {
    const { ask, client, states } = watch();
    await suite.breakIt('identity', { kind: 'down', times: 5 });
    await times(5, ask);
    expect(await ask()).toBe('circuit-open');
    tomorrow();
    expect(await times(3, ask)).toEqual(['answered', 'answered', 'answered']);
    expect(client.health()).toMatchObject({ state: 'up', lastError: 'cut-off' });
    expect(states).toEqual(['slow', 'open', 'up']);
  });

  it('stays open when the one call fails, too', async () => {
    const { ask } = watch();
    await suite.breakIt('identity', { kind: 'redirect' });
    await times(5, ask);
    tomorrow();
    expect(await times(2, ask)).toEqual(['redirected', 'circuit-open']);
  });

  it('closes by itself soon after the system is back', async () => {
    const { ask } = watch({ probeAfterMs: 20, probeAfterMaxMs: 40 });
    await suite.breakIt('identity', { kind: '5xx', times: 6 });
    await times(5, ask);
    await vi.waitFor(async () => {
      expect(await ask()).toBe('answered');
    });
  });

  it('opens for a system that is not there, as well', async () => {
    const gone = watch({}, 'http://127.0.0.1:1/identity');
    expect(await times(6, gone.ask)).toEqual([
      ...Array<string>(5).fill('unreachable'),
      'circuit-open',
    ]);
    expect(gone.client.health().lastError).toBe('unreachable');
  });

  it('does not open for a system that says no to a request', async () => {
    const { client, ask } = watch();
    const key = randomUUID();
    await client.verify(REQUEST, { timeoutMs: 5000, key });
    const other = { ...REQUEST, name: '景差' };
    for (let i = 0; i < 8; i += 1) {
      await client.verify(other, { timeoutMs: 5000, key }).catch(() => undefined);
    }
    expect(await ask()).toBe('answered');
    expect(client.health()).toMatchObject({ state: 'up', lastError: null });
  });

  it('does not open because whoever asked gave up, and gives them back their own reason', async () => {
    const { client, ask, attempts } = watch();
    await suite.breakIt('identity', { kind: 'slow', delayMs: 60_000, times: 8 });
    const reason = new Error('the case was withdrawn');
    for (let i = 0; i < 8; i += 1) {
      const stop = new AbortController();
      const asking = client.verify(REQUEST, {
        timeoutMs: 60_000,
        key: `given-up-${String(i)}`,
        attempts: 5,
        signal: stop.signal,
      });
      await vi.waitFor(async () => {
        expect(await suite.asked({ requestId: `given-up-${String(i)}` })).toHaveLength(1);
      });
      stop.abort(reason);
      await expect(asking).rejects.toBe(reason);
    }
    expect(await ask()).toBe('answered');
    expect(client.health()).toMatchObject({ state: 'up', lastError: null });
    expect(attempts).toHaveLength(1);
  });

  it('stays open when whoever asked gave up the one call: a dead system is not shown as up', async () => {
    const { client, ask } = watch();
    await suite.breakIt('identity', { kind: '5xx', times: 5 });
    await times(5, ask);
    tomorrow();
    await suite.breakIt('identity', { kind: 'slow', delayMs: 60_000, times: 1 });
    const [stop, reason] = [new AbortController(), new Error('the case was withdrawn')];
    const asking = client.verify(REQUEST, {
      timeoutMs: 60_000,
      key: 'probe-given-up',
      signal: stop.signal,
    });
    await vi.waitFor(async () => {
      expect(await suite.asked({ requestId: 'probe-given-up' })).toHaveLength(1);
    });
    // Whoever waited for the outcome of the one call is not sent after it.
    const behind = ask();
    stop.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(await behind).toBe('circuit-open');
    expect(client.health().state).toBe('open');
    tomorrow();
    expect(await ask()).toBe('answered');
    expect(client.health().state).toBe('up');
  });

  it('stays open when the one call never had its turn', async () => {
    const { client, ask } = watch({ requestsPerSecond: 2 });
    await suite.breakIt('identity', { kind: '5xx', times: 5 });
    await times(5, ask);
    tomorrow();
    expect(await ask(20)).toBe('circuit-open');
    expect(client.health().state).toBe('open');
    expect(await ask()).toBe('circuit-open');
  });

  it('belongs to one system: another one is asked on', async () => {
    const [broken, whole] = [watch(), watch()];
    await suite.breakIt('identity', { kind: '5xx', times: 5 });
    await times(5, broken.ask);
    expect(await broken.ask()).toBe('circuit-open');
    expect(await whole.ask()).toBe('answered');
  });
});

describe('the number of requests at once', () => {
  it('has a limit; some more wait in line, and the rest are held back', async () => {
    const { ask, client } = watch({ requestsMax: 2, waitingMax: 3 });
    await suite.breakIt('identity', { kind: 'slow', delayMs: 200 });
    const asking = Array.from({ length: 8 }, () => ask());
    await vi.waitFor(() => {
      expect(client.health().heldBack).toBe(3);
    });
    const outcomes = await Promise.all(asking);
    expect(outcomes.filter((outcome) => outcome === 'held-back')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(5);
    expect(client.health()).toMatchObject({ heldBack: 0, lastError: null });
  });

  it('keeps nobody in line longer than the whole call may take', async () => {
    const { ask } = watch({ requestsMax: 1 });
    await suite.breakIt('identity', { kind: 'slow', delayMs: 60_000 });
    expect(await Promise.all([ask(1000), ask(200)])).toEqual(['timed-out', 'held-back']);
  });
});

describe('the number of requests a second', () => {
  it('has a limit: a second’s worth goes at once, the rest one after the other', async () => {
    const waited: number[] = [];
    let at = 0;
    const pace = createPace(4, {
      now: () => at,
      wait: (ms) => Promise.resolve(waited.push(ms)),
    });
    const { signal } = new AbortController();
    const turns = async (count: number) => {
      for (let i = 0; i < count; i += 1) await pace.turn(signal);
      return waited.splice(0);
    };
    expect(await turns(7)).toEqual([250, 500, 750]);
    at = 1_000;
    expect(await turns(1)).toEqual([]);
    expect(await turns(2)).toEqual([250, 500]);
    at = 60_000;
    expect(await turns(5)).toEqual([250]);
  });

  it('is kept on the way to a system', async () => {
    const { ask } = watch({ requestsPerSecond: 5 });
    const begun = performance.now();
    expect(await Promise.all(Array.from({ length: 7 }, () => ask()))).toEqual(
      Array(7).fill('answered'),
    );
    // Five at once, then one every 200 ms.
    expect(performance.now() - begun).toBeGreaterThan(395);
  });

  it('keeps nobody longer than the whole call may take, and takes no turn from others then', async () => {
    const { ask, client } = watch({ requestsPerSecond: 1 });
    expect(await ask()).toBe('answered');
    expect(await ask(100)).toBe('held-back');
    expect(await ask(100)).toBe('held-back');
    expect(await ask(1_500)).toBe('answered');
    expect(client.health()).toMatchObject({ state: 'up', lastError: null });
  });
});

describe('the board', () => {
  it('shows a system that accepts no request, such as one at another address, though it is asked on', async () => {
    const { ask, client } = watch({}, `${suite.url}/nowhere`);
    expect(await times(8, ask)).toEqual(Array(8).fill('request-refused'));
    expect(client.health()).toMatchObject({ state: 'slow', lastError: 'request-refused' });
  });

  it('calls a system slow that answers late, and up when it no longer does', async () => {
    const { ask, client, states, attempts } = watch({ slowAfterMs: 1_000 });
    await suite.breakIt('identity', { kind: 'late', delayMs: 1_500, times: 2 });
    await times(2, ask);
    expect(client.health()).toMatchObject({ state: 'slow', lastError: null });
    await times(3, ask);
    expect(states).toEqual(['slow', 'up']);
    expect(attempts.map(({ reason }) => reason)).toEqual(Array(5).fill(null));
  });

  it('says since when', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T01:00:00.000Z') });
    const { ask, client } = watch();
    await suite.breakIt('identity', { kind: '5xx' });
    vi.setSystemTime(new Date('2026-11-23T02:00:00.000Z'));
    await times(5, ask);
    expect(client.health()).toMatchObject({
      since: '2026-11-23T02:00:00.000Z',
      lastErrorAt: '2026-11-23T02:00:00.000Z',
    });
  });
});
