/** What the page of a case reads, each part when it is looked at; and how it hears of changes. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EventGroup } from '../../../cases/event-groups.ts';
import type { PauseForm } from '../../../forms/case-pause.ts';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';

export type Case = Schemas['Case'];
export type CaseEvent = Schemas['Event'];

const ofCase = (id: string) => ({ params: { path: { id } } });

export function useCase(id: string) {
  return useQuery({
    queryKey: ['case', id],
    queryFn: () => read(api.GET('/api/v1/cases/{id}', ofCase(id))),
  });
}

interface AskedDay {
  readonly toOn: string | null;
  /** The day of the seal as a document has it. */
  readonly correctedOn: string | null;
  readonly enabled: boolean;
}

const NO_DAY: AskedDay = { toOn: null, correctedOn: null, enabled: true };

/** Read again with every change of the case, and for another day; left out: for none. */
export function useWaitMoves(id: string, asked: AskedDay = NO_DAY) {
  const { toOn, correctedOn, enabled } = asked;
  const query = {
    ...(toOn !== null && { toOn }),
    ...(correctedOn !== null && { correctedOn }),
    ...(toOn !== null && correctedOn === null && { ground: 'court-order' as const }),
  };
  return useQuery({
    queryKey: ['case', id, 'wait-moves', toOn, correctedOn],
    queryFn: () =>
      read(
        api.GET('/api/v1/cases/{id}/wait-moves', {
          params: { path: { id }, query },
        }),
      ),
    enabled,
    placeholderData: (before) => before,
  });
}

const PRESENCE = 'presence';

/** Everything of the case is read again when it moves; a part alone when only that changed. */
export function useCaseNews(id: string): void {
  const queries = useQueryClient();
  useLive(`/cases/${id}/stream`, ['case', 'tasks', PRESENCE], (name) => {
    if (name === PRESENCE) {
      void queries.invalidateQueries({ queryKey: ['case', id, PRESENCE] });
      return;
    }
    void queries.invalidateQueries({ queryKey: ['case', id], exact: name === 'tasks' });
    if (name === 'tasks') void queries.invalidateQueries({ queryKey: ['case', id, 'tasks'] });
  });
}

/** Who left without a word, as a broken connection does, is looked for again. */
const STILL_HERE_MS = 30_000;

/** The others who have the case open now. */
export function useOthersHere(id: string) {
  return useQuery({
    queryKey: ['case', id, PRESENCE],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/presence', ofCase(id)))).items,
    refetchInterval: ({ state }) => (state.data?.length ? STILL_HERE_MS : false),
  });
}

const EVENTS_AT_ONCE = '30';

export function useTimeline(id: string, group: EventGroup | null) {
  return useInfiniteQuery({
    queryKey: ['case', id, 'events', group],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/api/v1/cases/{id}/events', {
          params: {
            path: { id },
            query: {
              order: 'newest',
              limit: EVENTS_AT_ONCE,
              ...(group !== null && { group }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** What happened after an event that was seen, the oldest first. */
export async function eventsSince(id: string, since: string): Promise<readonly CaseEvent[]> {
  const query = { since, limit: '50' };
  const { items } = await read(
    api.GET('/api/v1/cases/{id}/events', { params: { path: { id }, query } }),
  );
  return items;
}

export function useDecisions(id: string) {
  return useQuery({
    queryKey: ['case', id, 'decisions'],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/decisions', ofCase(id)))).items,
  });
}

export function useChecks(id: string) {
  return useQuery({
    queryKey: ['case', id, 'checks'],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/checks', ofCase(id)))).items,
  });
}

export function useDocuments(id: string) {
  return useQuery({
    queryKey: ['case', id, 'documents'],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/documents', ofCase(id)))).items,
  });
}

export function useFiles(id: string) {
  return useQuery({
    queryKey: ['case', id, 'files'],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/files', ofCase(id)))).items,
  });
}

export function useNotes(id: string) {
  return useQuery({
    queryKey: ['case', id, 'notes'],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/notes', ofCase(id)))).items,
  });
}

/** Open tasks and those that are done. */
export function useTasks(id: string) {
  return useQuery({
    queryKey: ['case', id, 'tasks'],
    queryFn: async () => (await read(api.GET('/api/v1/cases/{id}/tasks', ofCase(id)))).items,
  });
}

/** @param version null: the one in force */
export function useApplication(id: string, version: number | null) {
  return useQuery({
    queryKey: ['case', id, 'application', version],
    queryFn: () =>
      read(
        api.GET('/api/v1/cases/{id}/application', {
          params: {
            path: { id },
            ...(version !== null && { query: { version: String(version) } }),
          },
        }),
      ),
  });
}

/** Puts the case aside (暂缓办理), or takes it up again, in the version that is shown. */
export function useCasePause({ id, version }: Pick<Case, 'id' | 'version'>) {
  const queries = useQueryClient();
  const done = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } finally {
      await Promise.all(
        [['case', id], ['cases'], ['tasks']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    }
  };
  const params = (key: string) => ({ path: { id }, header: changing(key, version) });
  return {
    pause: (key: string, { note, ...rest }: PauseForm) => {
      const body = { ...rest, ...(note !== undefined && { note }) };
      return done(read(api.POST('/api/v1/cases/{id}:pause', { params: params(key), body })));
    },
    resume: (reason: string) =>
      done(
        read(api.POST('/api/v1/cases/{id}:resume', { params: params(newKey()), body: { reason } })),
      ),
  };
}

/** Other cases of the same person, the newest first. */
export function useOtherCases({ id, person }: Pick<Case, 'id' | 'person'>) {
  return useQuery({
    queryKey: ['case', id, 'others', person.id],
    queryFn: async () => {
      const query = { person: person.id, limit: '20' };
      const { items } = await read(api.GET('/api/v1/cases', { params: { query } }));
      return items.filter((one) => one.id !== id);
    },
  });
}

/** A member of the staff by name; whoever is not among the people of the case by id. */
export function nameOf({ people }: Pick<Case, 'people'>, staff: string | null): string {
  if (staff === null) return '—';
  if (staff === 'system') return '系统';
  return people[staff] ?? staff;
}

/** What of a case was on the screen when somebody began to fill in a form about it. */
export interface Seen {
  readonly version: number;
  readonly lastEvent: string | null;
  readonly stage: string;
}
