/**
 * Which sources and tests name a clause: its key as a string, a clause of the notice also by its
 * numeral in a header's `@source`, in the header of a test or in its headings.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASE_TYPES } from '../src/cases/index.ts';
import { CLAUSES } from '../src/policy/clauses.ts';

export interface Place {
  readonly path: string;
  /** The first sentence of its header. */
  readonly says: string;
}

export interface ClauseSources {
  readonly key: string;
  readonly title: string;
  readonly types: readonly { readonly type: string; readonly title: string }[];
  readonly rules: readonly Place[];
  readonly rest: readonly Place[];
  readonly tests: readonly Place[];
}

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every clause of the table, with what names it in the sources below `root`. */
export function clauseSources(root: string): readonly ClauseSources[] {
  const read = (folder: string) => sourcesIn(root, folder);
  const sources = ['src', 'workflows', 'activities']
    .flatMap(read)
    .filter(({ path }) => !isTable(path));
  const rules = sources.filter(({ path }) => path.startsWith('src/policy/'));
  const rest = sources.filter(({ path }) => !path.startsWith('src/policy/'));
  const tests = read('test').filter(({ path }) => path.endsWith('.test.ts'));
  return Object.entries(CLAUSES).map(([key, { title }]) => {
    const cites = (source: Source) => source.text.includes(`'${key}'`) || namesNumeral(source, key);
    const citing = rules.filter(cites);
    return {
      key,
      title,
      types: Object.values(CASE_TYPES).filter(({ clauses }) => clauses.includes(key)),
      rules: citing.map(placeOf),
      rest: rest.filter(cites).map(placeOf),
      tests: tests.filter((test) => cites(test) || names(test, citing)).map(placeOf),
    };
  });
}

/** The tables of clauses, figures and places cite, but decide nothing. */
function isTable(path: string): boolean {
  return (
    /^src\/policy\/(clauses|centers|calendars|figures\.ts)/.test(path) ||
    path === 'src/cases/clause-places.ts'
  );
}

/**
 * Clauses of the notice are named by their numerals too: in `@source 通知（征求意见稿）（一）（二）`, in
 * the header of a test, in its headings.
 */
function namesNumeral({ path, text }: Source, key: string): boolean {
  const n = Number(/^liaoning-(\d+)$/.exec(key)?.[1] ?? 0);
  if (n === 0) return false;
  const numeral = `（${n >= 10 ? '十' : ''}${'一二三四五六七八九'[(n % 10) - 1] ?? ''}）`;
  const places = path.startsWith('test/')
    ? [
        text.slice(0, text.indexOf('*/')),
        ...text.split('\n').filter((line) => /describe/.test(line)),
      ]
    : text.split('\n').filter((line) => line.includes('@source'));
  return places.some((line) => line.includes(numeral));
}

/** The test imports one of these rules. */
function names({ text }: Source, rules: readonly Source[]): boolean {
  return rules.some(({ path }) => text.includes(`/${path}'`));
}

function placeOf({ path, text }: Source): Place {
  const [, block, line] = /^(?:\/\*\*?([\s\S]*?)\*\/|\/\/ ?(.*))/.exec(text) ?? [];
  const words = (block ?? line ?? '').split('\n').map((one) => one.replace(/^\s*\*? ?/, '').trim());
  const header = words.join('\n').trim().split('\n\n')[0] ?? '';
  const says = /^[\s\S]*?[.](?=\s|$)/.exec(header)?.[0] ?? header;
  return { path, says: says.replaceAll('\n', ' ') };
}

function sourcesIn(root: string, folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('console'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
