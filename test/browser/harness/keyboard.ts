/** A person at the keyboard: what is typed is not counted, every other key is. */
import type { Page } from 'playwright-core';

export interface Keyboard {
  /** One key, or several held together: each is a press. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** The value itself; Chinese comes from an input method. */
  readonly type: (text: string) => Promise<void>;
  /** Presses so far, beyond typed values. */
  readonly count: () => number;
}

export function keyboard(page: Page): Keyboard {
  let presses = 0;
  return {
    press: async (...keys) => {
      for (const key of keys) {
        presses += key.split('+').length;
        await page.keyboard.press(key);
      }
    },
    type: async (text) => {
      if (/^[\x20-\x7e]*$/.test(text)) await page.keyboard.type(text);
      else await page.keyboard.insertText(text);
    },
    count: () => presses,
  };
}
