/** What a page asks by itself says so once nobody has touched it for a minute. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const listeners = new Map<string, () => void>();

describe('a page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetModules();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts as attended for a minute after a key, a click, a move or a turn of the wheel', async () => {
    const { listenForPeople, sayUnattended } = await import('../../src/console/api/attended.ts');
    listenForPeople({ addEventListener: (sign, listener) => void listeners.set(sign, listener) });
    const said = async () => {
      const request = new Request('http://console.test/');
      // Only the request is looked at.
      await sayUnattended.onRequest?.({ request } as never);
      return request.headers.get('anju-unattended');
    };
    for (const sign of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
      vi.advanceTimersByTime(60_001);
      expect(await said(), sign).toBe('1');
      listeners.get(sign)?.();
      vi.advanceTimersByTime(60_000);
      expect(await said(), sign).toBeNull();
    }
  });
});
