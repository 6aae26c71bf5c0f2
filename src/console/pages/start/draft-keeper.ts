/**
 * Keeps a form on the server while it is typed: a moment after each change, one save at a time,
 * never over what another window saved.
 *
 * Nothing is lost when a save fails: it is tried again until it succeeds or somebody decides
 * between two versions. Knows nothing of the screen and of HTTP; both are handed in.
 */
export interface StoredDraft {
  readonly id: string;
  readonly version: number;
  readonly content: unknown;
}

/** Where drafts are kept. Each rejects with what `failed` understands. */
export interface DraftStore {
  readonly create: (content: unknown, key: string) => Promise<StoredDraft>;
  readonly update: (draft: StoredDraft, content: unknown, key: string) => Promise<StoredDraft>;
  readonly read: (id: string) => Promise<StoredDraft>;
  readonly newKey: () => string;
  /** `changed`: another window saved; `gone`: thrown away elsewhere; `later`: try again. */
  readonly failed: (error: unknown) => 'changed' | 'gone' | 'later';
}

export interface Clock {
  /** @returns what ends it */
  readonly after: (ms: number, act: () => void) => () => void;
}

export type DraftState =
  | { readonly at: 'empty' }
  /** Changed, to be saved in a moment. */
  | { readonly at: 'changed' }
  | { readonly at: 'saving' }
  | { readonly at: 'saved' }
  /** Could not be saved; tried again by itself. */
  | { readonly at: 'waiting' }
  /** Saved by another window since: somebody has to decide. */
  | { readonly at: 'conflict'; readonly theirs: StoredDraft };

export interface DraftKeeper {
  readonly state: () => DraftState;
  readonly id: () => string | null;
  /** The form now holds this. */
  readonly keep: (content: unknown) => void;
  /** Saves what is not saved yet, without waiting for the moment. */
  readonly flush: () => Promise<void>;
  /** At a conflict: what this window holds goes over the other's. */
  readonly insist: () => void;
  /** At a conflict: this window goes on with the other's. @returns its content */
  readonly giveWay: () => unknown;
  /** No more saves: it was sent, or thrown away, or the page is left. */
  readonly stop: () => void;
  readonly listen: (listener: () => void) => () => void;
}

const MOMENT_MS = 1_000;
const AGAIN_MS = 4_000;

interface Begin {
  readonly store: DraftStore;
  readonly clock: Clock;
  /** The draft that was taken up again. */
  readonly from?: StoredDraft;
}

/** What the keeper knows; texts are JSON, so that they can be compared. */
interface Kept extends Pick<Begin, 'store' | 'clock'> {
  readonly writer: Writer;
  state: DraftState;
  held: string | null;
  saved: string | null;
  running: Promise<void> | null;
  endTimer: () => void;
  stopped: boolean;
  readonly listeners: Set<() => void>;
}

export function createDraftKeeper({ store, clock, from }: Begin): DraftKeeper {
  const text = from ? JSON.stringify(from.content) : null;
  const kept: Kept = {
    store,
    clock,
    writer: createWriter(store, from ?? null),
    state: { at: from ? 'saved' : 'empty' },
    held: text,
    saved: text,
    running: null,
    endTimer: () => undefined,
    stopped: false,
    listeners: new Set(),
  };
  return {
    state: () => kept.state,
    id: () => kept.writer.draft()?.id ?? null,
    keep: (content) => {
      keep(kept, JSON.stringify(content));
    },
    flush: async () => {
      await kept.running;
      await save(kept);
    },
    insist: () => {
      if (kept.state.at !== 'conflict') return;
      kept.writer.adopt(kept.state.theirs);
      tell(kept, { at: 'changed' });
      void save(kept);
    },
    giveWay: () => (kept.state.at === 'conflict' ? adopt(kept, kept.state.theirs) : null),
    stop: () => {
      kept.stopped = true;
      kept.endTimer();
    },
    listen: (listener) => {
      kept.listeners.add(listener);
      return () => {
        kept.listeners.delete(listener);
      };
    },
  };
}

function keep(kept: Kept, text: string): void {
  if (kept.stopped || text === kept.held) return;
  kept.held = text;
  if (kept.state.at === 'conflict' || kept.running !== null) return;
  tell(kept, { at: 'changed' });
  schedule(kept, MOMENT_MS);
}

function tell(kept: Kept, next: DraftState): void {
  kept.state = next;
  for (const listener of kept.listeners) listener();
}

function schedule(kept: Kept, ms: number): void {
  kept.endTimer();
  if (!kept.stopped) kept.endTimer = kept.clock.after(ms, () => void save(kept));
}

async function save(kept: Kept): Promise<void> {
  kept.endTimer();
  kept.running ??= once(kept).finally(() => {
    kept.running = null;
  });
  await kept.running;
}

async function once(kept: Kept): Promise<void> {
  const { held: text, saved, stopped, state } = kept;
  if (stopped || text === null || text === saved || state.at === 'conflict') return;
  tell(kept, { at: 'saving' });
  try {
    await kept.writer.write(text);
    kept.saved = text;
    if (kept.held === text) tell(kept, { at: 'saved' });
    else {
      tell(kept, { at: 'changed' });
      schedule(kept, MOMENT_MS);
    }
  } catch (error) {
    await failed(kept, error);
  }
}

async function failed(kept: Kept, error: unknown): Promise<void> {
  const why = kept.store.failed(error);
  const draft = kept.writer.draft();
  if (why === 'gone') kept.writer.forget();
  if (why === 'changed' && draft !== null) {
    const theirs = await kept.store.read(draft.id).catch(() => null);
    if (theirs !== null) {
      // An earlier try of this very window may have arrived without an answer.
      if (JSON.stringify(theirs.content) === kept.held) adopt(kept, theirs);
      else tell(kept, { at: 'conflict', theirs });
      return;
    }
  }
  tell(kept, { at: 'waiting' });
  schedule(kept, AGAIN_MS);
}

/** From now on this window goes on from there. */
function adopt(kept: Kept, draft: StoredDraft): unknown {
  kept.writer.adopt(draft);
  kept.held = JSON.stringify(draft.content);
  kept.saved = kept.held;
  tell(kept, { at: 'saved' });
  return draft.content;
}

interface Writer {
  readonly draft: () => StoredDraft | null;
  readonly write: (text: string) => Promise<void>;
  readonly adopt: (draft: StoredDraft) => void;
  readonly forget: () => void;
}

interface Attempt {
  readonly text: string;
  readonly key: string;
}

/** The same content is sent again under the same key: what arrived is not kept twice. */
function createWriter(store: DraftStore, from: StoredDraft | null): Writer {
  let draft = from;
  let creating: Attempt | null = null;
  let updating: Attempt | null = null;
  const attempt = (text: string): Attempt => ({ text, key: store.newKey() });
  return {
    draft: () => draft,
    write: async (text) => {
      if (draft === null) {
        creating ??= attempt(text);
        draft = await store.create(JSON.parse(creating.text), creating.key);
        if (creating.text === text) return;
      }
      if (updating?.text !== text) updating = attempt(text);
      draft = await store.update(draft, JSON.parse(text), updating.key);
    },
    adopt: (other) => {
      draft = other;
      updating = null;
    },
    forget: () => {
      draft = null;
      creating = null;
      updating = null;
    },
  };
}
