/** Identity verification (公安身份核验): whether name and document belong together and to whom. */
import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { type Health } from './health.ts';
import { type CallOptions, createOutside, type OutsideOptions } from './http.ts';

const IDENTITY_RESULTS = [
  'match',
  'mismatch',
  'not-found',
  'deceased',
  'invalid-document',
] as const;
export type IdentityResult = (typeof IDENTITY_RESULTS)[number];

/** Personal data: it goes in the body only. */
export interface IdentityRequest {
  readonly name: string;
  readonly document: { readonly type: string; readonly number: string };
  readonly bornOn: PlainDate;
  readonly sex: 'M' | 'F';
}

export interface IdentityAnswer {
  readonly requestId: string;
  readonly result: IdentityResult;
  readonly asOf: PlainDate;
}

export interface IdentityClient {
  /**
   * Asks once per key: the service repeats its answer to a repeated request id.
   *
   * @throws Fault 'outside-system-unavailable', 'outside-answer-unusable', retried;
   *   'effect-conflict' when the key was used for another person
   */
  readonly verify: (request: IdentityRequest, options: CallOptions) => Promise<IdentityAnswer>;
  readonly health: () => Health;
  readonly close: () => Promise<void>;
}

const answer = z.object({
  requestId: z.string().max(200),
  result: z.enum(IDENTITY_RESULTS),
  asOf: z.custom<PlainDate>(isPlainDate),
});

export function createIdentityClient(options: OutsideOptions): IdentityClient {
  const { call, health, close } = createOutside('identity', options);
  return {
    verify: ({ name, document: { type, number }, bornOn, sex }, callOptions) => {
      const requestId = callOptions.key;
      return call(
        {
          method: 'POST',
          path: '/v1/verifications',
          body: { requestId, name, document: { type, number }, bornOn, sex },
          status: 200,
          schema: answer,
          belongs: (one) => one.requestId === requestId,
        },
        callOptions,
      );
    },
    health,
    close,
  };
}
