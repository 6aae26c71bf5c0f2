/** 银行对账差异: what a supervisor reads before a difference is posted. */
import { describe, expect, it } from 'vitest';
import { proposalText } from '../../src/cases/bank-differences.ts';

describe('what would be posted for a difference', () => {
  it('names the journals, what has left the account since, and what comes into suspense', () => {
    expect(proposalText({ reverse: [7, 9], receipt: '799.99', lacks: '300.00' })).toBe(
      '冲销凭证7、9，其中300.00元已经不在账户，记入应收个人款并追回，799.99元记入暂收款（借银行存款，贷暂收款）',
    );
    expect(proposalText({ reverse: [7], receipt: null, lacks: null })).toBe('冲销凭证7');
  });
});
