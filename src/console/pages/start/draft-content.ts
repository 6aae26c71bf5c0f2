/**
 * A draft: the form as far as it is filled in, and beside it what belongs to sending it. The key
 * is kept with the form, so that an application that was sent without an answer is the same
 * application when its draft is taken up again.
 */
import { isFields } from '../../forms/values.ts';

export interface Sending {
  readonly key: string;
  readonly branch: string;
}

const PLACE = '$start';

export function draftContent(value: unknown, sending: Sending): Readonly<Record<string, unknown>> {
  return { ...(isFields(value) ? value : {}), [PLACE]: sending };
}

export interface Opened {
  readonly value: unknown;
  readonly sending: Partial<Sending>;
}

export function openedDraft(content: unknown): Opened {
  const { [PLACE]: kept, ...value } = isFields(content) ? content : {};
  const { key, branch } = isFields(kept) ? kept : {};
  return {
    value,
    sending: {
      ...(typeof key === 'string' && { key }),
      ...(typeof branch === 'string' && { branch }),
    },
  };
}

/** Whether anything was filled in: a form that was only opened is no draft. */
export function isBegun(value: unknown, initial: unknown): boolean {
  if (value === undefined || value === '' || value === initial) return false;
  if (!isFields(value)) return true;
  return Object.entries(value).some(([name, inner]) =>
    isBegun(inner, isFields(initial) ? initial[name] : undefined),
  );
}
