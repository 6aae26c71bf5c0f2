/** The folder of an installation: made once, kept, locked, and emptied only of what is ours. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyHome, keptOf, openHome } from '../../src/embedded/home.ts';

const base = mkdtempSync(join(tmpdir(), 'anju-home-'));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(base, 'home-'));
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('a home', () => {
  it('keeps its passwords and secrets between two starts', () => {
    const first = openHome(folder);
    first.release();
    const second = openHome(folder);
    second.release();
    expect(second.passwords).toEqual(first.passwords);
    expect(second.secrets).toEqual(first.secrets);
  });

  it('has passwords that differ from each other and from those of another home', () => {
    const passwords = Object.values(openHome(folder).passwords);
    expect(new Set(passwords).size).toBe(passwords.length);
    expect(Object.values(openHome(join(folder, 'other')).passwords)).not.toContain(passwords[0]);
  });

  it('lets nobody else read secrets, passwords and addresses', () => {
    openHome(folder).writeAddresses({ api: 'http://127.0.0.1:7300' });
    for (const name of ['secrets.json', 'passwords.json', 'addresses.json']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('remembers where the running cases lie', () => {
    const home = openHome(folder);
    expect(home.kept).toBeUndefined();
    home.keep('postgres');
    home.release();
    const second = openHome(folder);
    expect(second.kept).toBe('postgres');
    second.keep({ address: 'cluster:7233' });
    second.release();
    expect(openHome(folder).kept).toEqual({ address: 'cluster:7233' });
    expect(keptOf(folder)).toEqual({ address: 'cluster:7233' });
    expect(keptOf(join(folder, 'nowhere'))).toBeUndefined();
  });

  it('is refused to a second start while the first uses it', () => {
    openHome(folder);
    expect(() => openHome(folder)).toThrow(`${folder} 正由另一个已启动的安居办件使用`);
    expect(() => {
      emptyHome(folder);
    }).toThrow('使用');
  });

  it('is refused to it on a machine without ps, too', () => {
    vi.stubEnv('PATH', '/nowhere');
    openHome(folder);
    expect(() => openHome(folder)).toThrow('正由另一个已启动的安居办件使用');
    vi.unstubAllEnvs();
  });

  it('is given to the next start after a crash of the last', () => {
    // No process bears the first number, and the second is that of a stranger.
    for (const pid of [99_999_999, process.ppid]) {
      writeFileSync(join(folder, 'anju.pid'), `${pid}\nSat Sep 20 08:00:00 2025\n`);
      const home = openHome(folder);
      expect(home.folder).toBe(folder);
      home.release();
    }
  });
});

describe('starting over', () => {
  it('removes what an installation keeps, and nothing else', () => {
    openHome(folder).release();
    writeFileSync(join(folder, 'letter.txt'), 'not ours');
    emptyHome(folder);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it('does nothing where nothing is', () => {
    emptyHome(join(folder, 'nowhere'));
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
