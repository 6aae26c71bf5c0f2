/** Server-sent events: tells that something changed; the screen then reads again what it may see. */
import { useEffect, useRef } from 'react';

/**
 * Follows a stream while the component is shown; the browser connects again by itself.
 *
 * @param address below /api/v1, or null to follow nothing
 * @param onEvent called with the event's name; several within a short time are one
 */
export function useLive(
  address: string | null,
  names: readonly string[],
  onEvent: (name: string) => void,
): void {
  const listener = useRef(onEvent);
  useEffect(() => {
    listener.current = onEvent;
  });
  const wanted = names.join(' ');
  useEffect(() => {
    if (address === null) return;
    const source = new EventSource(`/api/v1${address}`);
    const timers = new Map<string, number>();
    for (const name of wanted.split(' ')) {
      source.addEventListener(name, () => {
        if (timers.has(name)) return;
        timers.set(
          name,
          window.setTimeout(() => {
            timers.delete(name);
            listener.current(name);
          }, TOGETHER_MS),
        );
      });
    }
    return () => {
      source.close();
      for (const timer of timers.values()) window.clearTimeout(timer);
    };
  }, [address, wanted]);
}

const TOGETHER_MS = 150;
