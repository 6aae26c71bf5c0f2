/** What vitest writes with `--reporter=json`, as far as the whole test run reads it. */
import { stripVTControlCharacters } from 'node:util';

export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Milliseconds: the first of its tests begins, the last ends. */
    readonly startTime: number;
    readonly endTime: number;
    /** Why a file as a whole failed: its import, its `beforeAll`. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Lines of an error that say what was expected and what came, without the whole difference. */
const LINES = 12;

/**
 * Each test that failed, and each file that failed as a whole: its name and its error's first lines.
 *
 * @param output what the run said: it alone has the words of a hook that failed within a group
 */
export function failedTests({ testResults }: Report, output = ''): string[] {
  return testResults.flatMap(({ name, status, message = '', assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) {
      return status === 'failed' ? [told(name, message || saidOf(name, output))] : [];
    }
    return failed.map((test) =>
      told(`${name} > ${test.fullName}`, test.failureMessages.join('\n')),
    );
  });
}

/**
 * The files that took longest, a line each: where to look when the whole run takes too long.
 *
 * @param root folder below which files are named
 */
export function slowestFiles({ testResults }: Report, root: string, count: number): string[] {
  const took = ({ startTime, endTime }: Report['testResults'][number]) => endTime - startTime;
  return testResults
    .toSorted((one, other) => took(other) - took(one))
    .slice(0, count)
    .map((file) => {
      const seconds = (took(file) / 1000).toFixed(1).padStart(7);
      return `${seconds} s  ${file.name.replace(root, '')} (${file.assertionResults.length})`;
    });
}

/** What follows the headline of a file that failed, without its colours. */
function saidOf(name: string, output: string): string {
  const lines = stripVTControlCharacters(output).split('\n');
  const headline = (line: string) => / FAIL .*?(\S+\.test\.ts)/.exec(line)?.[1];
  const at = lines.findIndex((line) => {
    const file = headline(line);
    return file !== undefined && name.endsWith(file);
  });
  return at < 0 ? '' : lines.slice(at + 1, at + 1 + LINES).join('\n');
}

function told(name: string, message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return [`  ${name}`, ...lines.slice(0, LINES).map((line) => `      ${line}`)].join('\n');
}

/**
 * The end of what a step said that failed without a failed test: from its unhandled errors on where
 * it has any, for those stand far above the sums.
 */
export function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.findIndex((line) => line.includes('Unhandled'));
  const from = errors < 0 ? Math.max(0, lines.length - 2 * LINES) : errors;
  return lines.slice(from, from + 3 * LINES).reduce((all, line) => `${all}\n      ${line}`, '');
}
