/** The end of `npm test`: what failed is named where whoever reads only the end finds it. */
import { describe, expect, it } from 'vitest';
import { failedTests, lastWords, slowestFiles, type Report } from './report.ts';

const TOOK = { startTime: 0, endTime: 0 };
const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
  fullName,
  status,
  failureMessages,
});
const report = (...testResults: Report['testResults']): Report => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
});

describe('the end of a test run', () => {
  it('names each test that failed, with the first lines of its error', () => {
    const told = failedTests(
      report({
        name: 'test/a.test.ts',
        status: 'failed',
        ...TOOK,
        assertionResults: [
          test('an account opens', 'passed'),
          test('an account closes', 'failed', `Error: expected 1\n\n${'    at x\n'.repeat(40)}`),
        ],
      }),
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('test/a.test.ts > an account closes\n      Error: expected 1\n');
    expect(told[0]?.split('\n')).toHaveLength(13);
  });

  it('names a file that failed before any of its tests ran', () => {
    const broken = { name: 'test/b.test.ts', status: 'failed', ...TOOK, assertionResults: [] };
    expect(failedTests(report({ ...broken, message: 'Error: no such module' }))).toEqual([
      '  test/b.test.ts\n      Error: no such module',
    ]);
    expect(failedTests(report({ ...broken, status: 'passed' }))).toEqual([]);
  });

  it('says why a group’s preparation failed, which stands in the output alone', () => {
    const broken = {
      name: '/x/test/b.test.ts',
      status: 'failed',
      ...TOOK,
      assertionResults: [],
      message: '',
    };
    const output =
      '\u001b[41m FAIL \u001b[49m |integration| test/b.test.ts > a group\nError: Hook timed out in 10 ms.\n';
    expect(failedTests(report(broken), output)).toEqual([
      '  /x/test/b.test.ts\n      Error: Hook timed out in 10 ms.',
    ]);
    expect(failedTests(report({ ...broken, name: '/x/test/c.test.ts' }), output)).toEqual([
      '  /x/test/c.test.ts',
    ]);
  });

  it('tells of an error that belongs to no test, however long ago it was said', () => {
    const sums = 'Test Files  1 passed\n'.repeat(50);
    expect(lastWords(`✓ one\n⎯ Unhandled Rejection ⎯\nError: lost\n${sums}`)).toContain(
      'Unhandled Rejection ⎯\n      Error: lost\n',
    );
    expect(lastWords('one\ntwo\n')).toBe('\n      one\n      two');
  });

  it('tells which files took longest, and how many tests they hold', () => {
    const file = (name: string, from: number, to: number) => ({
      ...{ name: `/x/test/${name}.test.ts`, status: 'passed', startTime: from, endTime: to },
      assertionResults: [test('one', 'passed'), test('another', 'passed')],
    });
    const all = report(file('a', 0, 900), file('b', 5_000, 65_500), file('c', 1_000, 3_000));
    expect(slowestFiles(all, '/x/', 2)).toEqual([
      '   60.5 s  test/b.test.ts (2)',
      '    2.0 s  test/c.test.ts (2)',
    ]);
  });
});
