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
  [vitest, 'run', '--project', 'integration', 'test/workflows/record.test.ts'],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ANJU_RECORD_HISTORIES: '1' },
  },
);
process.exitCode = status ?? 1;
