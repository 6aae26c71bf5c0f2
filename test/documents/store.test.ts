// The content store keeps what it was given, and only files of three kinds are taken in.
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judgeFile } from '../../src/documents/media.ts';
import { folderStore } from '../../src/documents/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-store-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the content store', () => {
  const store = folderStore(join(folder, 'files'));

  it('gives back what was put, by the hash of it', async () => {
    const bytes = Buffer.from('sealed bytes');
    const address = await store.put(bytes);
    expect(address).toMatch(/^[0-9a-f]{64}$/);
    expect(await store.get(address)).toEqual(bytes);
    expect(await store.get(address.replace(/^./, address.startsWith('0') ? '1' : '0'))).toBeNull();
  });

  it('keeps the same bytes once, also when many put them at once', async () => {
    const bytes = Buffer.alloc(200_000, 3);
    const addresses = await Promise.all(Array.from({ length: 8 }, () => store.put(bytes)));
    const [address = ''] = new Set(addresses);
    const shelf = join(folder, 'files', address.slice(0, 2), address.slice(2, 4));
    expect(readdirSync(shelf)).toEqual([address]);
    expect(statSync(join(shelf, address)).mode & 0o777).toBe(0o400);
  });

  it('says so when what lies there was changed', async () => {
    const address = await store.put(Buffer.from('original'));
    const file = join(folder, 'files', address.slice(0, 2), address.slice(2, 4), address);
    chmodSync(file, 0o600);
    writeFileSync(file, 'changed');
    await expect(store.get(address)).rejects.toThrow('was changed');
  });

  it.each(['../../etc/passwd', '', 'ABCD', `${'0'.repeat(63)}g`])(
    '%j is no address',
    async (text) => {
      await expect(store.get(text)).rejects.toThrow(RangeError);
    },
  );
});

const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
  Buffer.from('IHDR'),
  Buffer.alloc(17),
  Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]),
]);
const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]),
  Buffer.from('JFIF\0'),
  Buffer.alloc(40),
  Buffer.from([0xff, 0xd9]),
]);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n');

describe('an upload', () => {
  it.each([
    ['application/pdf', PDF],
    ['image/png', PNG],
    ['image/jpeg', JPEG],
  ])('is known as %s by its content', async (type, bytes) => {
    expect(await judgeFile(bytes)).toBe(type);
  });

  it.each([
    ['a web page', Buffer.from('<!doctype html><script>1</script>')],
    ['a drawing that can run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['text', Buffer.from('姓名,证件号码\n')],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a picture of another kind', Buffer.from('GIF89a....................')],
    ['nothing', Buffer.alloc(0)],
    ['half a PNG', PNG.subarray(0, PNG.length - 1)],
    ['half a JPEG', JPEG.subarray(0, JPEG.length - 1)],
    ['a PDF without its end', PDF.subarray(0, PDF.length - 8)],
    ['a PNG with a web page behind it', Buffer.concat([PNG, Buffer.from('<script>1</script>')])],
    ['a web page with a PDF behind it', Buffer.concat([Buffer.from('<html>'), PDF])],
  ])('that is %s is refused', async (_, bytes) => {
    expect(await judgeFile(bytes)).toBeNull();
  });
});
