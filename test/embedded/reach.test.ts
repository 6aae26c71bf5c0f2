/** Where PostgreSQL's data go when root starts, and when anybody else does. */
import { describe, expect, it } from 'vitest';
import { chooseHome, closedTo, type Mode } from '../../src/embedded/reach.ts';

const POSTGRES = { uid: 101, gid: 104 };
/** Folders of root, modes as given; the rest does not exist yet. */
function tree(modes: Record<string, number | Mode>) {
  return (folder: string): Mode | undefined => {
    const mode = modes[folder];
    return typeof mode === 'number' ? { mode, uid: 0, gid: 0 } : mode;
  };
}
const OPEN = tree({ '/': 0o755, '/srv': 0o755, '/srv/anju': 0o755 });
const UNDER_CLOSED = tree({ '/': 0o755, '/root': 0o700, '/root/anju': 0o755 });

describe('started by root', () => {
  it('keeps the data in the clone when PostgreSQL’s user can enter it', () => {
    expect(chooseHome({ asked: undefined, clone: '/srv/anju' }, POSTGRES, OPEN)).toBe(
      '/srv/anju/.anju',
    );
  });

  it('keeps them below /var/lib/anju when the clone lies under a 0700 folder', () => {
    const home = chooseHome({ asked: undefined, clone: '/root/anju' }, POSTGRES, UNDER_CLOSED);
    expect(home).toMatch(/^\/var\/lib\/anju\/anju-[0-9a-f]{8}$/);
  });

  it('gives two such clones a folder each, and the same clone always the same', () => {
    const homeOf = (clone: string): string =>
      chooseHome({ asked: undefined, clone }, POSTGRES, UNDER_CLOSED);
    expect(homeOf('/root/anju')).toBe(homeOf('/root/anju/'));
    expect(homeOf('/root/anju')).not.toBe(homeOf('/root/other/anju'));
  });

  it('goes where ANJU_HOME says', () => {
    const asked = '/srv/anju/data';
    expect(chooseHome({ asked, clone: '/root/anju' }, POSTGRES, OPEN)).toBe(asked);
  });

  it('names the closed folder when ANJU_HOME cannot be entered', () => {
    const asked = '/root/data';
    expect(() => chooseHome({ asked, clone: '/srv/anju' }, POSTGRES, UNDER_CLOSED)).toThrow(
      /进不去 \/root。.*chmod o\+x \/root/,
    );
  });
});

describe('started by an ordinary user', () => {
  it('keeps the data in the clone wherever that is', () => {
    expect(chooseHome({ asked: undefined, clone: '/root/anju' }, undefined, UNDER_CLOSED)).toBe(
      '/root/anju/.anju',
    );
  });
});

describe('who may enter a folder', () => {
  it.each<[string, Mode, boolean]>([
    ['its owner by the owner’s bit', { mode: 0o700, uid: 101, gid: 0 }, true],
    ['its owner only by the owner’s bit', { mode: 0o077, uid: 101, gid: 0 }, false],
    ['its group by the group’s bit', { mode: 0o710, uid: 0, gid: 104 }, true],
    ['its group only by the group’s bit', { mode: 0o701, uid: 0, gid: 104 }, false],
    ['others by the others’ bit', { mode: 0o711, uid: 0, gid: 0 }, true],
    ['nobody else', { mode: 0o750, uid: 0, gid: 0 }, false],
  ])('%s', (_, mode, open) => {
    const closed = closedTo(POSTGRES, '/x', tree({ '/': 0o755, '/x': mode }));
    expect(closed).toBe(open ? undefined : '/x');
  });

  it('names the highest closed folder', () => {
    const modes = tree({ '/': 0o755, '/a': 0o700, '/a/b': 0o700 });
    expect(closedTo(POSTGRES, '/a/b/c', modes)).toBe('/a');
  });
});
