/** （五）撤销开户: what stands against undoing an opening with everything that followed, and what to do first. */
import { describe, expect, it } from 'vitest';
import {
  reasonsAgainstUndo,
  UNDO_REASONS,
  undoDetail,
  type UndoFacts,
  type UndoReason,
} from '../../src/policy/opening-undo.ts';

const facts = (more: Partial<UndoFacts> = {}): UndoFacts => ({
  ...{ state: 'normal', source: 'flexible', agreement: 'active', held: false },
  ...{ debitAtBank: false, payoutAtBank: false, paidOut: false, owed: false, inSuspense: false },
  ...{ casesOpen: [], otherKinds: [], chainBroken: false },
  ...more,
});

describe('撤销开户', () => {
  it('什么都不妨碍的，可以撤销', () => {
    expect(reasonsAgainstUndo(facts())).toEqual([]);
  });

  it.each<[string, Partial<UndoFacts>, readonly UndoReason[]]>([
    ['已经销户的，别的都不用看', { state: 'closed', held: true }, ['account-closed']],
    ['已经封存', { state: 'sealed' }, ['account-moved']],
    [
      '已经转由单位缴存，协议随之中止',
      { source: 'unit', agreement: 'suspended' },
      ['account-moved'],
    ],
    ['协议已经中止', { agreement: 'suspended' }, ['agreement-not-active']],
    ['有冻结', { held: true }, ['held']],
    ['有扣款在银行', { debitAtBank: true }, ['debit-at-bank']],
    ['有提取款在银行', { payoutAtBank: true }, ['payout-at-bank']],
    ['付出过提取款，还有应收', { paidOut: true, owed: true }, ['paid-out', 'owed']],
    ['有来款待处理', { inSuspense: true }, ['in-suspense']],
    ['有在办业务', { casesOpen: ['K1'] }, ['case-open']],
    ['有不能随之冲销的记账', { otherKinds: ['期初建账'] }, ['other-journals']],
    ['有凭证不能冲', { chainBroken: true }, ['chain-broken']],
  ])('%s', (_, more, reasons) => {
    expect(reasonsAgainstUndo(facts(more))).toEqual(reasons);
  });

  it('每个原因都说明先办什么；在办业务和记账说明是哪些', () => {
    for (const { text, remedy } of Object.values(UNDO_REASONS)) {
      expect([text, remedy].every((words) => words.endsWith('。'))).toBe(true);
    }
    const many = facts({ casesOpen: ['K1', 'K2'], otherKinds: ['期初建账'] });
    expect(undoDetail(many, 'case-open')).toBe('K1、K2');
    expect(undoDetail(many, 'other-journals')).toBe('期初建账');
    expect(undoDetail(many, 'held')).toBe('');
  });
});
