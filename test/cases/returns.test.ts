/** Sending back with coded reasons: every act takes one, 'other' has words, old acts read as before. */
import { describe, expect, it } from 'vitest';
import { RETURN_CODES } from '../../src/domain/vocabulary.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { returnReason, sentBack } from '../../src/cases/returns.ts';
import { eventSentence } from '../../src/cases/wording-events.ts';
import { choiceTitle } from '../../src/cases/wording-forms.ts';
import { accountOpeningActions } from '../../src/forms/account-opening.ts';
import { breachActions } from '../../src/forms/breach.ts';
import { deathPayoutActions } from '../../src/forms/death-payout.ts';
import { exitActions } from '../../src/forms/exit.ts';
import { withdrawalActions } from '../../src/forms/withdrawal.ts';
import { personalChangeActions } from '../../src/forms/personal-change.ts';
import { irregularityActions } from '../../src/forms/irregularity.ts';

const ACTS = [
  ['breach', breachActions.return],
  ['irregularity', irregularityActions.return],
  ['account-opening', accountOpeningActions['decline-answer']],
  ['account-opening, to the counter', accountOpeningActions['send-back']],
  ['personal-change', personalChangeActions['send-back']],
  ['death-payout', deathPayoutActions['send-back']],
  ['exit', exitActions['send-back']],
  ['withdrawal', withdrawalActions['send-back']],
] as const;

describe.each(ACTS)('whoever sends back (%s)', (_, form) => {
  it.each(RETURN_CODES.filter((code) => code !== 'other'))('says why by a code: %s', (code) => {
    expect(form.safeParse({ reasonCode: code }).success).toBe(true);
    expect(form.safeParse({ reasonCode: code, reason: '见附页' }).success).toBe(true);
  });

  it('and in words where no code says it, or nothing is sent back', () => {
    const told = form.safeParse({ reasonCode: 'other' });
    expect(told.error?.issues).toMatchObject([
      { path: ['reason'], message: expect.stringContaining('请写明原因') as string },
    ]);
    expect(form.safeParse({ reasonCode: 'other', reason: '另有隐情' }).success).toBe(true);
    expect(form.safeParse({ reason: '另有隐情' }).success).toBe(false);
    expect(form.safeParse({ reasonCode: 'because' }).success).toBe(false);
  });
});

describe('whatever sends back', () => {
  it('takes a code, and nothing else does', () => {
    const coded = Object.values(CASE_TYPES).flatMap(({ type, actions }) =>
      Object.entries(actions).flatMap(([act, spec]) => (spec.coded ? [`${type}/${act}`] : [])),
    );
    const titled = Object.values(CASE_TYPES).flatMap(({ type, actions }) =>
      Object.entries(actions).flatMap(([act, { title }]) =>
        title.startsWith('退回') ? [`${type}/${act}`] : [],
      ),
    );
    expect(coded).toEqual(titled);
    expect(coded.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a coded reason', () => {
  it.each(RETURN_CODES)('has words and a clause: %s', (code) => {
    const { reasonTitle, clauseTitle } = returnReason(code);
    expect(reasonTitle).toMatch(/[\u4e00-\u9fff]/);
    expect(clauseTitle).toMatch(/《|通知/);
    expect(choiceTitle('reasonCode', code)).toBe(reasonTitle);
  });

  it('stands in the trail for everybody, its words are sealed; an act before the codes has words alone', () => {
    expect(sentBack({ reasonCode: 'entry-wrong', reason: '第3页' })).toEqual({
      public: { reasonCode: 'entry-wrong' },
      content: { reason: '第3页' },
    });
    expect(sentBack({ reasonCode: 'entry-wrong' })).toEqual({
      public: { reasonCode: 'entry-wrong' },
    });
    expect(sentBack({ reason: '第3页' })).toEqual({ public: {}, content: { reason: '第3页' } });
  });

  it.each(['sent-back', 'measures-returned', 'irregularity-returned', 'answer-declined'])(
    'is said in the sentence of %s, and of old ones nothing',
    (kind) => {
      const told = eventSentence(kind, { reasonCode: 'books-differ', system: 'national' });
      expect(told).toContain('（与账目不符）');
      expect(eventSentence(kind, { system: 'national' })).not.toContain('（');
    },
  );
});
