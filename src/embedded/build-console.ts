/**
 * Builds the console into dist/console, unless what is there was made from the very same sources.
 *
 * Built beside and put in place at the end: an API that starts meanwhile never finds half of it.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PLACE = join(ROOT, 'dist/console');
const MARK = join(ROOT, 'dist/console/made-from.txt');
/** All that the console is made of: its own sources, those it shares, and the packages. */
const SOURCES = ['src/console', 'src/domain', 'src/policy', 'src/cases', 'src/forms'];
const FILES = ['vite.config.ts', 'package-lock.json'];

const sources = sourcesHash();
if (existsSync(MARK) && readFileSync(MARK, 'utf8') === sources) {
  console.log('the console is up to date');
} else {
  const beside = join(ROOT, `dist/.console-${process.pid}`);
  await build({
    root: join(ROOT, 'src/console'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: beside, emptyOutDir: true },
  });
  writeFileSync(join(beside, 'made-from.txt'), sources);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  rmSync(PLACE, { recursive: true, force: true });
  renameSync(beside, PLACE);
  console.log('the console is built');
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const folders = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  for (const file of [...folders, ...FILES.map((name) => join(ROOT, name))].sort()) {
    hash
      .update(`${file.slice(ROOT.length)}\n`)
      .update(readFileSync(file))
      .update('\n');
  }
  return hash.digest('hex');
}
