/** Days of the bank, their lines and differences, as the pages ask for them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type BankDayRow = Schemas['BankDayPage']['items'][number];
export type BankDay = Schemas['BankDayDetail'];
export type Difference = Schemas['BankDifference'];
export type BankLine = Schemas['BankLine'];
export type BankJournal = Schemas['BankJournal'];

function isState(text: string | undefined): text is 'open' | 'closed' {
  return text === 'open' || text === 'closed';
}

/** An act that somebody chose for a difference. */
export interface Chosen {
  readonly difference: Difference;
  readonly action: Difference['actions'][number];
}

export interface DayOf {
  readonly center: string;
  readonly day: string;
}

export function useBankDays(state: string | undefined, cursor: string | undefined) {
  const query: { limit: string; state?: 'open' | 'closed'; cursor?: string } = {
    limit: '31',
    ...(isState(state) && { state }),
    ...(cursor !== undefined && { cursor }),
  };
  return useQuery({
    queryKey: ['bank-days', 'list', query],
    queryFn: () => read(api.GET('/api/v1/bank-days', { params: { query } })),
  });
}

export function useBankDay({ center, day }: DayOf) {
  const path = { center, day };
  return useQuery({
    queryKey: ['bank-days', 'one', path],
    queryFn: () => read(api.GET('/api/v1/bank-days/{center}/{day}', { params: { path } })),
  });
}

export function useBankLines({ center, day }: DayOf, only: boolean, cursor: string | undefined) {
  const path = { center, day };
  const query = {
    limit: '50',
    ...(only && { state: 'missing-here' as const }),
    ...(cursor !== undefined && { cursor }),
  };
  return useQuery({
    queryKey: ['bank-days', 'lines', path, query],
    queryFn: () =>
      read(api.GET('/api/v1/bank-days/{center}/{day}/lines', { params: { path, query } })),
  });
}

export interface DifferenceAct {
  readonly difference: Difference;
  readonly body: {
    readonly action: Difference['actions'][number]['action'];
    readonly reason?: NonNullable<Difference['reason']>;
    readonly declineReason?: NonNullable<Difference['declined']>['reason'];
    readonly note?: string;
  };
  readonly key: string;
}

export function useActOnDifference() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ difference: { id, version }, body, key }: DifferenceAct) =>
      read(
        api.POST('/api/v1/bank-differences/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    // Refused because somebody was faster: the page shows what they did.
    onSettled: () => queries.invalidateQueries({ queryKey: ['bank-days'] }),
  });
}

export function useCloseDay() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ day: { center, day, version }, key }: { day: BankDay; key: string }) =>
      read(
        api.POST('/api/v1/bank-days/{center}/{day}:close', {
          params: { path: { center, day }, header: changing(key, version) },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bank-days'] }),
  });
}
