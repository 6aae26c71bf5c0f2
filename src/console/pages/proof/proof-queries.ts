/** Proofs as the page asks for them. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type Proof = Schemas['Proof'];
export type ProofCheck = Schemas['ProofCheck'];
export type ProofRow = Schemas['ProofRow'];

export function useProofs(cursor: string | undefined) {
  const query = { limit: '20', ...(cursor !== undefined && { cursor }) };
  return useQuery({
    queryKey: ['proofs', 'list', query],
    queryFn: () => read(api.GET('/api/v1/proofs', { params: { query } })),
  });
}

/** @param id null: there is none to be shown yet */
export function useProof(id: string | null) {
  return useQuery({
    queryKey: ['proofs', 'one', id],
    enabled: id !== null,
    queryFn: () => read(api.GET('/api/v1/proofs/{id}', { params: { path: { id: id ?? '' } } })),
  });
}
