/** Notices (短信, 应用消息, 信函): sent once per message id, asked about later. */
import { z } from 'zod';
import { type Health } from './health.ts';
import { type CallOptions, createOutside, type OutsideOptions } from './http.ts';

/** Personal data: it goes in the body only. */
export interface Notice {
  readonly channel: 'sms' | 'app' | 'letter';
  readonly to: string;
  readonly template: string;
  readonly text: string;
}

export interface NoticeReceipt {
  readonly messageId: string;
  /** False: the service will not deliver this message, whatever is tried. */
  readonly accepted: boolean;
  /** Why it is not: `not-registered` where the app knows nobody under the address; else its own words. */
  readonly reason?: string | null | undefined;
}

export interface NoticeStatus {
  readonly messageId: string;
  /** 'unknown': the service never saw the message. */
  readonly state: 'accepted' | 'delivered' | 'failed' | 'refused' | 'unknown';
  /** ISO instant of the delivery. */
  readonly at: string | null;
  /** Why it failed, in the service's words. */
  readonly reason: string | null;
}

export interface NoticesClient {
  /**
   * Sends a message under `options.key`, its message id: repeated, it is still one message.
   *
   * @throws Fault 'outside-system-unavailable', 'outside-answer-unusable', retried;
   *   'effect-conflict' when the key was used for another message
   */
  readonly send: (notice: Notice, options: CallOptions) => Promise<NoticeReceipt>;
  /** What became of the message `options.key`. */
  readonly status: (options: CallOptions) => Promise<NoticeStatus>;
  readonly health: () => Health;
  readonly close: () => Promise<void>;
}

const receipt = z.object({
  messageId: z.string().max(200),
  accepted: z.boolean(),
  reason: z.string().max(200).nullish(),
});
const status = z.object({
  messageId: z.string().max(200),
  state: z.enum(['accepted', 'delivered', 'failed', 'refused', 'unknown']),
  at: z.iso.datetime({ offset: true }).nullable(),
  reason: z.string().max(200).nullable(),
});

export function createNoticesClient(options: OutsideOptions): NoticesClient {
  const { call, health, close } = createOutside('notices', options);
  return {
    send: ({ channel, to, template, text }, callOptions) => {
      const messageId = callOptions.key;
      return call(
        {
          method: 'POST',
          path: '/v1/messages',
          body: { messageId, channel, to, template, text },
          status: 202,
          schema: receipt,
          belongs: (one) => one.messageId === messageId,
        },
        callOptions,
      );
    },
    status: (callOptions) => {
      const messageId = callOptions.key;
      return call(
        {
          method: 'GET',
          path: `/v1/messages/${encodeURIComponent(messageId)}`,
          status: 200,
          absent: { messageId, state: 'unknown', at: null, reason: null },
          schema: status,
          belongs: (one) => one.messageId === messageId,
        },
        callOptions,
      );
    },
    health,
    close,
  };
}
