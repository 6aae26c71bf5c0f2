// The chain's arithmetic: every column counts, and a head is signed by nobody else.
import { describe, expect, it } from 'vitest';
import {
  canonicalEvent,
  chainMac,
  chainStart,
  isHeadGenuine,
  sameMac,
  signHead,
  type ChainedEvent,
} from '../../src/crypto/chain.ts';
import { currentKey, generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';

const secrets = parseSecrets(generateSecrets());
const key = currentKey(secrets.chain);
const event: ChainedEvent = {
  id: '7',
  center: '210100',
  case_id: null,
  person: null,
  kind: 'case-opened',
  at: '1795363200000000',
  recorded_at: '1795363200000123',
  actor: 'lin-guiyuan',
  actor_role: 'clerk',
  origin: 'r1',
  public: '{"a": 1.10}',
  content: 'v1.a.b.c',
};

describe('a seal', () => {
  it('changes with the seal before it and with every column', () => {
    const mac = chainMac(key, chainStart('210100'), event);
    expect(mac).toMatch(/^[0-9a-f]{64}$/);
    expect(chainMac(key, mac, event)).not.toBe(mac);
    for (const column of Object.keys(event)) {
      const changed = { ...event, [column]: 'x' };
      expect(sameMac(chainMac(key, chainStart('210100'), changed), mac)).toBe(false);
    }
    const otherKey = currentKey(parseSecrets(generateSecrets()).chain);
    expect(chainMac(otherKey, chainStart('210100'), event)).not.toBe(mac);
  });

  it('tells a missing value from an empty one, and a moved border between two columns', () => {
    const lines = [
      event,
      { ...event, content: null },
      { ...event, content: '' },
      { ...event, actor: 'lin', actor_role: '-guiyuanclerk' },
    ].map(canonicalEvent);
    expect(new Set(lines).size).toBe(4);
  });
});

describe('a signed head', () => {
  const head = { center: '210100', date: '2026-11-23', seq: '12', mac: 'ab' };
  it('is genuine as it was written, and not with any field changed', () => {
    const signed = signHead(secrets.heads.privateKey, head);
    expect(isHeadGenuine(secrets.heads.publicKey, signed)).toBe(true);
    for (const field of Object.keys(head)) {
      const changed = { ...signed, [field]: '0' };
      expect(isHeadGenuine(secrets.heads.publicKey, changed)).toBe(false);
    }
    const stranger = parseSecrets(generateSecrets()).heads.publicKey;
    expect(isHeadGenuine(stranger, signed)).toBe(false);
  });
});
