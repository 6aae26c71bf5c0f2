/** Direct-debit mandates (委托扣款) at the bank: signed, confirmed, changed, cancelled, looked at. */
import type { Yuan } from '../../src/domain/money.ts';
import { type BankMandate, type MandateAnswer, mandateAnswer, mandateView } from './bank-answer.ts';
import type { CallOptions, Outside } from './http.ts';

/** Personal data: it goes in the body only. */
export interface MandateRequest {
  readonly center: string;
  readonly card: string;
  readonly holder: string;
  readonly document: { readonly type: string; readonly number: string };
  /** The most that one debit may take, yuan. */
  readonly limit: Yuan;
}

export interface MandateChange {
  readonly mandate: string;
  /** Another card of the same person; it counts once its holder has confirmed it. */
  readonly card?: string;
  readonly limit?: Yuan;
}

export interface MandateCalls {
  /** `options.key` is one signing: repeated, it gives the same mandate, still to be confirmed. */
  readonly signMandate: (request: MandateRequest, options: CallOptions) => Promise<MandateAnswer>;
  /** With the code that the bank sent to the cardholder: the mandate, or its new card, is in force. */
  readonly confirmMandate: (
    confirmation: { readonly mandate: string; readonly code: string },
    options: CallOptions,
  ) => Promise<MandateAnswer>;
  readonly changeMandate: (change: MandateChange, options: CallOptions) => Promise<MandateAnswer>;
  readonly cancelMandate: (
    cancelled: { readonly mandate: string },
    options: CallOptions,
  ) => Promise<MandateAnswer>;
  /** Null: the bank says that there is no such mandate. */
  readonly findMandate: (
    wanted: { readonly mandate: string },
    options: CallOptions,
  ) => Promise<BankMandate | null>;
}

export function mandateCalls({ call }: Outside): MandateCalls {
  const act = async (path: string, body: object, options: CallOptions): Promise<MandateAnswer> => {
    const requestId = options.key;
    const { requestId: _, ...answer } = await call(
      {
        method: 'POST',
        path: `/v1/mandates${path}`,
        body: { requestId, ...body },
        status: 200,
        schema: mandateAnswer,
        belongs: (one) =>
          one.requestId === requestId && (!('mandate' in body) || one.mandate === body.mandate),
      },
      options,
    );
    if (answer.result === 'accepted') return answer;
    return { result: 'refused', refusal: answer.refusal, state: answer.state };
  };
  return {
    signMandate: ({ center, card, holder, document, limit }, options) => {
      const { type, number } = document;
      const body = { center, card, holder, document: { type, number }, limit };
      return act('', body, options);
    },
    confirmMandate: ({ mandate, code }, options) =>
      act('/confirmations', { mandate, code }, options),
    changeMandate: ({ mandate, card, limit }, options) =>
      act('/changes', { mandate, ...(card && { card }), ...(limit && { limit }) }, options),
    cancelMandate: ({ mandate }, options) => act('/cancellations', { mandate }, options),
    findMandate: async ({ mandate }, options) => {
      const requestId = options.key;
      const { requestId: _, ...answer } = await call(
        {
          method: 'POST',
          path: '/v1/mandates/queries',
          body: { requestId, mandate },
          status: 200,
          schema: mandateView,
          belongs: (one) => one.requestId === requestId && one.mandate === mandate,
        },
        options,
      );
      if (answer.result === 'not-known') return null;
      const { result: _known, ...found } = answer;
      return found;
    },
  };
}
