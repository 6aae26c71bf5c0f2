/** Check digits of identity documents, and what normal form means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalNumber,
  checkCharacter,
  machineCheckDigit,
  normalizeNumber,
  readNumber,
} from '../../src/domain/identity.ts';

const seventeen = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 })
  .map((digits) => digits.join(''));

describe('the check character of GB 11643', () => {
  it('agrees with the published method on issued specimens', () => {
    expect(checkCharacter('81000019940823002')).toBe('1');
    expect(checkCharacter('93268219850101001')).toBe('7');
    expect(checkCharacter('21990019900101009')).toBe('X');
  });

  it('finds every single wrong digit and every two neighbors swapped', () => {
    fc.assert(
      fc.property(seventeen, fc.nat(15), fc.integer({ min: 1, max: 9 }), (digits, at, add) => {
        const wrong = String((Number(digits[at]) + add) % 10);
        const typed = digits.slice(0, at) + wrong + digits.slice(at + 1);
        expect(checkCharacter(typed)).not.toBe(checkCharacter(digits));
        const [left, right] = [digits.charAt(at), digits.charAt(at + 1)];
        const swapped = digits.slice(0, at) + right + left + digits.slice(at + 2);
        if (left !== right) expect(checkCharacter(swapped)).not.toBe(checkCharacter(digits));
      }),
    );
  });
});

describe('the check digit of the permanent-residence card before 2023', () => {
  it('agrees with the specimen', () => {
    expect(machineCheckDigit('PAK31008001010')).toBe('3');
  });
});

describe('the normal form of a number', () => {
  it('is reached in one step', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalizeNumber(text);
        expect(normalizeNumber(once)).toBe(once);
      }),
    );
  });

  it('drops a renewal count of a travel permit, and nothing of any other number', () => {
    expect(canonicalNumber('travel-permit-hk-macao', 'M1234567802')).toBe('M12345678');
    expect(canonicalNumber('travel-permit-hk-macao', 'HA1234567')).toBe('HA1234567');
    expect(canonicalNumber('passport', 'H1234567802')).toBe('H1234567802');
  });

  it('never takes digits of another script for digits', () => {
    expect(readNumber('travel-permit-taiwan', '१२३४५६७८')).toBeNull();
    expect(readNumber('resident-id', '21990019900101001٤')).toBeNull();
  });
});
