/**
 * Three kinds of tests: those that need no server, those that need PostgreSQL and Temporal, and
 * those in a real browser against the whole product.
 */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const SERVER_TESTS = [
  'test/{db,ledger,runs,activities,workflows,api,cli,simulators,integration}/**/*.test.ts',
  'test/**/servers/**/*.test.ts',
];

const BROWSER_TESTS = 'test/browser/**/*.test.ts';

/** What looks at every page comes last: the other stories have filled the pages by then. */
const LAST = /every-page\.test\.ts$/;

class FullestLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLast = ({ moduleId }: TestSpecification) => LAST.test(moduleId);
    return [...sorted.filter((file) => !isLast(file)), ...sorted.filter(isLast)];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: FullestLast },
    // Most of a test is waiting for servers: two at once pay even on one core.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...SERVER_TESTS, BROWSER_TESTS],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: SERVER_TESTS,
          globalSetup: ['test/harness/global-setup.ts'],
          pool: 'forks',
          // As the product's workers run: see the file.
          execArgv: ['-r', './bin/no-call-stacks.cjs'],
          // Suites share nothing but what they imported, which is a third of what they would cost.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: [BROWSER_TESTS],
          globalSetup: ['test/browser/harness/global-setup.ts'],
          pool: 'forks',
          // A browser for each process, and one reading of all that suites import.
          isolate: false,
          testTimeout: 90_000,
          // A page on a busy machine comes when it comes; what never comes is found out all the same.
          expect: { poll: { timeout: 15_000 } },
          // A machine that stalls for seconds fails a story that holds: it is told once more, and
          // the report says so. What does not hold fails twice.
          retry: 1,
          // A suite that must be alone waits for the others: see desk().
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
