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
import { failedTests, lastWords, slowestFiles, type Report } from './report.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Step {
  readonly title: string;
  /** A program of an npm package, as a path below node_modules, and its arguments. */
  readonly program: string;
  readonly args: readonly string[];
  /** Megabytes that it may hold, where the usual are too few. */
  readonly heap?: number;
  /** Tests of their own, counted; else the step counts as one. */
  readonly project?: 'unit' | 'integration' | 'browser';
  readonly fast: boolean;
}

/** Characters of a step's output that are kept, its last. */
const KEPT = 200_000;
/** Said when everything is told and nothing is left but to end; a worker that does not end holds it up for ever. */
const REPORTED = 'JSON report written to';
const LEAVE_MS = 120_000;
/** Static steps at a time. */
const LANES = Math.min(3, availableParallelism());
const LINT_MB = 6_000;
/** Of each kind of tests. */
const SLOWEST = 25;
const SOURCES = ['src', 'workflows', 'activities', 'test', 'bench'];

const STEPS: readonly Step[] = [
  {
    title: 'types from the document',
    program: '../scripts/console-types.ts',
    args: [],
    fast: true,
  },
  { title: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '.'], fast: true },
  lint('lint', ['src', 'workflows', 'activities', 'scripts', '*.js', '*.ts']),
  lint('lint of tests', ['test', 'bench']),
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

/** By halves: the types of everything at once are more than a process holds. */
function lint(title: string, paths: readonly string[]): Step {
  const args = [...paths, '--max-warnings=0'];
  return { title, program: 'eslint/bin/eslint.js', args, heap: LINT_MB, fast: true };
}

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, by name, with its first words; told again at the end of the run. */
  readonly failures: readonly string[];
  /** Where the time went, a line a file; none of a static step. */
  readonly slowest: readonly string[];
}

interface Said {
  /** File of the tests' report. */
  readonly report: string;
  readonly output: string;
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
const failures: string[] = [];
const slowest: string[] = [];
const steps = STEPS.filter(({ fast }) => fast || !process.argv.includes('--fast'));
const [first, ...others] = steps.filter(({ project }) => project === undefined);
// What the first makes, the others read. They have one thread each; tests have the machine to themselves.
await runInTurn(first ? [first] : []);
const queue = [...others];
await Promise.all(Array.from({ length: LANES }, () => runInTurn(queue)));
await runInTurn(steps.filter(({ project }) => project !== undefined));
rmSync(folder, { recursive: true, force: true });
if (state.interrupted) total.failed += 1;
if (slowest.length > 0) console.log(`\nSlowest files:\n${slowest.join('\n')}`);
// Whoever sees only the end of a long output learns what failed from it.
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Takes steps off the queue until it is empty. */
async function runInTurn(queue: Step[]): Promise<void> {
  for (let step = queue.shift(); step && !state.interrupted; step = queue.shift()) {
    const count = await runStep(step);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    failures.push(...count.failures);
    if (count.slowest.length > 0) slowest.push(step.title, ...count.slowest);
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
  const count = countOf(step, code, { report, output });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const sums = step.project ? `${count.passed} passed, ${count.failed} failed, ` : '';
  if (count.failed > 0 && !step.project) process.stdout.write(output);
  console.log(`${count.failed === 0 ? '✓' : '✗'} ${step.title} (${sums}${seconds} s)`);
  return count;
}

function run({ program, args, heap, project }: Step, extra: readonly string[]) {
  const live = project !== undefined;
  const env = live && process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
  const room = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
  const command = [...room, join(ROOT, 'node_modules', program), ...args, ...extra];
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  state.running.add(child);
  let output = '';
  let overdue: NodeJS.Timeout | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      // Static checks speak only when they fail.
      if (live) process.stdout.write(chunk);
      if (chunk.includes(REPORTED)) overdue ??= setTimeout(() => child.kill('SIGKILL'), LEAVE_MS);
      output = `${output}${chunk.toString('utf8')}`.slice(-KEPT);
    });
  }
  return new Promise<{ code: number; output: string }>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: 1, output: `${error.message}\n` });
    });
    const end = (code: number | null): void => {
      clearTimeout(overdue);
      state.running.delete(child);
      resolve({ code: code ?? 1, output });
    };
    child.once('close', end);
    // Something it left behind may hold its output open: the run does not wait for that.
    child.once('exit', (code) => setTimeout(end, 5000, code).unref());
  });
}

/** A step that fails without a failed test (a broken file, a server that did not start) counts. */
function countOf({ project, title }: Step, code: number, said: Said): Count {
  const { report, output } = said;
  const bare = code === 0 ? [] : [`  ${title}: ended with code ${code}${lastWords(output)}`];
  const plain = {
    passed: code === 0 ? 1 : 0,
    failed: bare.length,
    skipped: 0,
    failures: bare,
    slowest: [],
  };
  if (project === undefined || !existsSync(report)) return plain;
  const json = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const failures = failedTests(json, output);
  return {
    passed: json.numPassedTests,
    failed: code !== 0 && json.numFailedTests === 0 ? 1 : json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
    failures: failures.length > 0 ? failures : bare,
    slowest: slowestFiles(json, ROOT, SLOWEST),
  };
}
