/** Links in our documents lead somewhere, and paths named in them are there. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { lineAt, projectFiles, ROOT, type ProjectFile } from './tree.ts';

const pages = projectFiles().filter(({ path }) => path.endsWith('.md'));
const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));

it('every link in a document leads to a file and, where it names one, to a heading', () => {
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.flatMap(brokenLinks)).toEqual([]);
});

it('every path of a source that a document names is there', () => {
  const named =
    /`((?:src|workflows|activities|test|docs|examples|scripts|bench|tools|bin)\/[\w./-]*[\w-])(?::\d+)?`/g;
  const gone = pages.flatMap(({ path, text }) =>
    [...text.matchAll(named)].flatMap(({ 1: target = '', index }) =>
      existsSync(join(ROOT, target)) ? [] : [`${path}:${lineAt(text, index)}: ${target}`],
    ),
  );
  expect(gone).toEqual([]);
});

function brokenLinks({ path, text }: ProjectFile): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ 1: link = '', index }) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    const found = existsSync(join(ROOT, target));
    const right = found && (anchor === undefined || anchors.get(target)?.has(anchor) === true);
    return right ? [] : [`${path}:${lineAt(text, index)}: ${link}`];
  });
}

/** As the usual pages of repositories make them: lower case, spaces to hyphens, no punctuation. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) => title);
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}
