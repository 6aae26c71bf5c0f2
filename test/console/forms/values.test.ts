/** What was typed, changed in one place, and as it would be sent. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldOf } from '../../../src/console/forms/fields.ts';
import { tidied, valueAt, withValue } from '../../../src/console/forms/values.ts';
import { AccountOpeningApplication } from '../../../src/forms/account-opening.ts';
import { placedIssues } from '../../../src/forms/issues.ts';

describe('a tree of values', () => {
  const tree = { a: { b: [{ c: 1 }, { c: 2 }] } };

  it('is read and changed by path, and never in place', () => {
    const after = withValue(tree, ['a', 'b', 1, 'c'], 3);
    expect(valueAt(after, ['a', 'b', 1, 'c'])).toBe(3);
    expect(valueAt(tree, ['a', 'b', 1, 'c'])).toBe(2);
    expect(valueAt(after, ['a', 'b', 0])).toBe(tree.a.b[0]);
  });

  it('gets the groups and lists that a path needs', () => {
    expect(withValue({}, ['x', 0, 'y'], 'z')).toEqual({ x: [{ y: 'z' }] });
  });
});

describe('what is sent', () => {
  const field = fieldOf(AccountOpeningApplication, 'application');

  it('leaves out what nobody filled in, so that an empty form says what must be filled in', () => {
    const content = tidied(field, {
      applicant: { name: '', document: { type: 'resident-id' } },
      employment: { form: undefined, occupation: '' },
    });
    expect(content).toEqual({ applicant: { document: { type: 'resident-id' } } });
    const read = AccountOpeningApplication.safeParse(content);
    const told = placedIssues(read.error?.issues ?? [], content);
    expect(told.map(({ path, detail }) => [path.join('/'), detail])).toEqual([
      ['applicant/name', '必须填写'],
      ['applicant/document/number', '必须填写'],
    ]);
  });

  it('keeps "none" where that is an answer, and never takes an emptied field for it', () => {
    const until = (validUntil: unknown) =>
      tidied(field, { applicant: { document: { validUntil } } });
    expect(until(null)).toEqual({ applicant: { document: { validUntil: null } } });
    expect(until('')).toEqual({ applicant: { document: {} } });
    expect(tidied(field, { district: null })).toEqual({ applicant: { document: {} } });
  });

  it('carries nothing of a variant that was not chosen', () => {
    const either = fieldOf(
      z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('counter'), one: z.string() }),
        z.strictObject({ by: z.literal('electronic'), two: z.string() }),
      ]),
      'sign',
    );
    expect(tidied(either, { by: 'electronic', one: '1', two: '2' })).toEqual({
      by: 'electronic',
      two: '2',
    });
  });
});
