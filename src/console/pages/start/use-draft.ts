/** The draft of the form on the page: kept on the server by the API, told as it stands. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { api, changing, newKey, problemOf, read, type Schemas } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';
import {
  createDraftKeeper,
  type DraftKeeper,
  type DraftState,
  type DraftStore,
  type StoredDraft,
} from './draft-keeper.ts';

function stored({ id, version, application }: Schemas['Draft']): StoredDraft {
  return { id, version, content: application };
}

type Content = Record<string, unknown>;
type NewDraft = paths['/api/v1/drafts']['post']['requestBody']['content']['application/json'];

function storeOf(type: string): DraftStore {
  return {
    newKey,
    create: async (content, key) => {
      const params = { header: changing(key) };
      const body = { type: type as NewDraft['type'], application: content as Content };
      return stored(await read(api.POST('/api/v1/drafts', { params, body })));
    },
    update: async (draft, content, key) => {
      const params = { path: { id: draft.id }, header: changing(key, draft.version) };
      const body = { application: content as Content };
      return stored(await read(api.PUT('/api/v1/drafts/{id}', { params, body })));
    },
    read: async (id) =>
      stored(await read(api.GET('/api/v1/drafts/{id}', { params: { path: { id } } }))),
    failed: (error) => {
      const { status } = problemOf(error);
      if (status === 412) return 'changed';
      return status === 404 ? 'gone' : 'later';
    },
  };
}

const browserClock = {
  after: (ms: number, act: () => void) => {
    const timer = window.setTimeout(act, ms);
    return () => {
      window.clearTimeout(timer);
    };
  },
};

export interface DraftInHand {
  readonly state: DraftState;
  readonly id: string | null;
  readonly keeper: DraftKeeper;
  /** Throws it away, here and on the server: it was sent, or is not wanted. */
  readonly discard: () => Promise<void>;
}

interface Options {
  readonly type: string;
  readonly from: StoredDraft | null;
  /** As it is to be kept; null while there is nothing to keep. */
  readonly content: unknown;
  /** A draft was begun that was not there before. */
  readonly onBegun: (id: string) => void;
}

export function useDraft({ type, from, content, onBegun }: Options): DraftInHand {
  const queries = useQueryClient();
  const [keeper] = useState(() =>
    createDraftKeeper({
      store: storeOf(type),
      clock: browserClock,
      ...(from !== null && { from }),
    }),
  );
  const state = useSyncExternalStore(keeper.listen, keeper.state);
  const id = useSyncExternalStore(keeper.listen, keeper.id);
  useEffect(() => {
    if (content !== null) keeper.keep(content);
  }, [keeper, content]);
  useEffect(() => saveOnLeaving(keeper), [keeper]);
  const told = useRef(from?.id ?? null);
  useEffect(() => {
    if (id === null || id === told.current) return;
    told.current = id;
    onBegun(id);
  }, [id, onBegun]);
  const discard = async () => {
    keeper.stop();
    await keeper.flush();
    const draft = keeper.id();
    if (draft === null) return;
    const params = { path: { id: draft }, header: changing(newKey()) };
    await read(api.DELETE('/api/v1/drafts/{id}', { params }));
    await queries.invalidateQueries({ queryKey: ['drafts'] });
  };
  return { state, id, keeper, discard };
}

/** Another page of the console: saved at once. The window closed: the browser asks before. */
function saveOnLeaving(keeper: DraftKeeper): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    const { at } = keeper.state();
    if (at === 'changed' || at === 'waiting' || at === 'conflict') event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);
  return () => {
    window.removeEventListener('beforeunload', warn);
    void keeper.flush();
  };
}
