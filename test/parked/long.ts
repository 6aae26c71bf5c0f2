/** The long form of cases that wait (`npm run parked`): a thousand, or as many as are asked for. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [count = '1000'] = process.argv.slice(2);
const args = [
  join(ROOT, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--config',
  'test/parked/parked.config.ts',
];
const env = { ...process.env, ANJU_PARKED: count };
process.exitCode =
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
