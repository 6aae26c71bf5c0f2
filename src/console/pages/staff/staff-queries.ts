/** People, changes, absences and branches as the pages of the staff desk ask for them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Role } from '../../../cases/case.ts';
import type { AbsenceForm, StaffChangeForm, TaskMovesForm } from '../../../forms/staff-change.ts';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Member = Schemas['StaffMember'];
export type MemberDetail = Schemas['StaffDetail'];
export type Right = Schemas['StaffRight'];
export type StaffChange = Schemas['StaffChange'];
export type Absence = Schemas['Absence'];
export type Branch = Schemas['Branch'];
export type Task = Schemas['Task'];

const PAGE = '100';

export interface MemberFilters {
  readonly role?: Role;
  readonly branch?: string;
  readonly unusedDays?: string;
  readonly gone?: 'true';
}

/** Everybody: a center has as many people as fit on a few pages. */
export function useMembers(filters: MemberFilters) {
  return useQuery({
    queryKey: ['staff', 'list', filters],
    queryFn: async () => {
      const all: Member[] = [];
      let cursor: string | undefined;
      do {
        const query = { ...filters, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
        const page = await read(api.GET('/api/v1/staff', { params: { query } }));
        all.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return all;
    },
  });
}

export function useMember(id: string) {
  return useQuery({
    queryKey: ['staff', 'one', id],
    queryFn: () => read(api.GET('/api/v1/staff/{id}', { params: { path: { id } } })),
  });
}

export function useColleagues() {
  return useQuery({
    queryKey: ['colleagues'],
    queryFn: async () => (await read(api.GET('/api/v1/colleagues'))).items,
    staleTime: 60_000,
  });
}

export function useBranches() {
  return useQuery({
    queryKey: ['branches'],
    queryFn: async () => (await read(api.GET('/api/v1/branches'))).items,
    staleTime: 60_000,
  });
}

/** Names for ids, where they are known. */
export function useBranchName(): (id: string | null) => string {
  const { data } = useBranches();
  return (id) => (id === null ? '全中心' : (data?.find((one) => one.id === id)?.name ?? id));
}

export function useChanges(state: StaffChange['state'] | undefined, cursor: string | undefined) {
  const query = {
    limit: '20',
    ...(state === undefined ? {} : { state }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  return useQuery({
    queryKey: ['staff', 'changes', query],
    queryFn: () => read(api.GET('/api/v1/staff/changes', { params: { query } })),
  });
}

export function useAbsences(from: string, to: string) {
  return useQuery({
    queryKey: ['absences', from, to],
    queryFn: async () =>
      (await read(api.GET('/api/v1/absences', { params: { query: { from, to } } }))).items,
  });
}

/** Open tasks that somebody claimed or was given; the first hundred. */
export function useHeldTasks(holder: string) {
  return useQuery({
    queryKey: ['tasks', 'held', holder],
    queryFn: () => read(api.GET('/api/v1/tasks', { params: { query: { holder, limit: PAGE } } })),
  });
}

/** What changes the desk; every list of people, absences and work is read again afterwards. */
export function useDesk() {
  const queries = useQueryClient();
  const again = async () => {
    await Promise.all(
      ['staff', 'colleagues', 'branches', 'absences', 'tasks', 'case', 'cases'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
  const done = async <T>(asked: Promise<T>): Promise<T> => {
    const answer = await asked;
    await again();
    return answer;
  };
  return {
    propose: (key: string, body: StaffChangeForm) =>
      done(read(api.POST('/api/v1/staff/changes', { params: { header: changing(key) }, body }))),
    decide: (key: string, id: string, body: { approve: boolean; reason: string }) => {
      const params = { path: { id }, header: changing(key) };
      return done(read(api.POST('/api/v1/staff/changes/{id}:decide', { params, body })));
    },
    withdraw: (key: string, id: string, reason: string) => {
      const params = { path: { id }, header: changing(key) };
      const body = { reason };
      return done(read(api.POST('/api/v1/staff/changes/{id}:withdraw', { params, body })));
    },
    recordAbsence: (key: string, id: string, body: AbsenceForm) => {
      const params = { path: { id }, header: changing(key) };
      return done(read(api.POST('/api/v1/staff/{id}/absences', { params, body })));
    },
    endAbsence: (key: string, id: string, lastDay: string | null) => {
      const params = { path: { id }, header: changing(key) };
      const body = { lastDay };
      return done(read(api.POST('/api/v1/absences/{id}:end', { params, body })));
    },
    moveTasks: (key: string, body: TaskMovesForm) =>
      done(read(api.POST('/api/v1/tasks:assign', { params: { header: changing(key) }, body }))),
    moveDue: (key: string, task: Task, body: { dueOn: string; reason: string }) => {
      const params = { path: { id: task.id }, header: changing(key, task.version) };
      return done(read(api.POST('/api/v1/tasks/{id}:due', { params, body })));
    },
    acknowledge: (key: string, task: Task) => {
      const params = { path: { id: task.id }, header: changing(key, task.version) };
      return done(read(api.POST('/api/v1/tasks/{id}:acknowledge', { params })));
    },
    handOver: (
      key: string,
      item: { readonly id: string; readonly version: number },
      body: { branch: string; reason: string },
    ) => {
      const params = {
        path: { id: item.id, action: 'hand-over' },
        header: changing(key, item.version),
      };
      return done(read(api.POST('/api/v1/cases/{id}/actions/{action}', { params, body })));
    },
  };
}
