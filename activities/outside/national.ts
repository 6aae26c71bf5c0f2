/**
 * The national supervision platform (全国住房公积金监管服务平台): accounts and loans nationwide.
 *
 * @source 通知（征求意见稿）（十四）
 */
import { type Health } from './health.ts';
import { type CallOptions, createOutside, type OutsideOptions } from './http.ts';
import { nationalAnswer, type NationalAnswer } from './national-answer.ts';

/** Whom to look for, and under which consent. Personal data: it goes in the body only. */
export interface NationalRequest {
  readonly purpose: 'OPEN_ACCOUNT' | 'LOAN' | 'REVIEW';
  /** Reference of the person's consent. */
  readonly consent: string;
  readonly person: {
    readonly name: string;
    /** Every known document of the person, or the check is blind for the others. */
    readonly documents: readonly { readonly type: string; readonly number: string }[];
  };
}

export interface NationalClient {
  /**
   * Asks once per key: the platform repeats its answer to a repeated request id. A partial answer,
   * a time-out and an error of the platform are answers with that status.
   *
   * @throws Fault 'outside-system-unavailable', 'outside-answer-unusable', retried;
   *   'effect-conflict' when the key was used for another person
   */
  readonly check: (request: NationalRequest, options: CallOptions) => Promise<NationalAnswer>;
  readonly health: () => Health;
  readonly close: () => Promise<void>;
}

export function createNationalClient(options: OutsideOptions): NationalClient {
  const { call, health, close } = createOutside('national', options);
  return {
    check: ({ purpose, consent, person }, callOptions) => {
      const requestId = callOptions.key;
      const documents = person.documents.map(({ type, number }) => ({ type, number }));
      return call(
        {
          method: 'POST',
          path: '/v1/checks',
          body: { requestId, purpose, consent, person: { name: person.name, documents } },
          status: 200,
          schema: nationalAnswer,
          belongs: (answer) => answer.requestId === requestId,
        },
        callOptions,
      );
    },
    health,
    close,
  };
}
