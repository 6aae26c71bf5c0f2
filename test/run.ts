/**
 * The whole test run, step by step: `npm test`, or its fast half with `--fast` (`npm run check`).
 *
 * Every static step counts as one test. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whenOrphaned } from '../src/embedded/orphan.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Step {
  readonly title: string;
  /** A program of an npm package, as a path below node_modules, and its arguments. */
  readonly program: string;
  readonly args: readonly string[];
  /** Tests of their own, counted; else the step counts as one. */
  readonly project?: 'unit' | 'integration' | 'browser';
  readonly fast: boolean;
}

/** Static steps at a time. */
const LANES = Math.min(3, availableParallelism());
const SOURCES = ['src', 'workflows', 'activities', 'test', 'bench'];

const STEPS: readonly Step[] = [
  {
    title: 'types from the document',
    program: '../scripts/console-types.ts',
    args: [],
    fast: true,
  },
  { title: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '.'], fast: true },
  { title: 'lint', program: 'eslint/bin/eslint.js', args: ['.', '--max-warnings=0'], fast: true },
  { title: 'types', program: 'typescript/bin/tsc', args: ['-p', '.'], fast: true },
  {
    title: 'types of the console',
    program: 'typescript/bin/tsc',
    args: ['-p', 'src/console', '--noEmit'],
    fast: true,
  },
  {
    title: 'types of the browser tests',
    program: 'typescript/bin/tsc',
    args: ['-p', 'test/browser'],
    fast: true,
  },
  {
    title: 'import table',
    program: 'dependency-cruiser/bin/dependency-cruiser.mjs',
    args: [...SOURCES.filter((folder) => existsSync(join(ROOT, folder))), '--output-type', 'err'],
    fast: true,
  },
  { title: 'unused code', program: 'knip/bin/knip.js', args: ['--no-progress'], fast: true },
  vitest('unit', true),
  vitest('integration', false),
  vitest('browser', false),
];

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const folder = mkdtempSync(join(tmpdir(), 'anju-run-'));
const state = { running: new Set<ReturnType<typeof spawn>>(), interrupted: false };
const interrupt = (): void => {
  state.interrupted = true;
  // vitest ends its servers on SIGINT; the others simply end.
  for (const child of state.running) child.kill('SIGINT');
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
whenOrphaned(interrupt);

const total = { passed: 0, failed: 0, skipped: 0 };
const steps = STEPS.filter(({ fast }) => fast || !process.argv.includes('--fast'));
const [first, ...others] = steps.filter(({ project }) => project === undefined);
// What the first makes, the others read. They have one thread each; tests have the machine to themselves.
await runInTurn(first ? [first] : []);
const queue = [...others];
await Promise.all(Array.from({ length: LANES }, () => runInTurn(queue)));
await runInTurn(steps.filter(({ project }) => project !== undefined));
rmSync(folder, { recursive: true, force: true });
if (state.interrupted) total.failed += 1;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Takes steps off the queue until it is empty. */
async function runInTurn(queue: Step[]): Promise<void> {
  for (let step = queue.shift(); step && !state.interrupted; step = queue.shift()) {
    const { passed, failed, skipped } = await runStep(step);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
}

function vitest(project: 'unit' | 'integration' | 'browser', fast: boolean): Step {
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  return { title: `${project} tests`, program: 'vitest/vitest.mjs', args, project, fast };
}

async function runStep(step: Step): Promise<Count> {
  const startedAt = performance.now();
  const report = join(folder, `${step.project ?? 'none'}.json`);
  const extra = step.project === undefined ? [] : [`--outputFile.json=${report}`];
  if (step.project) console.log(`▶ ${step.title}`);
  const { code, output } = await run(step, extra);
  const count = countOf(step, code, report);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const sums = step.project ? `${count.passed} passed, ${count.failed} failed, ` : '';
  if (count.failed > 0) process.stdout.write(output);
  console.log(`${count.failed === 0 ? '✓' : '✗'} ${step.title} (${sums}${seconds} s)`);
  return count;
}

function run({ program, args, project }: Step, extra: readonly string[]) {
  const live = project !== undefined;
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules', program), ...args, ...extra],
    // Static checks speak only when they fail.
    { cwd: ROOT, stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'] },
  );
  state.running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  return new Promise<{ code: number; output: string }>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: 1, output: `${error.message}\n` });
    });
    child.once('close', (code) => {
      state.running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** A step that fails without a failed test (a broken file, a server that did not start) counts. */
function countOf({ project }: Step, code: number, report: string): Count {
  const plain = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (project === undefined || !existsSync(report)) return plain;
  const json = JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown>;
  const number = (key: string): number => Number(json[key] ?? 0);
  const failed = number('numFailedTests');
  return {
    passed: number('numPassedTests'),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: number('numPendingTests') + number('numTodoTests'),
  };
}
