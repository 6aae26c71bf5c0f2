/** A form kept on the server while it is typed: nothing lost, nothing overwritten. */
import { describe, expect, it } from 'vitest';
import {
  createDraftKeeper,
  type DraftStore,
  type StoredDraft,
} from '../../../src/console/pages/start/draft-keeper.ts';

type Trouble = 'none' | 'away' | 'silent';

/** A server of one draft; time passes when the test says so. */
function office() {
  let draft: StoredDraft | null = null;
  let trouble: Trouble = 'none';
  let keys = 0;
  const calls: string[] = [];
  const created = new Map<string, { readonly text: string; readonly made: StoredDraft }>();
  const updated = new Map<string, StoredDraft>();
  const timers: (() => void)[] = [];
  const answer = (of: StoredDraft): StoredDraft => {
    if (trouble === 'silent') throw new Error('later');
    return of;
  };
  const store: DraftStore = {
    newKey: () => `key-${String((keys += 1))}`,
    failed: (error) => {
      const told = error instanceof Error ? error.message : '';
      return told === 'changed' || told === 'gone' ? told : 'later';
    },
    create: (content, key) => {
      calls.push('create');
      if (trouble === 'away') return Promise.reject(new Error('later'));
      const text = JSON.stringify(content);
      const earlier = created.get(key);
      if (earlier && earlier.text !== text) return Promise.reject(new Error('key-reused'));
      const made = earlier?.made ?? { id: `d${String(created.size + 1)}`, version: 1, content };
      if (!earlier) draft = made;
      created.set(key, { text, made });
      return Promise.resolve().then(() => answer(made));
    },
    update: (of, content, key) => {
      calls.push('update');
      if (trouble === 'away') return Promise.reject(new Error('later'));
      const earlier = updated.get(key);
      if (earlier) return Promise.resolve(earlier);
      if (draft === null) return Promise.reject(new Error('gone'));
      if (of.version !== draft.version) return Promise.reject(new Error('changed'));
      draft = { ...draft, version: draft.version + 1, content };
      if (trouble !== 'silent') updated.set(key, draft);
      const now = draft;
      return Promise.resolve().then(() => answer(now));
    },
    read: () => (draft ? Promise.resolve(draft) : Promise.reject(new Error('gone'))),
  };
  return {
    store,
    calls,
    now: () => draft,
    other: (content: unknown) => {
      draft = { id: draft?.id ?? 'd0', version: (draft?.version ?? 0) + 1, content };
    },
    throwAway: () => {
      draft = null;
    },
    set trouble(next: Trouble) {
      trouble = next;
    },
    clock: {
      after: (_ms: number, act: () => void) => {
        timers.push(act);
        return () => {
          const at = timers.indexOf(act);
          if (at >= 0) timers.splice(at, 1);
        };
      },
    },
    pass: async () => {
      for (const act of timers.splice(0)) act();
      for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
    },
  };
}

function typing() {
  const place = office();
  return { place, keeper: createDraftKeeper({ store: place.store, clock: place.clock }) };
}

describe('a draft', () => {
  it('begins with the first change, and is one however often the form changes', async () => {
    const { place, keeper } = typing();
    await place.pass();
    expect(place.calls).toEqual([]);
    keeper.keep({ a: 1 });
    keeper.keep({ a: 2 });
    expect(keeper.state().at).toBe('changed');
    await place.pass();
    expect(keeper.state().at).toBe('saved');
    keeper.keep({ a: 3 });
    await place.pass();
    expect(place.calls).toEqual(['create', 'update']);
    expect(place.now()).toMatchObject({ content: { a: 3 }, version: 2 });
    expect(keeper.id()).toBe('d1');
  });

  it('is not saved again when nothing changed', async () => {
    const { place, keeper } = typing();
    keeper.keep({ a: 1 });
    await place.pass();
    keeper.keep({ a: 1 });
    await place.pass();
    expect(place.calls).toEqual(['create']);
  });

  it('goes on from one that was taken up again', async () => {
    const place = office();
    place.other({ a: 1 });
    const keeper = createDraftKeeper({
      store: place.store,
      clock: place.clock,
      from: place.now()!,
    });
    keeper.keep({ a: 1 });
    keeper.keep({ a: 2 });
    await place.pass();
    expect(place.calls).toEqual(['update']);
    expect(place.now()).toMatchObject({ id: 'd0', content: { a: 2 } });
  });

  it('saves what changed while a save was on its way', async () => {
    const { place, keeper } = typing();
    keeper.keep({ a: 1 });
    const done = keeper.flush();
    keeper.keep({ a: 2 });
    await done;
    await place.pass();
    expect(place.now()).toMatchObject({ content: { a: 2 } });
    expect(keeper.state().at).toBe('saved');
  });

  it('is saved at once when the page is left, and never after it was sent', async () => {
    const { place, keeper } = typing();
    keeper.keep({ a: 1 });
    await keeper.flush();
    expect(place.now()).toMatchObject({ content: { a: 1 } });
    keeper.stop();
    keeper.keep({ a: 2 });
    await place.pass();
    expect(place.now()).toMatchObject({ content: { a: 1 } });
  });
});

describe('when the server is away or silent', () => {
  it('waits, keeps everything, and saves when it is back', async () => {
    const { place, keeper } = typing();
    place.trouble = 'away';
    keeper.keep({ a: 1 });
    await place.pass();
    expect(keeper.state().at).toBe('waiting');
    keeper.keep({ a: 2 });
    await place.pass();
    expect(keeper.state().at).toBe('waiting');
    place.trouble = 'none';
    await place.pass();
    expect(keeper.state().at).toBe('saved');
    expect(place.now()).toMatchObject({ content: { a: 2 } });
  });

  it('makes no second draft of one whose answer was lost, and saves the newest content', async () => {
    const { place, keeper } = typing();
    place.trouble = 'silent';
    keeper.keep({ a: 1 });
    await place.pass();
    expect(keeper.state().at).toBe('waiting');
    keeper.keep({ a: 2 });
    place.trouble = 'none';
    await place.pass();
    expect(keeper.state().at).toBe('saved');
    expect(place.now()).toMatchObject({ id: 'd1', content: { a: 2 } });
  });

  it('does not take its own lost save for somebody else’s', async () => {
    const { place, keeper } = typing();
    keeper.keep({ a: 1 });
    await place.pass();
    place.trouble = 'silent';
    keeper.keep({ a: 2 });
    await place.pass();
    place.trouble = 'none';
    await place.pass();
    expect(keeper.state().at).toBe('saved');
    expect(place.now()).toMatchObject({ content: { a: 2 }, version: 2 });
  });

  it('begins a new draft when the old one was thrown away elsewhere', async () => {
    const { place, keeper } = typing();
    keeper.keep({ a: 1 });
    await place.pass();
    place.throwAway();
    keeper.keep({ a: 2 });
    await place.pass();
    await place.pass();
    expect(keeper.state().at).toBe('saved');
    expect(place.now()).toMatchObject({ content: { a: 2 } });
  });
});

describe('two windows on one draft', () => {
  async function conflict() {
    const { place, keeper } = typing();
    keeper.keep({ a: 1 });
    await place.pass();
    place.other({ a: 'theirs' });
    keeper.keep({ a: 'mine' });
    await place.pass();
    expect(keeper.state()).toMatchObject({ at: 'conflict', theirs: { content: { a: 'theirs' } } });
    return { place, keeper };
  }

  it('are told, and nothing is overwritten meanwhile', async () => {
    const { place, keeper } = await conflict();
    keeper.keep({ a: 'still mine' });
    await place.pass();
    expect(place.now()).toMatchObject({ content: { a: 'theirs' } });
    expect(keeper.state().at).toBe('conflict');
  });

  it('end with this window’s content when it insists', async () => {
    const { place, keeper } = await conflict();
    keeper.insist();
    await place.pass();
    expect(place.now()).toMatchObject({ content: { a: 'mine' } });
    expect(keeper.state().at).toBe('saved');
  });

  it('end with the other’s when it gives way', async () => {
    const { place, keeper } = await conflict();
    expect(keeper.giveWay()).toEqual({ a: 'theirs' });
    keeper.keep({ a: 'theirs' });
    await place.pass();
    expect(place.now()).toMatchObject({ content: { a: 'theirs' }, version: 2 });
    keeper.keep({ a: 'more' });
    await place.pass();
    expect(place.now()).toMatchObject({ content: { a: 'more' } });
  });
});
