/** Slips of payments at the counter: what the account's page asks and changes. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Slip = Schemas['PaymentSlip'];

export function useSlips(account: string) {
  return useQuery({
    queryKey: ['account', account, 'slips'],
    queryFn: async () => {
      const path = { id: account };
      return (await read(api.GET('/api/v1/accounts/{id}/payment-slips', { params: { path } })))
        .items;
    },
  });
}

/** The account with its slips, and the papers of the person. */
function useAgain() {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['account'] });
    await queries.invalidateQueries({ queryKey: ['person'] });
  };
}

interface Making {
  readonly amount: string;
  readonly key: string;
}

export function useMakeSlip(account: string, onMade: (slip: Slip) => void) {
  const again = useAgain();
  return useMutation({
    mutationFn: ({ amount, key }: Making) =>
      read(
        api.POST('/api/v1/accounts/{id}/payment-slips', {
          params: { path: { id: account }, header: changing(key) },
          body: { amount },
        }),
      ),
    onSuccess: async (slip) => {
      await again();
      onMade(slip);
    },
  });
}

interface Voiding {
  readonly slip: Slip;
  readonly reason: string;
  readonly key: string;
}

export function useVoidSlip() {
  const again = useAgain();
  return useMutation({
    mutationFn: ({ slip, reason, key }: Voiding) =>
      read(
        api.POST('/api/v1/payment-slips/{id}:void', {
          params: { path: { id: slip.id }, header: changing(key, slip.version) },
          body: { reason },
        }),
      ),
    onSuccess: again,
  });
}
