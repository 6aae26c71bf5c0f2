// Every place of a ciphertext is told in docs/data-protection.md, and no two places are the same.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { place } from '../../src/crypto/places.ts';

const page = readFileSync(new URL('../../docs/data-protection.md', import.meta.url), 'utf8');

describe('the places of ciphertext', () => {
  it.each(Object.keys(place))('%s is told in docs/data-protection.md', (name) => {
    expect(page).toContain(`\`${name}\``);
  });

  it('differ from each other for the same id', () => {
    const places = [
      place.personKey('1'),
      place.person('1', 'name'),
      place.person('1', 'masked'),
      place.identityDocument('1', 'number'),
      place.formContent('1', 1),
      place.formContent('1', 2),
      place.maskedForm('1', 1),
      place.event('1', null),
      place.notes('1'),
      place.check('1'),
      place.decision('1'),
      place.document('1'),
      place.personDocument('1'),
      place.agreement('1'),
      place.signature('1'),
      place.card('1'),
      place.maskedCard('1'),
      place.outbox('1'),
      place.inbox('1', '1'),
      place.note('1'),
      place.fileKey('1'),
      place.fileContent('1'),
      place.draftKey('1'),
      place.draft('1'),
      place.operationKey('1'),
      place.operationRow('1', 1),
    ];
    expect(new Set(places).size).toBe(places.length);
  });
});
