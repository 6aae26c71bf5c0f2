/**
 * `npm run clauses`: writes docs/clauses.md, from each clause to the rules that cite it, to what
 * else is done by it, and to the tests that name it; and the same as data for the clause map, with
 * the notice as a document.
 *
 * Everything is read off the sources. A test fails when a file is older than they are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { clauseSources, type ClauseSources, type Place } from './clause-sources.ts';
import { noticeBlocks } from './notice.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Every generated file, as it should be now. */
export async function clauseFiles(): Promise<ReadonlyMap<string, string>> {
  const entries = clauseSources(ROOT);
  const notice = noticeBlocks(readFileSync(join(ROOT, 'docs/law/notice.md'), 'utf8'));
  const places = Object.fromEntries(
    entries.map(({ key, rules, rest, tests }) => [key, { sources: [...rules, ...rest], tests }]),
  );
  return new Map([
    ['docs/clauses.md', clausesPage(entries)],
    ['src/api/clause-sources.json', await asJson(places)],
    ['src/policy/notice-text.json', await asJson(notice)],
  ]);
}

function asJson(value: unknown): Promise<string> {
  return format(JSON.stringify(value), { parser: 'json', printWidth: 100 });
}

function clausesPage(entries: readonly ClauseSources[]): string {
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

function section({ key, title, types, rules, rest, tests }: ClauseSources): readonly string[] {
  const list = (places: readonly Place[]) =>
    places.map(({ path }) => `[${path}](../${path})`).join(', ');
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await clauseFiles()) writeFileSync(join(ROOT, path), text);
}
