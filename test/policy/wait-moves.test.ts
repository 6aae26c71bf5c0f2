/** 改期: a period that was given may be made longer and never shorter; what binds the center stays. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { MOVE_ACTIONS } from '../../src/cases/wait-moves.ts';
import { WAIT_KINDS } from '../../src/cases/wording-waits.ts';
import {
  assessWaitMove,
  FIXED_WAITS,
  MOVABLE_WAITS,
  MOVE_DAYS_MAX,
  MOVE_REFUSALS,
  type WaitMoveFacts,
} from '../../src/policy/wait-moves.ts';

const day = plainDate;
const FACTS: WaitMoveFacts = {
  ...{ on: day('2026-11-10'), kind: 'dormancy-notice', ground: 'hindered' },
  ...{ givenOn: day('2026-11-20'), lastOn: day('2026-11-20'), toOn: day('2026-12-20') },
};
const reasons = (changed: Partial<WaitMoveFacts>) =>
  assessWaitMove({ ...FACTS, ...changed }).reasons;

describe('a move', () => {
  it('makes the period longer, and says when what follows is done', () => {
    expect(assessWaitMove(FACTS)).toMatchObject({
      ...{ outcome: 'granted', reasons: [], followsOn: '2026-12-21', days: 30 },
      rule: { name: 'wait-move' },
    });
  });

  it('is never to a day before the one that was given, and may be to that day again', () => {
    const moved = { lastOn: day('2026-12-31') };
    expect(reasons({ ...moved, toOn: day('2026-11-19') })).toEqual(['before-given']);
    expect(reasons({ ...moved, toOn: day('2026-11-20') })).toEqual([]);
    expect(reasons({ ...moved, toOn: day('2026-11-21') })).toEqual([]);
  });

  it('is never to a day that is over, and may be to today', () => {
    const before = { givenOn: day('2026-11-01'), lastOn: day('2026-11-30') };
    expect(reasons({ ...before, toOn: day('2026-11-09') })).toEqual(['in-the-past']);
    expect(reasons({ ...before, toOn: day('2026-11-10') })).toEqual([]);
  });

  it('is of a wait that has not ended: its last day is the last on which it may be asked for', () => {
    expect(reasons({ on: day('2026-11-20') })).toEqual([]);
    expect(reasons({ on: day('2026-11-21') })).toEqual(['over']);
  });

  it('changes something', () => {
    expect(reasons({ toOn: FACTS.lastOn })).toEqual(['same-day']);
  });

  it('is for a year at most by one document', () => {
    expect(reasons({ toOn: addDays(FACTS.lastOn, MOVE_DAYS_MAX) })).toEqual([]);
    expect(reasons({ toOn: addDays(FACTS.lastOn, MOVE_DAYS_MAX + 1) })).toEqual(['too-far']);
  });

  it.each(Object.keys(FIXED_WAITS))('is not possible of %s', (kind) => {
    expect(reasons({ kind })).toContain('not-movable');
  });

  it.each(Object.entries(MOVE_REFUSALS))(
    'that is refused as %s says what can be done',
    (_, why) => {
      expect(why.text).toMatch(/。$/);
      expect(why.remedy).toMatch(/。$/);
    },
  );
});

describe('the table', () => {
  it('names each wait once: it may be moved, or what there is instead', () => {
    const both = [...Object.keys(MOVABLE_WAITS), ...Object.keys(FIXED_WAITS)];
    expect(new Set(both).size).toBe(both.length);
    expect(both.filter((kind) => !(WAIT_KINDS as readonly string[]).includes(kind))).toEqual([]);
  });

  it('names a stage for every wait that may be moved, and the act is there with its form', () => {
    const at = Object.entries(CASE_TYPES).flatMap(([type, { waitMoves = {}, permits }]) =>
      Object.entries(waitMoves).map(([stage, kind]) => {
        expect(Object.keys(permits[stage] ?? {})).toEqual(
          expect.arrayContaining([...MOVE_ACTIONS]),
        );
        expect(Object.keys(CASE_FORMS[type]?.actions ?? {})).toEqual(
          expect.arrayContaining([...MOVE_ACTIONS]),
        );
        return kind;
      }),
    );
    expect([...new Set(at)].sort()).toEqual(Object.keys(MOVABLE_WAITS).sort());
  });
});
