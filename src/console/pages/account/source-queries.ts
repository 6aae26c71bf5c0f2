/** What the part about corrections of the source asks the server. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type SourceCorrection = Schemas['SourceCorrection'];
export type SourcePlan = Schemas['SourceCorrectionPlan'];
export type SourceAct = SourceCorrection['actions'][number]['action'];

/** The newest twenty of an account. */
export function useSourceCorrections(account: string, enabled: boolean) {
  return useQuery({
    queryKey: ['account', account, 'source-corrections'],
    queryFn: () => read(api.GET('/api/v1/source-corrections', { params: { query: { account } } })),
    enabled,
  });
}

export interface SourceAsked {
  readonly from: SourcePlan['from'];
  readonly to: SourcePlan['to'];
  readonly amount: string;
  readonly since?: string;
}

/** Null: nothing has been asked yet. */
export function useSourcePlan(account: string, asked: SourceAsked | null) {
  return useQuery({
    queryKey: ['account', account, 'source-plan', asked],
    queryFn: () =>
      read(
        api.GET('/api/v1/accounts/{id}/source-correction-plan', {
          params: {
            path: { id: account },
            query: asked ?? { from: 'unclassified', to: 'flexible', amount: '' },
          },
        }),
      ),
    enabled: asked !== null,
    retry: false,
  });
}

function useAccountChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['account', 'tasks', 'journal'].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
}

export interface SourceProposal extends Required<SourceAsked> {
  readonly key: string;
  readonly document: string;
  readonly reason: string;
  readonly digest: string;
}

export function useProposeSource(account: string) {
  const changed = useAccountChanged();
  return useMutation({
    mutationFn: ({ key, ...body }: SourceProposal) =>
      read(
        api.POST('/api/v1/accounts/{id}/source-corrections', {
          params: { path: { id: account }, header: changing(key) },
          body,
        }),
      ),
    onSettled: changed,
  });
}

export function useActOnSource({ id, version }: SourceCorrection) {
  const changed = useAccountChanged();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; action: SourceAct; reason?: string }) =>
      read(
        api.POST('/api/v1/source-corrections/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: changed,
  });
}
