// The secrets file: what is refused, and that nothing of it can be printed by accident.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  addKey,
  ensureSecrets,
  generateSecrets,
  keyOf,
  parseSecrets,
  readSecrets,
  writeSecrets,
} from '../../src/crypto/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-secrets-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the secrets of an installation', () => {
  it('are read back as they were written, and only their owner may read the file', () => {
    const path = join(folder, 'a', 'secrets.json');
    const file = generateSecrets();
    writeSecrets(path, file);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const secrets = readSecrets(path);
    expect(secrets.lookup.export().toString('base64')).toBe(file.lookup);
    expect(keyOf(secrets.center, 'c1').export().toString('base64')).toBe(file.center.keys['c1']);
    expect(secrets.heads.publicKey.type).toBe('public');
  });

  it('are made once: a second start takes what is there', () => {
    const path = join(folder, 'b', 'secrets.json');
    const first = ensureSecrets(path);
    const text = readFileSync(path, 'utf8');
    expect(ensureSecrets(path).lookup.equals(first.lookup)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('show nothing when they are printed', () => {
    const file = generateSecrets();
    const printed = JSON.stringify(parseSecrets(file));
    expect(printed).not.toContain(file.lookup);
    expect(printed).not.toContain(file.session);
    expect(printed).not.toContain('PRIVATE');
  });

  it('take a second key that seals from now on while the first stays', () => {
    const secrets = parseSecrets(addKey(generateSecrets(), 'center', 'c2'));
    expect(secrets.center.current).toBe('c2');
    expect([...secrets.center.keys.keys()]).toEqual(['c1', 'c2']);
    expect(() => addKey(generateSecrets(), 'center', 'c1')).toThrow('already there');
    expect(() => addKey(generateSecrets(), 'center', 'c.2')).toThrow('key id');
  });

  const whole = generateSecrets();
  it.each([
    ['no object', []],
    ['lookup missing', { ...whole, lookup: undefined }],
    ['a key of 31 bytes', { ...whole, session: Buffer.alloc(31).toString('base64') }],
    ['a current key that is not there', { ...whole, chain: { ...whole.chain, current: 'h2' } }],
    ['a key id with a dot', { ...whole, codec: { current: 'p.1', keys: { 'p.1': whole.lookup } } }],
    ['a signing key that is none', { ...whole, heads: { privateKey: 'secret words' } }],
  ])('are refused with %s, and the message does not quote them', (_, content) => {
    let message = '';
    try {
      parseSecrets(content);
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/^Error: /);
    expect(message).not.toContain(whole.lookup);
    expect(message).not.toContain('secret words');
  });
});
