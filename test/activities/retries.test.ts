/** Steps that fail again and again are noted with their code, and forgotten when it is over. */
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { faultInterceptor } from '../../activities/faults.ts';
import { openRetryBook } from '../../activities/retries.ts';
import { Fault } from '../../src/domain/fault.ts';

const caseId = randomUUID();

interface Attempt {
  readonly attempt: number;
  readonly isLocal?: boolean;
  readonly workflowId?: string;
}

/** One attempt of an activity, as a worker runs it. */
async function tried(
  book: ReturnType<typeof openRetryBook>,
  { attempt, isLocal = false, workflowId = `case/${caseId}` }: Attempt,
  outcome: () => unknown,
): Promise<void> {
  const { execute } = book.around(faultInterceptor);
  const env = new MockActivityEnvironment({
    ...{ attempt, isLocal, activityType: 'commit' },
    workflowExecution: { workflowId, runId: randomUUID() },
  });
  const run = () => execute!({ args: [], headers: {} }, () => Promise.resolve().then(outcome));
  await env.run(run).catch(() => undefined);
}

const fails = () => {
  throw new Fault('database-unavailable', 'away');
};

describe('a step that fails', () => {
  it('is noted from its second attempt on, with the code of its fault', async () => {
    const book = openRetryBook(() => 1_000);
    await tried(book, { attempt: 1 }, fails);
    expect(book.beats()).toEqual([]);
    await tried(book, { attempt: 2 }, fails);
    await tried(book, { attempt: 3 }, () => {
      throw new Error('with somebody’s name in it');
    });
    expect(book.beats()).toEqual([
      { of: 'case', id: caseId, activity: 'commit', attempt: 3, failed: 0, fault: 'bug' },
    ]);
    await tried(book, { attempt: 4 }, fails);
    expect(book.beats()).toMatchObject([{ attempt: 4, fault: 'database-unavailable' }]);
  });

  it('is forgotten when it succeeds, or when nothing is heard of it for two minutes', async () => {
    let now = 0;
    const book = openRetryBook(() => now);
    await tried(book, { attempt: 2 }, fails);
    await tried(book, { attempt: 3 }, () => 'written');
    expect(book.beats()).toEqual([]);
    await tried(book, { attempt: 2 }, fails);
    now = 120_000;
    expect(book.beats()).toMatchObject([{ failed: 120_000 }]);
    now = 120_001;
    expect(book.beats()).toEqual([]);
  });

  it('is noted of a run by the name of the run', async () => {
    const book = openRetryBook();
    const id = 'collection.210100.2026-11-22.2';
    await tried(book, { attempt: 5, workflowId: `run/${id}` }, fails);
    expect(book.beats()).toMatchObject([{ of: 'run', id, attempt: 5 }]);
  });

  it('is not noted while it is a local attempt, or belongs to neither case nor run', async () => {
    const book = openRetryBook();
    await tried(book, { attempt: 2, isLocal: true }, fails);
    await tried(book, { attempt: 2, workflowId: 'run/something' }, fails);
    expect(book.beats()).toEqual([]);
  });
});
