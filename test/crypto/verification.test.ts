/** The code on a printed document: what it is made of, and that nothing else fits. */
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCodeOf, readCode, verificationCode } from '../../src/crypto/verification.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const document = { id: '0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70', contentHash: 'ab'.repeat(32) };
const code = verificationCode(key, document);

describe('the code of a document', () => {
  it('is twenty letters in five groups, the same on every machine and in every year', () => {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(code).toBe('1YEP-WWF2-0YAJ-6HDZ-V0J8');
    expect(verificationCode(key, { ...document })).toBe(code);
  });

  it('leads to the ids among which the document lies', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const read = readCode(verificationCode(key, { ...document, id }))!;
        expect(read.from <= id && id <= read.to).toBe(true);
        expect(read.from.slice(0, 5)).toBe(id.slice(0, 5));
      }),
    );
  });

  it('is read however it was typed', () => {
    const typed = [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' — ')} `,
      code.replaceAll('1', 'l').replaceAll('0', 'o'),
      Array.from(code)
        .map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
        .join(''),
    ];
    for (const text of typed) {
      const read = readCode(text);
      expect(read && isCodeOf(key, read, document), text).toBe(true);
    }
  });

  it.each(['', 'ABCD', `${code}0`, code.slice(1), code.replace(/^./, 'U'), '验证码'.repeat(8)])(
    '%s is no code',
    (text) => {
      expect(readCode(text)).toBeNull();
    },
  );

  it('fits no other document, no other content, no other key', () => {
    const read = readCode(code)!;
    expect(isCodeOf(key, read, document)).toBe(true);
    expect(isCodeOf(key, read, { ...document, contentHash: 'ac'.repeat(32) })).toBe(false);
    expect(isCodeOf(key, read, { ...document, id: document.id.replace(/0$/, '1') })).toBe(false);
    expect(isCodeOf(createSecretKey(randomBytes(32)), read, document)).toBe(false);
  });

  it('does not survive a change of any one letter', () => {
    Array.from(code.replaceAll('-', '')).forEach((letter, at) => {
      const other = letter === '7' ? '8' : '7';
      const plain = code.replaceAll('-', '');
      const read = readCode(plain.slice(0, at) + other + plain.slice(at + 1))!;
      expect(isCodeOf(key, read, document), `letter ${String(at)}`).toBe(false);
    });
  });

  it('differs for different documents in all but the letters that find it', () => {
    const codes = Array.from({ length: 500 }, () =>
      verificationCode(key, { ...document, id: randomUUID() }).slice(5),
    );
    expect(new Set(codes).size).toBe(500);
  });
});
