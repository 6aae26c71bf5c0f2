/** When it is called recovered, and when not: from before and after, and nothing else. */
import { describe, expect, it } from 'vitest';
import { diagnose, diagnoseAtRest } from '../../src/api/repair/diagnose.ts';
import type { WorkflowView } from '../../src/api/repair/engine.ts';
import type { BooksView, CaseSnapshot, MessageSnapshot } from '../../src/api/repair/snapshot.ts';
import { stillWrong, verdict, type Watched } from '../../src/api/repair/verdict.ts';

const NOW = Date.parse('2026-11-23T10:00:00+08:00');

const books = (more: Partial<BooksView> = {}): BooksView => ({
  type: 'account-opening',
  stage: 'needs attention',
  version: 4,
  open: true,
  outcome: null,
  updatedAt: NOW - 3_600_000,
  waits: [{ kind: 'parked', since: NOW - 3_600_000, until: NOW + 600_000, systems: ['national'] }],
  tasks: [{ kind: 'repair', dueOn: '2026-11-24' }],
  ...more,
});

const engine = (more: Partial<WorkflowView> = {}): WorkflowView => ({
  status: 'running',
  state: 'attention',
  startedAt: 0,
  closedAt: null,
  task: null,
  activities: [],
  timers: null,
  runId: 'run-1',
  standing: { stage: 'needs attention', version: 4 },
  ...more,
});

const at = (b: BooksView | null, e: WorkflowView | null = engine()): CaseSnapshot => ({
  of: 'case',
  at: NOW,
  caseId: '0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70',
  version: b?.version ?? null,
  books: b,
  engine: e,
});

const watched = (move: Watched['move'], more: Partial<Watched> = {}): Watched => ({
  kind: 'parked',
  move,
  params: {},
  before: at(books()),
  ...more,
});

/** Where books and engine agree. */
const agreed = (stage: string, state: string, version: number) =>
  at(
    books({ stage, version, waits: [{ kind: 'review', since: 0, until: null, systems: [] }] }),
    engine({ state, standing: { stage, version } }),
  );

describe('立即重试', () => {
  const now = (stage: string, version: number) =>
    verdict(watched('retry-now'), agreed(stage, '', version));

  it.each([
    ['checking', 5, null],
    ['needs attention', 5, null],
    ['needs attention', 7, 'not-recovered'],
    ['in review', 6, 'recovered'],
    ['awaiting signature', 6, 'recovered'],
    ['refused', 6, 'recovered'],
    ['withdrawn', 6, 'recovered'],
    ['needs attention', 4, null],
  ])('at “%s” in version %i is %s', (stage, version, outcome) => {
    expect(now(stage, version)?.outcome ?? null).toBe(outcome);
  });

  it('knows nothing while the engine is away, and says so in the end', () => {
    const away = at(books({ stage: 'in review', version: 6 }), null);
    expect(verdict(watched('retry-now'), away)).toBeNull();
    expect(stillWrong(away)).toBe('办理引擎没有应答，无法确认是否恢复。');
  });
});

describe('让流程重新查看', () => {
  const before = at(
    books({ stage: 'awaiting signature', version: 5, waits: [] }),
    engine({ state: 'waiting', standing: { stage: 'in review', version: 4 } }),
  );
  const wake = watched('wake', { kind: 'state-differs', before });

  it('has helped when the workflow now knows what stands in the books', () => {
    expect(diagnose(before).map(({ kind }) => kind)).toEqual(['state-differs']);
    expect(verdict(wake, agreed('awaiting signature', 'waiting', 5))?.outcome).toBe('recovered');
  });

  it('has not when it still knows it otherwise, however often it was asked', () => {
    expect(verdict(wake, before)).toBeNull();
    expect(stillWrong(before)).toContain('流程却停在第4版（人工复核中）');
  });

  it('has not when nothing moved, though nothing is wrong any more', () => {
    const still = agreed('in review', 'waiting', 5);
    expect(verdict(watched('wake', { kind: 'orphan', before: still }), still)).toBeNull();
  });

  it('has not when the case went from one standstill into another', () => {
    const parkedNow = at(books({ version: 7 }), engine({ standing: { stage: '', version: 7 } }));
    expect(verdict(wake, parkedNow)?.outcome).toBe('not-recovered');
  });

  it('has not when the workflow ended and the case did not', () => {
    const gone = at(books({ version: 5 }), engine({ status: 'failed', standing: null }));
    expect(verdict(wake, gone)?.outcome).toBe('not-recovered');
  });
});

describe('按业务库重新开始流程', () => {
  const before = at(
    books({ stage: 'in review', waits: [], tasks: [] }),
    engine({ status: 'absent' }),
  );
  const restart = watched('restart', { kind: 'no-workflow', before });

  it('has helped only when the workflow answers with the version of the books', () => {
    const silent = at(books({ stage: 'in review' }), engine({ state: 'waiting', standing: null }));
    expect(verdict(restart, silent)).toBeNull();
    const behind = at(
      books({ stage: 'in review' }),
      engine({ state: 'waiting', standing: { stage: '', version: 0 } }),
    );
    expect(verdict(restart, behind)).toBeNull();
    expect(verdict(restart, agreed('in review', 'waiting', 4))?.outcome).toBe('recovered');
  });

  it('has not while its task fails', () => {
    const failing = at(
      books({ stage: 'in review' }),
      engine({
        state: 'waiting',
        standing: { stage: 'in review', version: 4 },
        task: { attempt: 4, started: false, scheduledAt: NOW, cause: null },
      }),
    );
    expect(verdict(restart, failing)).toBeNull();
  });

  it('of an old workflow has not before there is a new one', () => {
    const rebuild = watched('rebuild', {
      kind: 'state-differs',
      before: agreed('in review', '', 4),
    });
    const same = agreed('in review', 'waiting', 4);
    expect(verdict(rebuild, same)).toBeNull();
    const fresh: CaseSnapshot = { ...same, engine: { ...same.engine!, runId: 'run-2' } };
    expect(verdict(rebuild, fresh)?.outcome).toBe('recovered');
  });
});

describe('立即再试这一步', () => {
  const failing = {
    ...{ id: '7', type: 'national', attempt: 5, state: 'scheduled' as const },
    ...{ scheduledAt: NOW - 60_000, nextAttemptAt: NOW + 30_000, failure: null },
  };
  const before = at(books({ stage: 'checking', waits: [] }), engine({ activities: [failing] }));
  const retry = watched('retry-activity', { kind: 'activity-retrying', before });

  it('has helped when that step is over and the case went on', () => {
    expect(verdict(retry, before)).toBeNull();
    expect(verdict(retry, agreed('in review', 'waiting', 5))?.finding).toMatch(
      /^“查询全国.*已完成/,
    );
  });

  it('has not when the step is gone and nothing was written, or the case parked', () => {
    expect(verdict(retry, at(books({ stage: 'checking' })))).toBeNull();
    expect(verdict(retry, at(books({ version: 6 })))?.outcome).toBe('not-recovered');
  });
});

describe('a message', () => {
  const message = (more: Partial<MessageSnapshot>): MessageSnapshot => ({
    ...{ of: 'message', at: NOW, kind: 'notice', since: NOW, attempts: 0, lastError: null },
    ...{ parked: false, done: false, caseId: null, ...more },
  });
  const again = watched('send-again', {
    kind: 'outbox-undelivered',
    before: message({ parked: true, attempts: 80, lastError: 'bug' }),
  });

  it.each([
    [{ done: true }, 'recovered'],
    [{ attempts: 3, lastError: 'outside-system-unavailable' }, null],
    [{ attempts: 80, lastError: 'outside-system-unavailable', parked: true }, 'not-recovered'],
    [{}, null],
  ])('%j is %s', (more, outcome) => {
    expect(verdict(again, message(more))?.outcome ?? null).toBe(outcome);
  });

  it('is late after half an hour of failures, or when it was given up', () => {
    const kinds = (more: Partial<MessageSnapshot>) =>
      diagnose(message(more)).map(({ kind }) => kind);
    expect(kinds({ lastError: 'bug', since: NOW - 1_799_000 })).toEqual([]);
    expect(kinds({ lastError: 'bug', since: NOW - 1_800_000 })).toEqual(['outbox-undelivered']);
    expect(kinds({ parked: true })).toEqual(['outbox-undelivered']);
    expect(kinds({ since: NOW - 9_000_000 })).toEqual([]);
  });
});

describe('what passes by itself', () => {
  it('is not shown of a case that has just moved, and is shown after ten seconds', () => {
    const differs = (updatedAt: number) =>
      diagnoseAtRest(
        at(
          books({ stage: 'in review', version: 5, updatedAt }),
          engine({ state: 'waiting', standing: { stage: 'checking', version: 4 } }),
        ),
      ).map(({ kind }) => kind);
    expect(differs(NOW - 9_999)).toEqual([]);
    expect(differs(NOW - 10_000)).toEqual(['state-differs']);
  });
});
