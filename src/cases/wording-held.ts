/** What stands against closing an account (冻结、应退还、来源待定), in words. */
import { holdTitle } from './wording-accounts.ts';
import { listText } from './wording.ts';

const HELD_FOR: Readonly<Record<string, string>> = {
  receivable: '有应退还中心的款项（应收个人款）',
  unclassified: '有来源待定的款项',
};

/** @param kinds codes, with commas between them */
export function heldText(kinds: string): string {
  return listText(
    kinds
      .split(',')
      .filter((kind) => kind !== '')
      .map((kind) => HELD_FOR[kind] ?? holdTitle(kind)),
  );
}
