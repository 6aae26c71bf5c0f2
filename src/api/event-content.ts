/** What an event says beside its sentence: the reason given, and what a correction changed. */
import { changedFields, valueAt } from '../cases/differences.ts';
import { fieldTitle, valueText } from '../cases/wording-forms.ts';
import { maskContent } from '../crypto/mask.ts';

export function reasonIn(content: unknown): string | null {
  if (typeof content !== 'object' || content === null || !('reason' in content)) return null;
  return typeof content.reason === 'string' ? content.reason : null;
}

export interface EventChange {
  readonly pointer: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Found in the full content, told in the masked one: two values may read the same then. */
export function changesIn(content: unknown): readonly EventChange[] {
  if (typeof content !== 'object' || content === null) return [];
  if (!('before' in content) || !('after' in content)) return [];
  const before = maskContent(content.before);
  const after = maskContent(content.after);
  return changedFields(content.before, content.after).map((pointer) => ({
    pointer,
    title: fieldTitle(pointer),
    before: valueText(pointer, valueAt(before, pointer)),
    after: valueText(pointer, valueAt(after, pointer)),
  }));
}
