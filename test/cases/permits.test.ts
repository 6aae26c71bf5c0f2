/** The permit tables: complete, in words, and nobody decides on what they brought themselves. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  judge,
  ROLES,
  systemActor,
  type Actor,
  type CaseType,
  type Parties,
  type Permit,
  type Role,
} from '../../src/cases/case.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';

const TYPES = Object.values(CASE_TYPES);

interface Row {
  readonly stage: string;
  readonly action: string;
  readonly permit: Permit;
}

function rows({ permits }: CaseType): readonly Row[] {
  return Object.entries(permits).flatMap(([stage, actions]) =>
    Object.entries(actions).flatMap(([action, permit]) =>
      permit ? [{ stage, action, permit }] : [],
    ),
  );
}

function actor(role: Role, id = 'somebody'): Actor {
  return { id, role, center: '210100', branch: null, origin: 'test' };
}

/** Whoever had the part after which alone the act is possible. */
function before(permit: Permit | undefined): Parties {
  return permit?.after ? { [permit.after.part]: 'another' } : {};
}

const at = (stage: string, parties: Parties = {}) => ({
  stage,
  version: 1,
  parties,
});

describe.each(TYPES)('$title', (caseType) => {
  it('has a Chinese title for every stage and every act', () => {
    for (const [name, { title }] of [
      ...Object.entries(caseType.stages),
      ...Object.entries(caseType.actions),
    ]) {
      expect(title, name).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('names only stages and acts that there are, and roles that there are', () => {
    expect(Object.keys(caseType.permits).sort()).toEqual(Object.keys(caseType.stages).sort());
    for (const { action, permit } of rows(caseType)) {
      expect(Object.keys(caseType.actions)).toContain(action);
      expect(permit.roles.length).toBeGreaterThan(0);
      for (const role of permit.roles) expect(ROLES).toContain(role);
    }
  });

  it('leaves no act that is possible nowhere, and none without a form', () => {
    const possible = new Set(rows(caseType).map(({ action }) => action));
    expect([...possible].sort()).toEqual(Object.keys(caseType.actions).sort());
    const forms = Object.keys(CASE_FORMS[caseType.type]?.actions ?? {});
    expect(forms.sort()).toEqual([...possible].sort());
  });

  it('permits nothing at a stage that is final, and something at every other that waits', () => {
    for (const [stage, { final, state }] of Object.entries(caseType.stages)) {
      const possible = rows(caseType).filter((row) => row.stage === stage);
      if (final === true) expect(possible, stage).toEqual([]);
      else if (state !== 'running') expect(possible.length, stage).toBeGreaterThan(0);
    }
  });

  it('asks for a reason wherever the form asks for one', () => {
    for (const [action, form] of Object.entries(CASE_FORMS[caseType.type]?.actions ?? {})) {
      const issues = form.safeParse({}).error?.issues ?? [];
      const needed = issues.some(({ path }) => path[0] === 'reason');
      expect(caseType.actions[action]?.reason ?? false, action).toBe(needed);
    }
  });

  it('lets the clock do nothing by the acts of people', () => {
    for (const { stage, action } of rows(caseType)) {
      expect(judge(caseType, at(stage), systemActor('210100'), action)?.code).toBe(
        'not-authorized',
      );
    }
  });

  it('refuses every act that the table does not name, with the same code everywhere', () => {
    const stages = Object.keys(caseType.stages);
    const acts = [...Object.keys(caseType.actions), 'no-such-act'];
    fc.assert(
      fc.property(
        fc.constantFrom(...stages),
        fc.constantFrom(...acts),
        fc.constantFrom(...ROLES),
        (stage, action, role) => {
          const row = rows(caseType).find((one) => one.stage === stage && one.action === action);
          const parties = { submitter: 'somebody', ...before(row?.permit) };
          const told = judge(caseType, at(stage, parties), actor(role), action);
          if (!row) {
            expect(['action-not-permitted', 'case-ended']).toContain(told?.code);
          } else if (!row.permit.roles.includes(role)) {
            expect(told?.code).toBe('not-authorized');
          } else if (row.permit.notBy?.includes('submitter') === true) {
            expect(told?.code).toBe('same-person');
          } else {
            expect(told).toBeNull();
            if (row.permit.after) {
              const early = judge(caseType, at(stage), actor(role), action);
              expect(early?.detail).toBe(row.permit.after.detail);
            }
          }
        },
      ),
    );
  });
});

describe('four eyes', () => {
  /** Acts by which a second person decides on what a first one brought or entered. */
  const DECIDING: Readonly<Record<string, readonly string[]>> = {
    verdict: ['submitter'],
    review: ['submitter', 'supplementer', 'appealed'],
    'send-back': ['submitter', 'supplementer'],
    reconsider: ['submitter', 'proposer', 'reviewer', 'decider'],
    'confirm-answer': ['proposer'],
    'decline-answer': ['proposer'],
    approve: ['submitter'],
    decline: ['submitter'],
  };

  it('are needed for every act that decides on another person’s', () => {
    for (const caseType of TYPES) {
      for (const { stage, action } of rows(caseType)) {
        for (const part of DECIDING[action] ?? []) {
          for (const role of ROLES) {
            for (const people of ['somebody', ['another', 'somebody']]) {
              const told = judge(caseType, at(stage, { [part]: people }), actor(role), action);
              expect(told, `${caseType.type}: ${action}`).not.toBeNull();
            }
          }
        }
      }
    }
  });

  it('are two pairs: another person with the same role may act', () => {
    for (const caseType of TYPES) {
      for (const { stage, action, permit } of rows(caseType)) {
        const others = {
          ...{ submitter: 'another', proposer: 'another', reviewer: 'another' },
          ...{ decider: ['another', 'a third'], appealed: ['another', 'a third'] },
          ...before(permit),
        };
        const [role] = permit.roles.filter((one) => one !== 'channel');
        if (!role) continue;
        expect(judge(caseType, at(stage, others), actor(role), action)).toBeNull();
      }
    }
  });
});

describe('人工复议', () => {
  const { 'account-opening': opening } = CASE_TYPES;
  const told = (action: string, stage: string, parties: Parties, id: string) =>
    judge(opening!, at(stage, parties), actor('reviewer', id), action);

  it.each([
    ['brought the case', { submitter: 'zhao' }, '提交了本业务'],
    ['entered an answer by hand', { proposer: 'zhao' }, '提出了本项处理'],
    ['reviewed before lists were kept', { reviewer: 'zhao' }, '复核过本业务'],
    [
      'decided first of three',
      { reviewer: 'sun', decider: ['zhao', 'qian', 'sun'] },
      '在本业务中作过决定',
    ],
  ])('is refused, with the reason, to whoever %s', (_, parties, why) => {
    expect(told('reconsider', 'in human review', parties, 'zhao')).toEqual({
      code: 'same-person',
      detail: `您已经${why}，“人工复议”须由另一人办理。`,
    });
    expect(told('reconsider', 'in human review', parties, 'wu')).toBeNull();
  });

  it('leaves what is reviewed afterwards to people whose decision was not appealed', () => {
    const parties = { decider: ['zhao', 'qian'], appealed: ['zhao'] };
    expect(told('review', 'in review', parties, 'zhao')?.code).toBe('same-person');
    expect(told('review', 'in review', parties, 'qian')).toBeNull();
  });
});

describe('a channel', () => {
  it('acts on nothing that another brought', () => {
    for (const caseType of TYPES) {
      for (const { stage, action } of rows(caseType)) {
        const told = judge(caseType, at(stage, { submitter: 'another' }), actor('channel'), action);
        expect(told?.code, action).toBe('not-authorized');
      }
    }
  });
});

describe('the person of a case', () => {
  it.each(TYPES.filter(({ startedBy }) => !startedBy.includes('clerk')))(
    'is no applicant where no clerk takes an application: $title',
    ({ personTitle }) => {
      expect(personTitle).toMatch(/缴存人$/);
    },
  );
});
