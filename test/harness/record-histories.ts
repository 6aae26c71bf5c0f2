/**
 * `npm run histories`: runs every path against the real server and writes what the engine recorded
 * into test/histories. Done once for a release; what lies there already is replaced.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const vitest = `${ROOT}/node_modules/vitest/vitest.mjs`;
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'test/workflows/record.config.ts'],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
