/** What is done with an account's mandate; each a change under a key and the version that was seen. */
import { useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Mandate = Schemas['Mandate'];

interface Card {
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
}

/** What is left out stays as it is. */
export interface CardAndLimit {
  readonly card?: Card | undefined;
  readonly limit?: string | undefined;
}

function told({ card, limit }: CardAndLimit): { card?: Card; limit?: string } {
  return { ...(card && { card }), ...(limit !== undefined && { limit }) };
}

interface Cancelled {
  readonly reason: string;
  readonly by: 'holder' | 'center';
}

export function useMandate(accountId: string, version: number) {
  const queries = useQueryClient();
  const path = { id: accountId };
  /** Whatever came of it, the page shows how it stands now. */
  const then = async (change: Promise<Mandate>) => {
    try {
      return await change;
    } finally {
      await queries.invalidateQueries({ queryKey: ['account', accountId] });
    }
  };
  return {
    sign: (wanted: CardAndLimit, key: string) =>
      then(
        read(
          api.POST('/api/v1/accounts/{id}/mandate', {
            params: { path, header: changing(key) },
            body: told(wanted),
          }),
        ),
      ),
    confirm: (body: { readonly code: string }, key: string) =>
      then(
        read(
          api.POST('/api/v1/accounts/{id}/mandate:confirm', {
            params: { path, header: changing(key, version) },
            body,
          }),
        ),
      ),
    change: (wanted: CardAndLimit, key: string) =>
      then(
        read(
          api.POST('/api/v1/accounts/{id}/mandate:change', {
            params: { path, header: changing(key, version) },
            body: told(wanted),
          }),
        ),
      ),
    cancel: (body: Cancelled, key: string) =>
      then(
        read(
          api.POST('/api/v1/accounts/{id}/mandate:cancel', {
            params: { path, header: changing(key, version) },
            body,
          }),
        ),
      ),
  };
}
