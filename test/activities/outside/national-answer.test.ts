/** How the platform's answer is read: completely, or not at all. */
import { describe, expect, it } from 'vitest';
import { nationalAnswer } from '../../../activities/outside/national-answer.ts';

const ACCOUNT = { center: '210200', accountNo: '****77', state: '02', kind: 'UNIT' };
const WHOLE = {
  requestId: 'r',
  status: 'OK',
  asOf: '2026-11-22',
  person: { nameMatches: true, documentMatches: true },
  accounts: [ACCOUNT],
  loans: [],
  fraudFlag: false,
  bans: [],
};

function read(changes: object) {
  return nationalAnswer.parse({ ...WHOLE, ...changes });
}

function without(name: keyof typeof WHOLE) {
  return Object.fromEntries(Object.entries(WHOLE).filter(([key]) => key !== name));
}

describe('a complete answer', () => {
  it.each([
    ['01', 'normal'],
    ['02', 'sealed'],
    ['03', 'closed'],
    ['04', 'closed'],
    ['05', 'closed'],
    ['06', 'frozen'],
    ['normal', 'normal'],
    ['sealed', 'sealed'],
    ['frozen', 'frozen'],
    ['closed', 'closed'],
  ])('reads the account state %s as %s', (state, meaning) => {
    expect(read({ accounts: [{ ...ACCOUNT, state }] }).answer.accounts).toEqual([
      { center: '210200', state: meaning, source: 'unit' },
    ]);
  });

  it.each([
    ['UNIT', 'unit'],
    ['FLEX', 'flexible'],
    ['UNKNOWN', 'unknown'],
    ['flexible', 'flexible'],
  ])('reads the kind %s as %s', (kind, source) => {
    expect(read({ accounts: [{ ...ACCOUNT, kind }] }).answer.accounts[0]?.source).toBe(source);
  });

  it('reads loans, bans and the fraud flag, also one that only a loan carries', () => {
    const loan = { center: '210200', state: 'OPEN', role: 'BORROWER', fraudFlag: true };
    const { answer } = read({ loans: [loan], bans: [{ until: '2028-06-30' }] });
    expect(answer).toMatchObject({
      loans: [{ center: '210200', state: 'open' }],
      bans: [{ until: '2028-06-30' }],
      fraudFlag: true,
    });
  });

  it('keeps what the platform sent as evidence, also what nobody asked for', () => {
    const sent = { ...WHOLE, serial: 'P-77' };
    expect(nationalAnswer.parse(sent).evidence).toEqual(sent);
  });

  it('takes an account that is listed twice in every detail for one', () => {
    expect(read({ accounts: [ACCOUNT, ACCOUNT] }).answer.accounts).toHaveLength(1);
  });

  it('takes two accounts for two when a detail differs, or when no digit tells them apart', () => {
    const second = { ...ACCOUNT, accountNo: '****78' };
    expect(read({ accounts: [ACCOUNT, second] }).answer.accounts).toHaveLength(2);
    const masked = { ...ACCOUNT, accountNo: '********' };
    expect(read({ accounts: [masked, masked] }).answer.accounts).toHaveLength(2);
  });
});

describe('an incomplete answer', () => {
  it.each(['PARTIAL', 'TIMEOUT', 'ERROR', 'partial', 'timeout', 'error'])(
    'says %s, with lists or without them',
    (status) => {
      expect(read({ status }).answer.status).toBe(status.toLowerCase());
      const bare = nationalAnswer.parse({ requestId: 'r', status });
      expect(bare).toMatchObject({ asOf: null, answer: { status: status.toLowerCase() } });
      expect([bare.nameMatches, bare.documentMatches]).toEqual([false, false]);
    },
  );

  it('is what it is, too, when the status says OK and provinces are missing', () => {
    expect(read({ provincesMissing: ['44'] }).answer.status).toBe('partial');
    expect(read({ provincesMissing: [] }).answer.status).toBe('ok');
  });
});

describe('what is no answer', () => {
  it.each([
    'requestId',
    'status',
    'asOf',
    'person',
    'accounts',
    'loans',
    'fraudFlag',
    'bans',
  ] as const)('lacks %s', (name) => {
    expect(nationalAnswer.safeParse(without(name)).success).toBe(false);
    expect(nationalAnswer.safeParse({ ...WHOLE, [name]: null }).success).toBe(false);
  });

  it.each([
    ['an account state nobody knows', { accounts: [{ ...ACCOUNT, state: '99' }] }],
    [
      'a state that is a property of every object',
      { accounts: [{ ...ACCOUNT, state: 'toString' }] },
    ],
    ['an account kind nobody knows', { accounts: [{ ...ACCOUNT, kind: 'PET' }] }],
    ['an account of no center', { accounts: [{ ...ACCOUNT, center: '' }] }],
    ['a list that is an object', { accounts: {} }],
    ['more accounts than anybody has', { accounts: Array(201).fill(ACCOUNT) }],
    ['a ban until a day that does not exist', { bans: [{ until: '2027-02-29' }] }],
    ['a day that does not exist', { asOf: '2026-02-30' }],
    ['a status nobody knows', { status: 'FINE' }],
    ['a match that is a word', { person: { nameMatches: 'yes', documentMatches: true } }],
  ])('has %s', (_, changes) => {
    expect(nationalAnswer.safeParse({ ...WHOLE, ...changes }).success).toBe(false);
  });

  it.each([null, [], 'OK', 7, { code: 500, message: '系统繁忙' }])('is %j', (answer) => {
    expect(nationalAnswer.safeParse(answer).success).toBe(false);
  });

  it('tells nothing of its content in the error', () => {
    const { error } = nationalAnswer.safeParse({ ...WHOLE, accounts: '219900199001010014' });
    expect(JSON.stringify(error)).not.toContain('2199');
  });
});
