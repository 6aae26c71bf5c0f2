/** Figures, their proposals, and what a change would do. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';

export type Figure = Schemas['Figure'];
export type Proposal = Schemas['FigureProposal'];
export type FigureChoices = Schemas['FigureChoices'];
export type FigureChoice = Schemas['FigureChoice'];
export type FigurePreview = Schemas['FigurePreview'];
export type NewFigure =
  paths['/api/v1/figures']['post']['requestBody']['content']['application/json'];
export type Asked =
  paths['/api/v1/figures:preview']['post']['requestBody']['content']['application/json'];
type FigureQuery = NonNullable<paths['/api/v1/figures']['get']['parameters']['query']>;

export function useFigures(query: FigureQuery) {
  return useQuery({
    queryKey: ['figures', query],
    queryFn: async () => (await read(api.GET('/api/v1/figures', { params: { query } }))).items,
    staleTime: 30_000,
  });
}

export function useProposals(enabled: boolean) {
  return useQuery({
    queryKey: ['figures', 'proposals'],
    enabled,
    queryFn: async () => (await read(api.GET('/api/v1/figures/proposals'))).items,
  });
}

/** Changes nothing; asked anew for every other figure. */
export function usePreview(asked: Asked | null) {
  return useQuery({
    queryKey: ['figures', 'preview', asked],
    enabled: asked !== null,
    queryFn: () => {
      if (asked === null) throw new Error('nothing is asked');
      return read(api.POST('/api/v1/figures:preview', { body: asked }));
    },
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

export function usePropose() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, figure }: { readonly key: string; readonly figure: NewFigure }) =>
      read(api.POST('/api/v1/figures', { params: { header: changing(key) }, body: figure })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['figures'] }),
  });
}

interface Decision {
  readonly key: string;
  readonly proposalId: string;
  readonly approve: boolean;
  readonly reason: string;
}

export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, proposalId, approve, reason }: Decision) =>
      read(
        api.POST('/api/v1/figures/{proposalId}:decide', {
          params: { path: { proposalId }, header: changing(key) },
          body: { approve, reason },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['figures'] }),
  });
}

/** Running cases that a change touches, by class, and what was chosen for them. */
export function useChoices(proposalId: string) {
  return useQuery({
    queryKey: ['figures', 'choices', proposalId],
    queryFn: () =>
      read(
        api.GET('/api/v1/figures/proposals/{proposalId}/choices', {
          params: { path: { proposalId } },
        }),
      ),
  });
}

type NewChoice =
  paths['/api/v1/figures/proposals/{proposalId}/choices']['post']['requestBody']['content']['application/json'];

export function useProposeChoice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      proposalId,
      ...body
    }: NewChoice & { readonly key: string; readonly proposalId: string }) =>
      read(
        api.POST('/api/v1/figures/proposals/{proposalId}/choices', {
          params: { path: { proposalId }, header: changing(key) },
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['figures', 'choices'] }),
  });
}

export function useDecideChoice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      choiceId,
      approve,
      reason,
    }: Omit<Decision, 'proposalId'> & { readonly choiceId: string }) =>
      read(
        api.POST('/api/v1/figure-choices/{choiceId}:decide', {
          params: { path: { choiceId }, header: changing(key) },
          body: { approve, reason },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['figures', 'choices'] }),
  });
}

interface ForOne {
  readonly key: string;
  readonly choiceId: string;
  readonly caseId: string;
  readonly pick: 'keep' | 'new';
  readonly reason: string;
}

export function useChooseOne() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, choiceId, caseId, pick, reason }: ForOne) =>
      read(
        api.POST('/api/v1/figure-choices/{choiceId}/cases/{caseId}:choose', {
          params: { path: { choiceId, caseId }, header: changing(key) },
          body: { pick, reason },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['figures', 'choices'] }),
  });
}
