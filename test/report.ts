/** What vitest writes with `--reporter=json`, as far as the whole test run reads it. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
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

/** Each test that failed, and each file that failed as a whole: its name and its error's first lines. */
export function failedTests({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message = '', assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [told(name, message)] : [];
    return failed.map((test) =>
      told(`${name} > ${test.fullName}`, test.failureMessages.join('\n')),
    );
  });
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
