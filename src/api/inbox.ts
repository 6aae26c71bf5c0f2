/** What outside systems send by themselves: taken in once, dealt with by the run worker. */
import { z } from 'zod';
import { createPersonKeys } from '../crypto/person-key.ts';
import { receive } from '../db/inbox.ts';
import { Fault } from '../domain/fault.ts';
import { ANSWERS, IncomingMessage } from '../forms/incoming.ts';
import { acting, centersOf } from './acting.ts';
import type { Caller } from './caller.ts';
import { operation } from './operation.ts';

const RECEIVED = z.object({
  serial: z.string(),
  known: z.boolean().meta({ description: 'It came before, and said the same' }),
});

/** What a program's token must say so that it may tell of it: a notice service knows nothing of money. */
const TELLING: Readonly<Record<IncomingMessage['kind'], string>> = {
  'delivery-receipt': 'inbox:notices',
  'bank-mandate': 'inbox:bank',
  'bank-result': 'inbox:bank',
  'bank-incoming': 'inbox:bank',
  'unit-event': 'inbox:units',
};

/** @throws Fault 'not-authorized' */
function mayTell({ scopes }: Caller, kind: IncomingMessage['kind']): void {
  if (scopes.includes(TELLING[kind])) return;
  throw new Fault('not-authorized', `报送这类消息的凭据须有 ${TELLING[kind]} 授权范围。`);
}

export const receiveMessage = operation({
  id: 'receiveMessage',
  method: 'post',
  path: '/inbox',
  tag: 'Inbox',
  summary: 'Take in an answer that an outside system sends by itself',
  description:
    'Kept under the sender and its serial number, so it may be sent again until it is answered. ' +
    'One that answers no message of ours is kept for a supervisor. Beside the scope inbox the token ' +
    'bears that of what it tells of: inbox:notices, inbox:bank or inbox:units.',
  body: IncomingMessage,
  bodyExample: {
    kind: 'delivery-receipt',
    serial: '7c1f6a5e-2f0b-4d7e-9f55-0d8f2f6f3a10',
    about: '5b1d0c8e-3c1e-4f47-8a55-2a1f5e0d7c11:decided:1',
    content: { state: 'delivered', at: '2026-11-23T10:00:03+08:00', reason: null },
  },
  keyed: true,
  answers: { 202: { description: 'Kept', schema: RECEIVED } },
  faults: ['effect-conflict'],
  handle: async (call, deps) => {
    const { serial, kind, about, content } = call.body;
    mayTell(call.caller, kind);
    const { center } = deps.secrets;
    const grant = call.grants[0];
    if (!grant) throw new Fault('not-authorized', '您的岗位不能办理该事项。');
    const arrival = await receive(
      deps.pool,
      { personKeys: createPersonKeys(center), center },
      {
        ...{ serial, kind, about, content, answers: ANSWERS[kind] },
        by: acting(call, deps, grant),
        centers: centersOf(call),
      },
    );
    if (arrival === 'other') {
      throw new Fault('effect-conflict', '该流水号的消息已经收到，内容与这一份不同。');
    }
    return { status: 202, body: { serial, known: arrival === 'known' } };
  },
});
