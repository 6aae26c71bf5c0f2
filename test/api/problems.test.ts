/** What a refusal says beside its words: the clause it rests on, and the day from which it would not hold. */
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../src/api/problems.ts';
import { faultOfEngine } from '../../src/api/temporal-engine.ts';
import { FAULTS, Fault, type FaultCode } from '../../src/domain/fault.ts';
import { CLAUSES } from '../../src/policy/clauses.ts';
import { refusedAct } from '../../workflows/engine/desk.ts';

describe('a problem', () => {
  it.each([
    ['account-exists', 'regulation-13'],
    ['claim-held', 'liaoning-14'],
    ['person-conflict', 'liaoning-14'],
    ['agreement-changed', 'liaoning-2'],
    ['agreement-outdated', 'liaoning-2'],
  ] as const)('%s cites %s', (code, clause) => {
    const problem = problemOf(new Fault(code, '说明。'), 'trace');
    expect(problem).toMatchObject({ code, clause, detail: '说明。', traceId: 'trace' });
    expect(problem.remedy).not.toBe('');
    expect(Object.keys(CLAUSES)).toContain(clause);
  });

  it('that rests on no clause names none', () => {
    for (const code of ['version-conflict', 'same-person', 'key-reused'] as const) {
      expect(problemOf(new Fault(code, ''), 'trace')).not.toHaveProperty('clause');
    }
    expect(problemOf(new Error('bug'), 'trace')).not.toHaveProperty('clause');
  });

  it('keeps the clause that the case itself gave for its refusal, on its way through the engine', () => {
    const refusal = refusedAct({
      code: 'action-not-permitted',
      detail: '补正期限已过。',
      restsOn: 'liaoning-1',
    });
    const failed = new WorkflowUpdateFailedError('update failed', refusal);
    expect(problemOf(faultOfEngine(failed), 'trace')).toMatchObject({
      code: 'action-not-permitted',
      detail: '补正期限已过。',
      clause: 'liaoning-1',
    });
    const bare = refusedAct({ code: 'input-invalid', detail: '不是这一项。' });
    expect(bare).toBeInstanceOf(ApplicationFailure);
    const other = problemOf(faultOfEngine(new WorkflowUpdateFailedError('', bare)), 'trace');
    expect(other).toMatchObject({ code: 'input-invalid' });
    expect(other).not.toHaveProperty('clause');
  });

  it('of a bug tells a trace id, and nothing of what went wrong', () => {
    const told = problemOf(new Error('张三 219900199001010014'), 'trace-7');
    expect(Object.keys(told).sort()).toEqual(
      ['code', 'remedy', 'status', 'title', 'traceId', 'type'].sort(),
    );
    expect(told).toMatchObject({ code: 'internal', status: 500, traceId: 'trace-7' });
    expect(JSON.stringify(told)).not.toMatch(/张三|2199|    at /);
  });

  it('has a remedy for every fault there is', () => {
    for (const code of Object.keys(FAULTS) as FaultCode[]) {
      expect(problemOf(new Fault(code, ''), 'trace').remedy, code).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
