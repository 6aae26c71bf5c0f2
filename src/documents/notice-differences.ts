/** What a new text of the notice changes, clause by clause, against the text that rules cite today. */
import { diffWords } from 'diff';
import NOTICE from '../policy/notice-text.json' with { type: 'json' };
import { clausesIn, plain, type ReadClause } from './notice-text.ts';

export const NOTICE_STANDINGS = ['same', 'changed', 'added', 'gone'] as const;
export const NOTICE_PARTS = ['kept', 'added', 'removed'] as const;

type ClauseStanding = (typeof NOTICE_STANDINGS)[number];

export interface TextPart {
  readonly kind: (typeof NOTICE_PARTS)[number];
  readonly text: string;
}

export interface ComparedClause {
  readonly standing: ClauseStanding;
  /** Key of the clause that rules cite; null: nothing cites a clause that is new. */
  readonly id: string | null;
  /** In the new text; in today's where it is gone. */
  readonly numeral: string;
  readonly name: string;
  /** Today's, where the new text calls it otherwise; else null. */
  readonly numeralBefore: string | null;
  readonly nameBefore: string | null;
  readonly departmentBefore: string | null;
  readonly department: string;
  readonly parts: readonly TextPart[];
}

interface KnownClause extends ReadClause {
  readonly id: string;
}

/** The fifteen clauses as they stand, in the form in which texts are compared. */
const TODAY: readonly KnownClause[] = NOTICE.flatMap((block) =>
  block.id === undefined
    ? []
    : [
        {
          id: block.id,
          numeral: plain(block.numeral),
          name: plain(block.name),
          text: plain(block.text),
          department: plain(block.department),
        },
      ],
);

/** A clause of another name is the same one while at least this share of the words is. */
const KIN = 0.5;
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' });
/** Two long texts without a word in common are not worth the search for the shortest way. */
const MOST_EDITS = 2_000;

/**
 * Clauses are matched by name, then by numeral and by likeness, so that one that is renumbered or renamed is
 * not taken for a new one; each of today's at most once. Spaces, line ends and the width of brackets change
 * nothing; who is in charge is told, but does not make a clause another.
 *
 * @returns the clauses of the new text in its order, then those it no longer has; null when it has no clause
 */
export function noticeDifferences(text: string): readonly ComparedClause[] | null {
  const given = clausesIn(text);
  if (given.length === 0) return null;
  const left = new Map(TODAY.map((clause) => [clause.id, clause]));
  const before = new Map<ReadClause, KnownClause>();
  const take = (fits: (one: KnownClause, now: ReadClause) => boolean) => {
    for (const now of given) {
      if (before.has(now)) continue;
      const found = [...left.values()].find((one) => fits(one, now));
      if (found === undefined) continue;
      before.set(now, found);
      left.delete(found.id);
    }
  };
  take((one, now) => one.name === now.name);
  take((one, now) => one.numeral === now.numeral && likeness(one.text, now.text) >= KIN);
  take((one, now) => likeness(one.text, now.text) >= KIN);
  return [
    ...given.map((now) => compared(before.get(now) ?? null, now)),
    ...[...left.values()].map(gone),
  ];
}

function compared(before: KnownClause | null, now: ReadClause): ComparedClause {
  const { numeral, name, department } = now;
  const parts = before === null ? added(now.text) : differences(before.text, now.text);
  const other = (key: 'numeral' | 'name' | 'department') =>
    before === null || before[key] === now[key] ? null : before[key];
  const nameBefore = other('name');
  const same = nameBefore === null && parts.every(({ kind }) => kind === 'kept');
  const standing = before === null ? 'added' : same ? 'same' : 'changed';
  return {
    ...{ standing, id: before?.id ?? null, numeral, name, department, nameBefore },
    ...{ numeralBefore: other('numeral'), departmentBefore: other('department'), parts },
  };
}

function gone({ id, numeral, name, department, text }: KnownClause): ComparedClause {
  return {
    ...{ standing: 'gone', id, numeral, name, department },
    ...{ numeralBefore: null, nameBefore: null, departmentBefore: null },
    parts: [{ kind: 'removed', text }],
  };
}

function added(text: string): readonly TextPart[] {
  return [{ kind: 'added', text }];
}

/** Word by word; what is removed stands before what takes its place. */
function differences(before: string, now: string): readonly TextPart[] {
  if (before === now) return [{ kind: 'kept', text: now }];
  const found = diffWords(before, now, { intlSegmenter: WORDS, maxEditLength: MOST_EDITS });
  if (found === undefined) return [{ kind: 'removed', text: before }, ...added(now)];
  return found.map(({ value, added: isNew, removed: isOld }) => ({
    kind: isNew ? 'added' : isOld ? 'removed' : 'kept',
    text: value,
  }));
}

/** Share of the longer text that stands in both. */
function likeness(before: string, now: string): number {
  const kept = differences(before, now)
    .filter(({ kind }) => kind === 'kept')
    .reduce((sum, { text }) => sum + text.length, 0);
  return kept / Math.max(before.length, now.length, 1);
}
