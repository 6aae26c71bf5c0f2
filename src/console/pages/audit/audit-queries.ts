/** The trail as its pages ask for it. Every search leaves a line: nothing is asked twice unasked. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';
import type { AuditExport } from '../../api/download.ts';

export type AuditEvent = Schemas['AuditEvent'];
export type AuditEventDetail = Schemas['AuditEventDetail'];
export type Verification = Schemas['Verification'];

export const AUDIT_FILTERS = ['staff', 'role', 'kind', 'from', 'to', 'person', 'case'] as const;
type Filters = Readonly<Record<string, string>>;

const PAGE_SIZE = '50';
/** A search is asked again when somebody wants it, not when a window comes to the front. */
const ONCE = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false };

export function useEvents(filters: Filters, cursor: string | undefined) {
  const query = { limit: PAGE_SIZE, ...filters, ...(cursor !== undefined && { cursor }) };
  return useQuery({
    queryKey: ['audit', 'events', query],
    queryFn: () => read(api.GET('/api/v1/audit/events', { params: { query } })),
    ...ONCE,
  });
}

export function useEvent(eventId: string) {
  return useQuery({
    queryKey: ['audit', 'event', eventId],
    queryFn: () =>
      read(api.GET('/api/v1/audit/events/{eventId}', { params: { path: { eventId } } })),
    ...ONCE,
  });
}

/** The same filters as the body of an export has them. */
export function exportBody(filters: Filters) {
  const { kind, role, ...rest } = filters;
  return {
    ...rest,
    ...(kind !== undefined && { kinds: kind.split(',') }),
    ...(isRole(role) && { role }),
  };
}

type Role = NonNullable<AuditExport['role']>;
const ROLE_CODES: readonly Role[] = [
  'clerk',
  'reviewer',
  'approver',
  'supervisor',
  'auditor',
  'operator',
  'channel',
  'system',
  'none',
];

function isRole(text: string | undefined): text is Role {
  return ROLE_CODES.some((role) => role === text);
}

const FOLLOW_MS = 700;

export function useVerifications() {
  return useQuery({
    queryKey: ['verifications'],
    queryFn: async () => (await read(api.GET('/api/v1/audit/verifications'))).items,
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === 'running') ? FOLLOW_MS : false,
  });
}

export function useStartVerification() {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/audit/verifications', { params: { header: changing(key) } })),
    onSuccess: async () => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: ['verifications'] });
    },
  });
}
