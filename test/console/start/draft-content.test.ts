/** What a draft holds beside the form, and when there is one at all. */
import { describe, expect, it } from 'vitest';
import {
  draftContent,
  isBegun,
  openedDraft,
} from '../../../src/console/pages/start/draft-content.ts';

describe('a draft', () => {
  const sending = { key: 'key-00000001', branch: 'sy-hall' };

  it('comes back with the form and with the key it will be sent under', () => {
    const value = { applicant: { name: '张三' } };
    expect(openedDraft(draftContent(value, sending))).toEqual({ value, sending });
  });

  it('made by another program has a form and no key', () => {
    expect(openedDraft({ district: '210102' })).toEqual({
      value: { district: '210102' },
      sending: {},
    });
    expect(openedDraft({ $start: { key: 7 } }).sending).toEqual({});
    expect(openedDraft(undefined)).toEqual({ value: {}, sending: {} });
  });
});

describe('a form', () => {
  const initial = { applicant: { document: { type: 'resident-id' } } };

  it.each([
    ['was only opened', initial],
    ['had something typed and taken away', { ...initial, district: undefined, employment: {} }],
    ['was emptied', { applicant: { name: '', document: { type: 'resident-id' } } }],
  ])('that %s is no draft', (_, value) => {
    expect(isBegun(value, initial)).toBe(false);
  });

  it.each([
    ['a name', { applicant: { name: '张', document: { type: 'resident-id' } } }],
    ['another document', { applicant: { document: { type: 'passport' } } }],
    ['"no"', { ...initial, drawsPension: false }],
    ['no last day', { applicant: { document: { type: 'resident-id', validUntil: null } } }],
  ])('with %s is one', (_, value) => {
    expect(isBegun(value, initial)).toBe(true);
  });
});
