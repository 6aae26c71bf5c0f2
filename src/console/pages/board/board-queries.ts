/** What the board asks for, again and again by itself. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type Board = Schemas['Supervision'];
export type Forecast = Schemas['Forecast'];
export type Radar = Schemas['Radar'];
export type Finding = Schemas['StallFinding'];
export type Degraded = Schemas['Degraded'];

const BOARD_MS = 10_000;
const RADAR_MS = 15_000;
const FORECAST_MS = 5 * 60_000;
const DEGRADED_MS = 15_000;

export function useBoard() {
  return useQuery({
    queryKey: ['supervision', 'board'],
    queryFn: () => read(api.GET('/api/v1/supervision')),
    refetchInterval: BOARD_MS,
  });
}

export function useForecast(by: Forecast['by']) {
  return useQuery({
    queryKey: ['supervision', 'forecast', by],
    queryFn: () => read(api.GET('/api/v1/supervision/forecast', { params: { query: { by } } })),
    refetchInterval: FORECAST_MS,
    placeholderData: keepPreviousData,
  });
}

export function useRadar(kind: Finding['kind'] | undefined) {
  const query = kind === undefined ? {} : { kind };
  return useQuery({
    queryKey: ['supervision', 'radar', query],
    queryFn: () => read(api.GET('/api/v1/supervision/radar', { params: { query } })),
    refetchInterval: RADAR_MS,
    placeholderData: keepPreviousData,
  });
}

/** One case by both sides, now; empty when nothing is wrong with it. */
export async function lookAgain(caseId: string): Promise<readonly Finding[]> {
  const params = { query: { case: caseId } };
  return (await read(api.GET('/api/v1/supervision/radar', { params }))).items;
}

export function useDegraded() {
  return useQuery({
    queryKey: ['supervision', 'degraded'],
    queryFn: () => read(api.GET('/api/v1/supervision/degraded')),
    refetchInterval: DEGRADED_MS,
    retry: false,
  });
}
