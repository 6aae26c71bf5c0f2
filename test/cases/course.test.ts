/** The steps of a case: drawn from the entry of its type, for every type and every stage. */
import { describe, expect, it } from 'vitest';
import { accountOpening } from '../../src/cases/account-opening.ts';
import { stepsOf } from '../../src/cases/course.ts';
import { eventGroup, EVENT_GROUP_NAMES, kindsOf } from '../../src/cases/event-groups.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { EVENT_KINDS } from '../../src/cases/wording-events.ts';

describe.each(Object.values(CASE_TYPES))('the course of $title', ({ course, stages }) => {
  it('has a place and a finished sentence for every stage', () => {
    expect(Object.keys(course.stages).sort()).toEqual(Object.keys(stages).sort());
    for (const [at, { step, now }] of Object.entries(course.stages)) {
      expect(now, at).toMatch(/^[^。]+。$/);
      if (step !== null) expect(course.steps, at).toContain(step);
    }
  });

  it('ends well at its last step', () => {
    const last = course.steps.at(-1);
    const ends = Object.keys(stages).filter((at) => course.stages[at]?.step === last);
    expect(ends.some((at) => stages[at]?.final === true)).toBe(true);
  });

  it('lets a stage without a step be an end only: an open case always stands somewhere', () => {
    const nowhere = Object.keys(stages).filter((at) => course.stages[at]?.step === null);
    expect(nowhere.filter((at) => stages[at]?.final !== true)).toEqual([]);
  });
});

const told = (at: string, accepted = true) =>
  stepsOf(accountOpening, at, accepted).map(({ title, state, detail }) =>
    [state, title, ...(detail === null ? [] : [detail])].join(' '),
  );

describe('an opening', () => {
  it.each([
    ['awaiting signature', ['done 受理', 'done 核查', 'here 签协议 待签协议', 'to come 开户']],
    ['in review', ['done 受理', 'here 核查 人工复核中', 'to come 签协议', 'to come 开户']],
    ['opened', ['done 受理', 'done 核查', 'done 签协议', 'done 开户 已开户']],
    ['finally refused', ['done 受理', 'stopped 核查 不予开户（已期满）']],
    ['refused', ['done 受理', 'here 核查 不予开户', 'to come 签协议', 'to come 开户']],
  ])('at “%s” shows what is behind, where it stands and what is to come', (at, steps) => {
    expect(told(at)).toEqual(steps);
  });

  it('that was withdrawn shows no more than is known of it', () => {
    expect(told('withdrawn', true)).toEqual(['done 受理', 'stopped 已撤回']);
    expect(told('withdrawn', false)).toEqual(['to come 受理', 'stopped 已撤回']);
  });

  it('at a stage that this release does not know shows the steps and claims nothing', () => {
    expect(told('somewhere')).toEqual(
      ['受理', '核查', '签协议', '开户'].map((one) => `to come ${one}`),
    );
  });
});

describe('the groups of a timeline', () => {
  it('hold every kind once, and the course holds what nobody put elsewhere', () => {
    for (const kind of [...EVENT_KINDS, 'something-new']) {
      const holding = EVENT_GROUP_NAMES.filter((group) => {
        const { kinds, others } = kindsOf(group);
        return kinds.includes(kind) !== others;
      });
      expect(holding, kind).toEqual([eventGroup(kind)]);
    }
    expect(eventGroup('something-new')).toBe('course');
    expect(eventGroup('person-read')).toBe('reading');
  });

  it('name only kinds that there are', () => {
    const kinds: readonly string[] = EVENT_KINDS;
    expect(kindsOf('course').kinds.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});
