/** 条例24: by what heirs inherit, and what each basis is proved by, in the application after a death. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DEATH_BASES, type DeathBasis } from '../../src/domain/vocabulary.ts';
import { BASIS_PROOFS, DeathPayoutApplication } from '../../src/forms/death-payout.ts';
import { idNumber } from '../builders.ts';

/** What each basis takes, and nothing less. */
const PAPERS: Readonly<Record<DeathBasis, readonly string[]>> = {
  notarised: ['death-certificate', 'notarial-certificate', 'identity-document'],
  agreement: ['death-certificate', 'inheritance-agreement', 'kinship-proof', 'identity-document'],
  judgment: ['death-certificate', 'judgment', 'identity-document'],
  'no-heirs': ['death-certificate', 'no-heirs-proof'],
};

const heir = (name: string) => ({
  ...{ name, parts: 1, relation: 'child', document: { type: 'resident-id', number: idNumber() } },
  bankCard: { number: '6222020500000012345', holder: name, bank: '建设银行' },
});

/** @returns what is wrong, by place */
function wrong(basis: DeathBasis, papers: readonly string[], more: object = {}) {
  const told = DeathPayoutApplication.safeParse({
    ...{ account: randomUUID(), diedOn: '2026-10-01', basis },
    documentNumber: '（2026）辽01民初1号',
    heirs: basis === 'no-heirs' ? [] : [heir('李一'), heir('李二')],
    evidence: papers.map((kind) => ({ kind, file: randomUUID() })),
    ...more,
  });
  return told.success
    ? []
    : told.error.issues.map(({ path, message }) => [path.join('/'), message]);
}

describe.each(DEATH_BASES)('an inheritance by %s', (basis) => {
  it('is taken with its papers', () => {
    expect(wrong(basis, PAPERS[basis])).toEqual([]);
  });

  it.each(PAPERS[basis])('is not taken without the %s', (paper) => {
    const others = PAPERS[basis].filter((one) => one !== paper);
    expect(wrong(basis, others)).toEqual([
      ['evidence', expect.stringMatching(/^请附|^凭协议的，请附/) as string],
    ]);
  });

  it('is not proved by the paper of another basis', () => {
    for (const other of DEATH_BASES.filter((one) => one !== basis)) {
      const papers = PAPERS[basis].map((one) =>
        one === BASIS_PROOFS[basis] ? BASIS_PROOFS[other] : one,
      );
      expect(wrong(basis, papers)).toEqual([
        ['evidence', '请附继承依据（公证书、协议、判决或者无人继承的证明）'],
      ]);
    }
  });

  it('names its heirs, or that there are none', () => {
    const heirs = basis === 'no-heirs' ? [heir('李一')] : [];
    const papers = [...PAPERS[basis], 'identity-document'];
    expect(wrong(basis, papers, { heirs })).toEqual([
      ['heirs', basis === 'no-heirs' ? '无人继承的，不填继承人' : '请填写全部继承人'],
    ]);
  });
});
