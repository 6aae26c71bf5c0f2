/**
 * Whether somebody is there. What the page asks again by itself – counts, what is down – must not keep
 * a session alive at a counter that everybody has left; so it says when nobody has touched it.
 */
import type { Middleware } from 'openapi-fetch';

/** The server reckons idle time to the minute; so does the page. */
const UNTOUCHED_MS = 60_000;

let touchedAt = Date.now();

interface Touched {
  addEventListener: (
    sign: string,
    listener: () => void,
    options: { readonly capture: boolean; readonly passive: boolean },
  ) => void;
}

/** @param screen the window */
export function listenForPeople(screen: Touched): void {
  const touched = () => {
    touchedAt = Date.now();
  };
  for (const sign of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
    screen.addEventListener(sign, touched, { capture: true, passive: true });
  }
}

export const sayUnattended: Middleware = {
  onRequest: ({ request }) => {
    if (Date.now() - touchedAt > UNTOUCHED_MS) request.headers.set('Anju-Unattended', '1');
    return request;
  },
};
