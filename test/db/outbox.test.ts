/** Outgoing messages: taken by one deliverer at a time, and delivered once whoever else tried. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { insertOutbox } from '../../src/db/case-papers.ts';
import { markDelivered, takeOutgoing } from '../../src/db/outbox.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { bench, CENTER, newCase, sealContent } from './fixtures.ts';

const suite = bench();

async function newMessage(): Promise<string> {
  const { id, person } = await newCase(suite);
  const payload = sealContent(person.key, id, {});
  const key = randomUUID();
  const row = { key, center: CENTER, caseId: id, person: person.id, kind: 'notice', payload };
  await insertOutbox(suite.app, row);
  return key;
}

describe('an outgoing message', () => {
  it('goes to one of two deliverers, and to the other when the first does not come back', async () => {
    const key = await newMessage();
    const taken = async () => (await takeOutgoing(suite.app, 20)).filter((row) => row.key === key);
    const both = await Promise.all([taken(), taken()]);
    expect(both.flat()).toHaveLength(1);
    await suite.app.query(`update outbox set available_at = now() where key = $1`, [key]);
    expect(await taken()).toMatchObject([{ attempts: 2 }]);
  });

  it('is delivered by the first who says so; the other hears that it was done', async () => {
    await newMessage();
    const [row] = await takeOutgoing(suite.app, 20);
    const say = () => inTransaction(suite.app, (tx) => markDelivered(tx, row!.id));
    const told = await Promise.all([say(), say()]);
    expect(told.sort()).toEqual([false, true]);
  });
});
