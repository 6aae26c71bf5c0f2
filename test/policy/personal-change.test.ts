/** 通知（十一）: whether personal data are changed, what is missing, who looks first, and what never is. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import {
  decidePersonalChange,
  PERSONAL_CHANGE_FINDINGS,
  type PersonalChangeFacts,
  type VerifiedIdentity,
  type WantedDocument,
} from '../../src/policy/personal-change.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';

const PHONE: PersonalChangeFacts = {
  ...{ on: plainDate('2026-11-23'), accountState: 'normal', wanted: ['phone'], same: [] },
  ...{ document: null, materials: ['identity-document'], counter: true, otherChange: false },
  ...{ held: false, identity: 'match', confirmed: [] },
};
const NEW: WantedDocument = {
  ...{ type: 'resident-id', how: 'new-number', problems: [], numberOf: 'nobody', birth: 'agrees' },
};
const DOCUMENT: PersonalChangeFacts = {
  ...PHONE,
  ...{ wanted: ['document'], document: NEW },
  materials: ['identity-document', 'number-link-proof'],
};
const decide = (facts: PersonalChangeFacts, more: Partial<PersonalChangeFacts> = {}) =>
  decidePersonalChange({ ...facts, ...more });

describe('a change of the phone or the address', () => {
  it('is made by one clerk when the registry knows the person', () => {
    const made = decide(PHONE, { wanted: ['phone', 'address'] });
    expect(made).toMatchObject({ outcome: 'granted', toConfirm: [], decidedBy: 'clerk' });
    expect(made.changes).toEqual(['phone', 'address']);
  });

  it('leaves out what is as before, and is refused where everything is', () => {
    const some = decide(PHONE, { wanted: ['phone', 'address'], same: ['address'] });
    expect(some).toMatchObject({ outcome: 'granted', changes: ['phone'] });
    const none = decide(PHONE, { same: ['phone'] });
    expect(none).toMatchObject({ outcome: 'refused', reasons: ['personal-nothing-new'] });
  });

  it('needs the document that is shown at the counter, and nothing from a channel', () => {
    expect(decide(PHONE, { materials: [] })).toMatchObject({
      ...{ outcome: 'incomplete', missing: ['identity-document'] },
    });
    expect(decide(PHONE, { materials: [], counter: false }).outcome).toBe('granted');
  });

  it.each([
    ['mismatch', 'personal-identity-mismatch'],
    ['invalid-document', 'personal-identity-mismatch'],
    ['not-found', 'personal-identity-not-found'],
    ['unreadable', 'personal-identity-unreadable'],
  ] as const)('is looked at by another person when the registry says %s', (identity, code) => {
    expect(decide(PHONE, { identity })).toMatchObject({
      ...{ outcome: 'granted', toConfirm: [code], decidedBy: 'reviewer' },
    });
    expect(decide(PHONE, { identity, confirmed: [code] }).toConfirm).toEqual([]);
  });
});

describe('a name or a document', () => {
  it('is never changed by one person alone', () => {
    const name = decide(PHONE, {
      ...{ wanted: ['name'], materials: ['identity-document', 'name-change-proof'] },
    });
    expect(name.toConfirm).toEqual(['personal-new-name']);
    expect(decide(DOCUMENT).toConfirm).toEqual(['personal-new-document']);
  });

  it('asks for its proof; a card renewed under the same number for none', () => {
    expect(decide(PHONE, { wanted: ['name'] }).missing).toEqual(['name-change-proof']);
    const bare = { materials: ['identity-document'] } as const;
    expect(decide(DOCUMENT, bare).missing).toEqual(['number-link-proof']);
    const renewed: WantedDocument = { ...NEW, how: 'renewed', numberOf: 'own' };
    expect(decide(DOCUMENT, { ...bare, document: renewed }).missing).toEqual([]);
  });

  it('with a number of another person, or another birth, is named as that', () => {
    expect(decide(DOCUMENT, { document: { ...NEW, numberOf: 'other' } }).toConfirm).toEqual([
      ...['personal-new-document', 'personal-number-taken'],
    ]);
    expect(decide(DOCUMENT, { document: { ...NEW, birth: 'differs' } }).toConfirm).toContain(
      'personal-birth-differs',
    );
  });

  it('that is expired, or a passport alone, is refused by the rule of documents', () => {
    const expired = decide(DOCUMENT, { document: { ...NEW, problems: ['expired'] } });
    expect(expired).toMatchObject({ outcome: 'refused', reasons: ['personal-document-invalid'] });
  });

  it('is changed at the counter, not through a channel', () => {
    expect(decide(DOCUMENT, { counter: false }).reasons).toEqual(['personal-needs-counter']);
    expect(decide(PHONE, { counter: false, wanted: ['phone', 'name'] }).reasons).toEqual([
      'personal-needs-counter',
    ]);
  });
});

describe('nothing is changed', () => {
  it.each([
    [{ accountState: 'closed' }, 'personal-account-closed'],
    [{ identity: 'deceased' as VerifiedIdentity }, 'personal-deceased'],
    [{ otherChange: true }, 'personal-change-in-flight'],
  ])('%j', (more, code) => {
    expect(decide(PHONE, more)).toMatchObject({ outcome: 'refused', reasons: [code] });
  });
});

describe('a hold', () => {
  it('does not forbid it, and is told', () => {
    const held = decide(PHONE, { held: true });
    expect(held.outcome).toBe('granted');
    expect(held.trace.find(({ condition }) => condition === 'personal-held')?.value).toBe(true);
  });
});

describe('the decision', () => {
  it('is taken again from its facts', () => {
    const first = decide(DOCUMENT);
    const record = { facts: DOCUMENT, answer: first };
    expect(takeAgain('personal-change', '1', record)).toMatchObject({
      ...{
        state: 'taken',
        outcome: 'granted',
        record: { answer: first },
      },
    });
  });

  it('looks at every finding by name', () => {
    const looked = decide(DOCUMENT).trace.map(({ condition }) => condition);
    expect(looked).toEqual(expect.arrayContaining(Object.keys(PERSONAL_CHANGE_FINDINGS)));
  });
});
