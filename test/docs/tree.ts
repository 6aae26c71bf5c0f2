/** The files of the project, read once, as the house-keeping tests look at them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ProjectFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What others wrote: the law word for word, lock files, schemas, recorded histories. */
const NOT_OURS =
  /^(docs\/law|test\/fixtures|test\/histories)\/|(^|\/)(package-lock\.json|go\.sum)$/;
const BINARY = /\.(png|jpg|jpeg|pdf|ico|ttf|woff2?)$/;

/** Our own text files: whatever a clone holds, and nothing that .gitignore leaves out. */
export function projectFiles(): readonly ProjectFile[] {
  const ignored = ignoredNames();
  return walk('', (name) => ignored.has(name) || name.endsWith('.log'))
    .filter((path) => !NOT_OURS.test(path) && !BINARY.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** `.gitignore` holds plain names here; a pattern would need more than this. */
function ignoredNames(): ReadonlySet<string> {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  return new Set(['.git', ...lines.map((line) => line.replace(/\/$/, '')).filter(Boolean)]);
}

function walk(folder: string, skip: (name: string) => boolean): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skip(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path, skip);
    return entry.isFile() ? [path] : [];
  });
}

/** 1 for the first line: where in a text an index lies. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Every match of a pattern, as `path:line: match`, for a message that says where. */
export function found(files: readonly ProjectFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(
      ({ 0: match, index }) => `${path}:${lineAt(text, index)}: ${match.trim()}`,
    ),
  );
}
