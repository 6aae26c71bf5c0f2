/** What people read of a mandate: how it stands, why, what comes next, and what may be done. */
import { describe, expect, it } from 'vitest';
import {
  mandateMoves,
  mandateNext,
  mandateReason,
  mandateStateTitle,
} from '../../src/cases/wording-mandates.ts';
import { BANK_REFUSALS } from '../../src/domain/bank-refusals.ts';

const STATES = ['requested', 'unconfirmed', 'active', 'refused', 'cancelled'] as const;
const ACTS = [null, 'sign', 'confirm', 'change', 'cancel'] as const;
const OWN = ['holder-asked', 'center-decided', 'cancelled-at-bank', 'account-closed'];

describe('a mandate in words', () => {
  it.each(STATES)('%s: a title, and one sentence that says what comes next', (state) => {
    expect(mandateStateTitle(state)).not.toBe(state);
    for (const underWay of ACTS) {
      for (const waitsForCard of [false, true]) {
        expect(mandateNext({ state, underWay, waitsForCard })).toMatch(/^[^。].*。$/);
      }
    }
  });

  it.each([...Object.keys(BANK_REFUSALS), ...OWN])('%s: why, and what can be done', (code) => {
    const { title, remedy } = mandateReason(code);
    expect(title).not.toBe(code);
    expect(remedy).toMatch(/。$/);
  });

  it('says of one that is not in force that nothing is debited', () => {
    const asked = { underWay: null, waitsForCard: false };
    for (const state of ['unconfirmed', 'refused', 'cancelled']) {
      expect(mandateNext({ ...asked, state })).toMatch(/不扣款|不会扣款/);
    }
    expect(mandateNext({ ...asked, state: 'active' })).toContain('自动扣款');
    expect(mandateNext({ state: 'active', underWay: null, waitsForCard: true })).toContain('原卡');
  });
});

describe('what may be done with it', () => {
  const at = (state: string, underWay: string | null = null, waitsForCard = false) =>
    mandateMoves({ state, underWay, waitsForCard });

  it('is confirming only while somebody waits for a code', () => {
    expect(at('unconfirmed')).toContain('confirm');
    expect(at('active')).not.toContain('confirm');
    expect(at('active', null, true)).toContain('confirm');
  });

  it('is taking it back at any moment while it lives, and nothing else while the bank is asked', () => {
    expect(at('requested', 'sign')).toEqual(['cancel']);
    for (const act of ['confirm', 'change']) expect(at('active', act)).toEqual(['cancel']);
    for (const state of ['unconfirmed', 'active']) expect(at(state)).toContain('cancel');
  });

  it('is signing anew once it is over, even before the bank knows', () => {
    for (const state of ['refused', 'cancelled']) expect(at(state)).toEqual(['sign']);
    expect(at('cancelled', 'cancel')).toEqual(['sign']);
  });
});
