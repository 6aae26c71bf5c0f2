/** The inbox of whoever uses these systems: where it is, and the token that opens it. */
import { z } from 'zod';

export interface InboxOptions {
  /** Where news go. */
  readonly inbox: string;
  /** Where a token for it is got, and as whom. */
  readonly tokens: string;
  readonly client: string;
  readonly secret: string;
}

/** A token is used for so long, then a new one is got. */
const TOKEN_MS = 300_000;
const TIMEOUT_MS = 5_000;

/** What a sender may tell of, as its token says (docs/operations.md). */
export type Telling = 'notices' | 'bank' | 'units';

/** One token for much news. */
export function tokensOf(
  { tokens, client, secret }: InboxOptions,
  stop: AbortSignal,
  telling: Telling,
) {
  let kept: { readonly token: string; readonly until: number } | undefined;
  return async (): Promise<string> => {
    if (kept && kept.until > Date.now()) return kept.token;
    const response = await fetch(tokens, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: `inbox inbox:${telling}`,
      }),
      redirect: 'error',
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const { access_token: token } = z
      .object({ access_token: z.string() })
      .parse(await response.json());
    kept = { token, until: Date.now() + TOKEN_MS };
    return token;
  };
}
