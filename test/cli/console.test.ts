/** Everything the console asks of the API, the command asks too; what it need not is named with why. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Of the screen alone. */
const SCREEN: Readonly<Record<string, string>> = {
  '/cases/{id}/presence': 'who else looks at the same page',
  '/cases/{id}/tasks': 'open ones stand with the case, closed ones in its events',
  '/cases/{id}/documents/{documentId}': 'in place of the print, which the command saves',
  '/cases/{id}:reveal': 'the person, read in full by anju person reveal',
  '/colleagues': 'names to choose from in a form',
  '/drafts': 'what is half typed; a file is the draft of a command',
  '/drafts/{id}': 'what is half typed; a file is the draft of a command',
  '/notice': 'the clauses in the order of their page',
  '/tasks:counts': 'numbers on the tabs of a list',
};

function sources(folder: string): readonly string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT }).map((path) =>
    readFileSync(`${ROOT}${path}`, 'utf8'),
  );
}

/** Paths below /api/v1 that the console asks for. */
const asked = [
  ...new Set(
    sources('src/console').flatMap((source) =>
      [...source.matchAll(/api\.(?:GET|POST|PUT|PATCH|DELETE)\(\s*'\/api\/v1([^']+)'/g)].map(
        ([, path = '']) => path,
      ),
    ),
  ),
];

/** Paths that the command asks for, what is filled in as one sign. */
const commanded = sources('src/cli').flatMap((source) =>
  [...source.matchAll(/'(\/[a-z][\w:/-]*)'|`(\/[a-z][^`\n]*)`/g)].map(([, plain, filled]) =>
    (plain ?? filled ?? '').replaceAll(/\$\{[^}]*\}/g, '*'),
  ),
);

function isCommanded(path: string): boolean {
  const plain = path.replaceAll(/\{[^}]*\}/g, 'x');
  return commanded.some((pattern) =>
    new RegExp(
      `^${pattern.replaceAll(/[.\\+?^$()[\]{}|]/g, String.raw`\$&`).replaceAll('*', '[^/:]+')}$`,
    ).test(plain),
  );
}

describe('whatever the console does', () => {
  it('is in the command too, or is of the screen alone', () => {
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.filter((path) => !(path in SCREEN) && !isCommanded(path))).toEqual([]);
  });

  it('is not excused when the command has it, or when the console no longer asks for it', () => {
    const idle = Object.keys(SCREEN).filter((path) => !asked.includes(path) || isCommanded(path));
    expect(idle).toEqual([]);
  });
});
