/** Every page of the console has a picture that the tests took, and docs/screens.md shows it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFiles, ROOT } from './tree.ts';

const FOLDER = join(ROOT, 'docs/screens');
const BYTES_MAX = 320_000;
const shown = [
  ...readFileSync(join(ROOT, 'docs/screens.md'), 'utf8').matchAll(/\(screens\/([\w-]+)\.jpg\)/g),
].map(([, name = '']) => name);

/** The picture in which a page is seen. */
const PICTURES: Readonly<Record<string, string>> = {
  '/': 'welcome',
  '/accounts/:id': 'account-held',
  '/audit': 'audit-search',
  '/audit/events/:eventId': 'audit-event',
  '/audit-verification': 'audit-verification',
  '/board': 'board',
  '/board/radar': 'radar',
  '/breaches': 'breaches',
  '/outside-limits': 'outside-limits',
  '/cases/:id': 'case-deferred',
  '/clauses': 'clauses',
  '/legality': 'legality',
  '/what-if': 'what-if',
  '/figures': 'figures',
  '/calendar': 'calendar',
  '/signed-in': 'signed-in',
  '/persons/:id': 'person',
  '/dates': 'dates',
  '/runs': 'runs',
  '/runs/schedules': 'run-schedules',
  '/runs/:id': 'run-previewed',
  '/suspense': 'suspense',
  '/unanswered-debits': 'unanswered-debits',
  '/journals/:id': 'journal',
  '/books': 'books',
  '/books/:book': 'book',
  '/reversals': 'reversals',
  '/receivables': 'receivables',
  '/collections': 'collections',
  '/bank-days': 'bank-days',
  '/bank-days/:center/:day': 'bank-day',
  '/proofs': 'proof-red',
  '/repair': 'repair-list',
  '/repair/diary': 'diary',
  '/repair/bulk/:operation': 'repair-bulk-done',
  '/repair/:object': 'repair-page',
  '/staff': 'staff',
  '/staff/:id': 'staff-member',
  '/absences': 'absences',
  '/start': 'start-choose',
  '/start/:type': 'start-opening-ready',
  '/operations': 'bulk-start',
  '/operations/:id': 'bulk-result',
  '/work': 'work',
  '/cases': 'cases',
  '/followed': 'followed',
};

/** The pages as their areas list them. */
const paths = projectFiles()
  .filter(({ path }) => /^src\/console\/pages\/\w+\/entries\.tsx?$/.test(path))
  .flatMap(({ text }) => [...text.matchAll(/^\s+path: '([^']+)'/gm)].map(([, path = '']) => path))
  .concat('/');

it('every page has a picture in docs/screens.md', () => {
  expect(paths.length).toBeGreaterThan(25);
  expect(paths.filter((path) => !shown.includes(PICTURES[path] ?? ''))).toEqual([]);
  expect(Object.keys(PICTURES).filter((path) => !paths.includes(path))).toEqual([]);
});

it('every picture is shown, and is small', () => {
  const files = readdirSync(FOLDER);
  expect(files.toSorted()).toEqual(shown.map((name) => `${name}.jpg`).toSorted());
  const large = files.filter((name) => statSync(join(FOLDER, name)).size > BYTES_MAX);
  expect(large).toEqual([]);
});
