/** Single keys that act while nobody is typing; `?` lists them. */
import { useEffect, useRef } from 'react';

export interface Shortcut {
  readonly key: string;
  readonly title: string;
}

interface Bound extends Shortcut {
  readonly act: () => void;
}

const bound: Bound[] = [];

/** Those of the page that is shown, the youngest of a key first. */
export function shortcutsNow(): readonly Shortcut[] {
  const seen = new Set<string>();
  return [...bound].reverse().filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** While the component is shown, the key does this. */
export function useShortcut(key: string, title: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const own: Bound = {
      key,
      title,
      act: () => {
        latest.current();
      },
    };
    bound.push(own);
    return () => {
      bound.splice(bound.indexOf(own), 1);
    };
  }, [key, title]);
}

/** Installed once, by the shell. */
export function listenForShortcuts(): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector('.ant-modal-wrap:not([style*="none"])')) {
      return;
    }
    const found = bound.findLast(({ key }) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  };
  window.addEventListener('keydown', listener);
  return () => {
    window.removeEventListener('keydown', listener);
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
