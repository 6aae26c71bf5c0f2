/**
 * Notices (短信, 应用消息, 信函): takes a message once and says later whether it was delivered. A message
 * of the app is taken for who is registered there; of anybody else it says so.
 *
 * The book keeps neither text nor address, only that and how often a message was asked for.
 */
import { z } from 'zod';
import { type Books } from './books.ts';
import { type Database } from './database.ts';
import { Message, type Recipient } from './inputs.ts';
import { maskAddress } from './mask.ts';
import { type Service } from './service.ts';

const MESSAGE_STATES = ['accepted', 'delivered', 'failed', 'refused'] as const;

const MessageRow = z.object({
  messageId: z.string(),
  channel: z.string(),
  about: z.string(),
  template: z.string(),
  state: z.enum(MESSAGE_STATES),
  reason: z.string().nullable(),
  acceptedAt: z.string(),
  at: z.string().nullable(),
  timesAsked: z.number(),
});
export type MessageRow = z.infer<typeof MessageRow>;

export interface Deliveries {
  readonly find: (messageId: string) => Promise<MessageRow | null>;
  readonly latest: (limit: number) => Promise<readonly MessageRow[]>;
  readonly accept: (message: Message) => Promise<void>;
}

const STAMP = `'YYYY-MM-DD"T"HH24:MI:SS.MS+08:00'`;

const MESSAGES = `
select m.message_id as "messageId", m.channel, m.about, m.template, m.reason,
  case when m.outcome = 'refused' or m.deliver_at <= clock_timestamp()
    then m.outcome else 'accepted' end as state,
  to_char(m.accepted_at at time zone 'Asia/Shanghai', ${STAMP}) as "acceptedAt",
  case when m.outcome = 'delivered' and m.deliver_at <= clock_timestamp()
    then to_char(m.deliver_at at time zone 'Asia/Shanghai', ${STAMP}) end as at,
  a.times_asked as "timesAsked"
from sim.message m
join sim.answered a on a.system = 'notices' and a.request_id = m.message_id
where $1::text is null or m.message_id = $1
order by m.accepted_at desc limit $2`;

export function openDeliveries({ ask }: Database, books: Books): Deliveries {
  const list = async (messageId: string | null, limit: number) =>
    z.array(MessageRow).parse(await ask(MESSAGES, [messageId, limit]));
  return {
    find: async (messageId) => (await list(messageId, 1))[0] ?? null,
    latest: (limit) => list(null, limit),
    accept: async ({ messageId, channel, to, template }) => {
      const recipient = await reached(books, { channel, to });
      await ask(
        `insert into sim.message (message_id, channel, about, template, deliver_at, outcome, reason)
         values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond', $6, $7)
         on conflict (message_id) do nothing`,
        [
          messageId,
          channel,
          maskAddress(to),
          template,
          books.settings().deliveryDelayMs,
          recipient?.outcome ?? 'delivered',
          recipient?.reason ?? null,
        ],
        'accept message',
      );
    },
  };
}

const UNREGISTERED = { outcome: 'refused', reason: 'not-registered' } as const;

/** What becomes of a message there; null: nobody prepared the address, and it arrives. */
async function reached(
  books: Books,
  { channel, to }: Pick<Message, 'channel' | 'to'>,
): Promise<Pick<Recipient, 'outcome' | 'reason'> | null> {
  if (channel !== 'app') return books.recipient(to);
  return (await books.appUser(to)) ?? UNREGISTERED;
}

export function noticesService(books: Books, deliveries: Deliveries): Service<Message> {
  return {
    system: 'notices',
    query: Message,
    requestIdOf: ({ messageId }) => messageId,
    about: ({ to }) => [to],
    masked: ({ channel, to, template }) => `${channel} ${maskAddress(to)} ${template}`,
    status: 202,
    answer: async ({ messageId, ...message }, kind) => {
      const recipient = await reached(books, message);
      const refused = recipient?.outcome === 'refused';
      const body = { messageId, accepted: !refused, ...(refused && { reason: recipient.reason }) };
      if (kind !== 'other-person') return { body, final: true };
      return { body: { ...body, messageId: `${messageId}-other` }, final: false };
    },
    effect: deliveries.accept,
  };
}
