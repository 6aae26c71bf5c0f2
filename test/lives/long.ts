/** The long form of the lives (`npm run lives`): ten thousand, or as many as are asked for. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [count = '10000'] = process.argv.slice(2);
const args = [
  join(ROOT, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--project',
  'unit',
  'test/lives',
];
const env = { ...process.env, ANJU_LIVES: count };
process.exitCode =
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
