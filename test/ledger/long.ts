/**
 * The long form of what the ledger is held to (`npm run walks`): ten thousand walks beside the model,
 * a thousand rounds of what happens at one instant, fifteen months of one person and of a hundred, interest
 * reckoned a hundred thousand times by the rule and a thousand times by the database beside it.
 *
 * Walks come in parts, each on a database of its own: whoever sums all money every 50 ms while they
 * go on would be in the way of more.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const WALKS = { file: 'test/ledger/walks.test.ts', env: { ANJU_LEDGER_WALKS: '1000' } };
const FIFTEEN = 'test/runs/fifteen-months.test.ts';
interface LongPart {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Left out: on servers. */
  readonly project?: 'unit';
}

const PARTS: readonly LongPart[] = [
  {
    ...{ file: 'test/policy/deposit-interest.test.ts', project: 'unit' },
    env: { ANJU_RULE_RUNS: '100000' },
  },
  { file: 'test/ledger/interest-rule.test.ts', env: { ANJU_INTEREST_RUNS: '1000' } },
  { file: 'test/ledger/holds.test.ts', env: { ANJU_LEDGER_ROUNDS: '1000' } },
  { file: 'test/ledger/race.test.ts', env: { ANJU_LEDGER_ROUNDS: '1000' } },
  { file: FIFTEEN, env: { ANJU_LEDGER_PEOPLE: '1' } },
  { file: FIFTEEN, env: { ANJU_LEDGER_PEOPLE: '100' } },
  ...Array.from({ length: 10 }, () => WALKS),
];

let failed = 0;
for (const { file, env, project = 'integration' } of PARTS) {
  const args = [VITEST, 'run', '--project', project, file];
  const options = { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } } as const;
  if (spawnSync(process.execPath, args, options).status !== 0) failed += 1;
}
console.log(`\n${String(PARTS.length - failed)} parts held, ${String(failed)} did not`);
process.exitCode = failed > 0 ? 1 : 0;
