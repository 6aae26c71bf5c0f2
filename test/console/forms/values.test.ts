/** What was typed, changed in one place, and as it would be sent. */
import { describe as suite, expect, it } from 'vitest';
import { z } from 'zod';
import { describe } from '../../../src/console/forms/describe.ts';
import { contentOf, valueAt, withValue } from '../../../src/console/forms/values.ts';
import { AccountOpeningApplication } from '../../../src/forms/account-opening.ts';
import { pointerOf, problemsIn } from '../../../src/forms/problems.ts';

suite('a tree of values', () => {
  const tree = { a: { b: [{ c: 1 }, { c: 2 }] } };

  it('is read and changed by path, and never in place', () => {
    const after = withValue(tree, ['a', 'b', 1, 'c'], 3);
    expect(valueAt(after, ['a', 'b', 1, 'c'])).toBe(3);
    expect(valueAt(tree, ['a', 'b', 1, 'c'])).toBe(2);
    expect(valueAt(after, ['a', 'b', 0])).toBe(tree.a.b[0]);
  });

  it('gets the groups and lists that a path needs', () => {
    expect(withValue({}, ['x', 0, 'y'], 'z')).toEqual({ x: [{ y: 'z' }] });
    expect(valueAt({}, ['x', 'constructor'])).toBeUndefined();
  });
});

suite('what is sent', () => {
  const spec = describe(AccountOpeningApplication);

  it('leaves out what nobody filled in, so that an empty form says what must be filled in', () => {
    const content = contentOf(spec, {
      applicant: { name: '', document: { type: 'resident-id' } },
      employment: { form: undefined, occupation: '' },
      evidence: [],
    });
    expect(content).toEqual({ applicant: { document: { type: 'resident-id' } } });
    const problems = problemsIn(AccountOpeningApplication, content);
    expect(problems.map(({ path, detail }) => [pointerOf(path), detail])).toEqual([
      ['/applicant/name', '必须填写'],
      ['/applicant/document/number', '必须填写'],
    ]);
  });

  it('keeps "none" where that is an answer, and a group that is needed though it is empty', () => {
    expect(contentOf(spec, { applicant: { document: { validUntil: null } } })).toEqual({
      applicant: { document: { validUntil: null } },
    });
    expect(contentOf(spec, {})).toEqual({ applicant: { document: {} } });
  });

  it('carries nothing of a variant that was not chosen', () => {
    const either = describe(
      z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('a'), one: z.string() }),
        z.strictObject({ by: z.literal('b'), two: z.string() }),
      ]),
    );
    expect(contentOf(either, { by: 'b', one: '1', two: '2' })).toEqual({ by: 'b', two: '2' });
    expect(contentOf(either, { one: '1' })).toEqual({});
  });
});
