/** 改期: a period that was given may be made longer and never shorter; what binds the center stays. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { MOVE_ACTIONS } from '../../src/cases/wait-moves.ts';
import { moveAnswer } from '../../src/cases/wait-answers.ts';
import { WAIT_KINDS, type WaitKind } from '../../src/cases/wording-waits.ts';
import { FIXED_WAITS } from '../../src/policy/fixed-waits.ts';
import {
  assessWaitMove,
  lastDayOfCorrected,
  MOVABLE_WAITS,
  MOVE_DAYS_MAX,
  type WaitMoveFacts,
} from '../../src/policy/wait-moves.ts';
import { MOVE_REFUSALS } from '../../src/policy/wait-move-refusals.ts';

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

describe('the half year of a seal', () => {
  const GATE: WaitMoveFacts = {
    ...{ on: day('2026-11-10'), kind: 'exit-gate', ground: 'corrected-date' },
    ...{ givenOn: day('2027-02-28'), lastOn: day('2027-02-28') },
    toOn: lastDayOfCorrected(day('2026-08-15')),
    seal: {
      ...{ openedOn: day('2020-01-05'), sealedOn: day('2026-08-31') },
      ...{ runsFrom: day('2026-08-31'), correctedOn: day('2026-08-15') },
    },
  };
  const corrected = (to: string, on = '2026-11-10') =>
    assessWaitMove({
      ...{ ...GATE, on: day(on), toOn: lastDayOfCorrected(day(to)) },
      seal: { ...GATE.seal!, correctedOn: day(to) },
    });

  it.each([
    ['2026-08-15', '2027-02-16'],
    ['2026-08-30', '2027-03-01'],
    ['2026-09-30', '2027-03-31'],
  ])('corrected to %s it opens on %s', (to, opens) => {
    expect(corrected(to)).toMatchObject({ outcome: 'granted', followsOn: opens });
  });

  it('that is full by the corrected day opens today, and not before', () => {
    expect(corrected('2026-05-09')).toMatchObject({ outcome: 'granted', followsOn: '2026-11-10' });
    expect(corrected('2026-05-10')).toMatchObject({ outcome: 'granted', followsOn: '2026-11-11' });
  });

  it('is corrected to no day that is to come, none before the account, not to the same', () => {
    expect(corrected('2026-11-10').reasons).toEqual([]);
    expect(corrected('2026-11-11').reasons).toEqual(['seal-future']);
    expect(corrected('2020-01-05').reasons).toEqual([]);
    expect(corrected('2020-01-04').reasons).toEqual(['seal-before-account']);
    expect(corrected('2026-08-31').reasons).toEqual(['seal-same']);
  });

  it('follows from the seal that is corrected and from no other, and never from a free day', () => {
    const seal = { ...GATE.seal!, runsFrom: day('2026-11-01') };
    expect(assessWaitMove({ ...GATE, seal }).reasons).toEqual(['seal-own']);
    expect(assessWaitMove({ ...GATE, seal: null }).reasons).toEqual(['seal-not-given']);
    expect(assessWaitMove({ ...GATE, ground: 'hindered' }).reasons).toContain('not-movable');
  });

  it('by order of a court becomes later alone', () => {
    const court = { ...GATE, ground: 'court-order', seal: null } as const;
    expect(assessWaitMove({ ...court, toOn: day('2027-04-11') }).reasons).toEqual([]);
    expect(assessWaitMove({ ...court, toOn: day('2027-02-27') }).reasons).toEqual(['before-given']);
    const both = { ...GATE, ground: 'court-order', toOn: day('2027-04-11') } as const;
    expect(assessWaitMove(both).reasons).toEqual(['seal-not-asked']);
  });
});

describe('the table', () => {
  it('names each wait once: it may be moved, or what there is instead', () => {
    const both = [...Object.keys(MOVABLE_WAITS), ...Object.keys(FIXED_WAITS)];
    expect(new Set(both).size).toBe(both.length);
    expect(both.sort()).toEqual([...WAIT_KINDS].sort());
  });

  it('does not build with a kind of wait that has no answer', () => {
    type Answers = Readonly<Record<WaitKind, unknown>>;
    const { verdict: _left, ...rest } = FIXED_WAITS;
    // @ts-expect-error -- verdict is neither movable nor fixed with a reason
    const lacking: Answers = { ...rest, ...MOVABLE_WAITS };
    expect(lacking).not.toHaveProperty('verdict');
  });

  it('says of every wait how it may be moved and by which clause, or why not', () => {
    for (const kind of WAIT_KINDS) {
      const { movable, how, clause } = moveAnswer(kind)!;
      expect(how, kind).toMatch(/^[\u4e00-\u9fff].*。$/);
      expect(movable, kind).toBe(Object.hasOwn(MOVABLE_WAITS, kind));
      expect(clause !== null, kind).toBe(movable);
    }
    expect(moveAnswer('nothing-like-it')).toBeNull();
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
