/**
 * `npm run clauses`: writes docs/clauses.md, from each clause to the rules that cite it, to what
 * else is done by it, and to the tests that name it.
 *
 * Everything is read off the sources: the key of a clause as a string, a clause of the notice also
 * by its numeral in a header's `@source`. A test fails when the page is older than the sources.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CASE_TYPES } from '../src/cases/index.ts';
import { CLAUSES } from '../src/policy/clauses.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = join(ROOT, 'docs/clauses.md');

interface Source {
  readonly path: string;
  readonly text: string;
}

/** The page as it should be now. */
export function clausesPage(): string {
  const sources = ['src', 'workflows', 'activities'].flatMap(read);
  const rules = sources.filter(({ path }) => isRule(path));
  const rest = sources.filter(({ path }) => !path.startsWith('src/policy/'));
  const tests = read('test').filter(({ path }) => path.endsWith('.test.ts'));
  const entries = Object.entries(CLAUSES).map(([key, { title }]) => {
    const cites = (source: Source) => source.text.includes(`'${key}'`) || namesNumeral(source, key);
    const citing = rules.filter(cites);
    return {
      key,
      title,
      types: Object.values(CASE_TYPES).filter(({ clauses }) => clauses.includes(key)),
      rules: citing.map(({ path }) => path),
      rest: rest.filter(cites).map(({ path }) => path),
      tests: tests.filter((test) => cites(test) || names(test, citing)).map(({ path }) => path),
    };
  });
  const carried = entries.filter((entry) => entry.rules.length + entry.rest.length > 0);
  const waiting = entries.filter((entry) => !carried.includes(entry));
  return [
    '# Clauses',
    '',
    'Which clause is carried by what, read off the sources by `npm run clauses`; do not edit by hand.',
    'A test names a clause by its key, by its numeral in a header or a heading, or imports a rule that',
    'cites it.',
    ...carried.flatMap(section),
    '',
    '## In the table, and not carried by this release',
    '',
    ...waiting.map(({ key, title }) => `- ${title} (\`${key}\`)`),
    '',
  ].join('\n');
}

interface Entry {
  readonly key: string;
  readonly title: string;
  readonly types: readonly { readonly type: string; readonly title: string }[];
  readonly rules: readonly string[];
  readonly rest: readonly string[];
  readonly tests: readonly string[];
}

function section({ key, title, types, rules, rest, tests }: Entry): readonly string[] {
  const list = (paths: readonly string[]) =>
    paths.map((path) => `[${path}](../${path})`).join(', ');
  return [
    '',
    `## ${title} (\`${key}\`)`,
    '',
    ...(types.length > 0
      ? [`- Case types: ${types.map((one) => `${one.title} \`${one.type}\``).join(', ')}`]
      : []),
    ...(rules.length > 0 ? [`- Rules: ${list(rules)}`] : []),
    ...(rest.length > 0 ? [`- Also by: ${list(rest)}`] : []),
    `- Tests: ${tests.length > 0 ? list(tests) : 'none'}`,
  ];
}

/** The tables of clauses and of figures cite, but decide nothing. */
function isRule(path: string): boolean {
  return path.startsWith('src/policy/') && !/^src\/policy\/(clauses|centers|calendars)/.test(path);
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

function read(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, clausesPage());
