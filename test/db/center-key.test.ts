// What belongs to nobody: under a data key of the center, so that the keys that wrap can be replaced.
import { describe, expect, it } from 'vitest';
import { sealJson, sealText } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { addKey, currentKey, parseSecrets, type KeyRing } from '../../src/crypto/secrets.ts';
import { centerKey, openNobodys, sealNobodysReason } from '../../src/db/center-key.ts';
import { earlierReasons, rewrapKeys } from '../../src/db/rotation.ts';
import { readPayer } from '../../src/db/suspense.ts';
import { acting, bench, CENTER, NOW, OTHER_CENTER } from './fixtures.ts';

describe('the data key of a center', () => {
  const suite = bench();
  const rotated = parseSecrets(addKey(suite.secretsFile, 'center', 'c2')).center;
  const onlyNew: KeyRing = {
    current: 'c2',
    keys: new Map([...rotated.keys].filter(([id]) => id === 'c2')),
  };
  const wrapped = async (center: string) =>
    (
      await suite.app.query<{ wrapped_key: string }>(
        'select wrapped_key from center_key where center = $1',
        [center],
      )
    ).rows[0]?.wrapped_key ?? null;

  it('is one, whoever of many asks first, and no other center’s', async () => {
    const ring = suite.secrets.center;
    const asked = Array.from({ length: 12 }, (_, n) =>
      centerKey(n % 2 === 0 ? suite.api : suite.app, ring, CENTER),
    );
    const [first, ...rest] = await Promise.all(asked);
    expect(rest.every((key) => key.equals(first!))).toBe(true);
    expect((await centerKey(suite.api, ring, OTHER_CENTER)).equals(first!)).toBe(false);
  });

  it('opens what it sealed when the key that wraps was replaced and taken out', async () => {
    const told = { center: CENTER, reason: '查找归属' };
    const sealed = await sealNobodysReason(suite.api, suite.secrets.center, told);
    await suite.owner.query(
      `insert into event (center, kind, at, actor, actor_role, origin, content)
       values ($1, 'suspense-read', $2, 'sun', 'supervisor', 'test', $3)`,
      [CENTER, new Date(NOW), sealed],
    );
    expect(await rewrapKeys(suite.app, rotated)).toMatchObject({ center_key: 2 });
    const row = { center: CENTER, wrapped_key: await wrapped(CENTER) };
    expect(openNobodys(onlyNew, row, place.event(null, null), sealed)).toContain('查找归属');
    expect(await earlierReasons(suite.app, rotated)).toEqual({});
  });

  it('takes over who paid, where that lay directly under a key of the ring', async () => {
    const old = currentKey(suite.secrets.center);
    const lines = [
      { book: 'bank', amount: '-12.00' },
      { book: 'suspense', amount: '12.00' },
    ];
    const journal = {
      key: 'receipt/z1',
      kind: 'receipt',
      valueDate: '2026-11-23',
      by: 'test',
      lines,
    };
    const { rows } = await suite.owner.query<{ id: string }>(
      `insert into suspense_item (center, serial, amount, received_on, cause, journal, note, payer)
       select $1, 'z1', '12.00', '2026-11-23', 'no-virtual-account', l.journal, $3, $4
         from ledger_post($1, $2) l returning id`,
      [
        ...[CENTER, JSON.stringify([journal])],
        sealText(old, place.suspenseNote(CENTER, 'z1'), '代父亲缴存'),
        sealJson(old, place.suspensePayer(CENTER, 'z1'), { name: '荀小况', account: null }),
      ],
    );
    expect(await rewrapKeys(suite.app, rotated)).toMatchObject({ suspense_item: 1 });
    expect(await rewrapKeys(suite.app, rotated)).toMatchObject({ suspense_item: 0 });
    const by = acting('sun', 'supervisor');
    const asked = { item: rows[0]!.id, reason: '查找归属', by };
    expect(await readPayer(suite.api, { center: onlyNew }, asked)).toEqual({
      payer: { name: '荀小况', account: null },
      note: '代父亲缴存',
    });
  });

  it('is not taken for the trail: reasons that lie directly under an older key are counted', async () => {
    const old = currentKey(suite.secrets.center);
    await suite.owner.query(
      `insert into event (center, kind, at, actor, actor_role, origin, content)
       values ($1, 'suspense-read', $2, 'sun', 'supervisor', 'test', $3)`,
      [CENTER, new Date(NOW), sealJson(old, place.event(null, null), { reason: '旧' })],
    );
    expect(await earlierReasons(suite.app, rotated)).toEqual({ c1: 1 });
  });
});
