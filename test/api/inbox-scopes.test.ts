/** Who may tell the inbox of what: a program's token says it, beside the staff table. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { RECEIPT } from './world/calls.ts';
import { world } from './world/index.ts';

const place = world();
const PROGRAMS = ['notices', 'bank', 'units'];

beforeAll(async () => {
  for (const id of PROGRAMS) {
    await place.owner.query(
      `insert into staff (id, subject, kind, name, center)
       values ($1, $1, 'channel', '外部系统', '210100')`,
      [id],
    );
    await place.owner.query(
      `insert into staff_scope (staff, role, center, valid_from)
       values ($1, 'channel', '210100', '2026-01-01')`,
      [id],
    );
  }
});

/** One well-formed message of each kind that answers nothing of ours. */
const MESSAGES = {
  'delivery-receipt': RECEIPT(),
  'bank-result': {
    ...{ kind: 'bank-result', serial: randomUUID(), about: 'debit/none/2026-10/1' },
    content: {
      ...{ key: 'debit/none/2026-10/1', batch: 'none.1', kind: 'debit', asked: '800.00' },
      ...{ state: 'refused', code: '51', amount: null, bookedOn: '2026-11-16' },
    },
  },
  'bank-incoming': {
    ...{ kind: 'bank-incoming', serial: randomUUID(), about: 'L-1' },
    content: {
      ...{ center: '210100', serial: 'L-1', amount: '800.00', bookedOn: '2026-11-16' },
      ...{ text: '缴存', virtualAccount: null },
    },
  },
  'unit-event': {
    ...{ kind: 'unit-event', serial: randomUUID(), about: '0'.repeat(20) },
    content: { event: 'sealed', account: '0'.repeat(20), on: '2026-11-16', unit: 'DW-1' },
  },
} as const;

describe('the inbox', () => {
  it('takes from a program only what its token may tell of: nobody who delivers notices moves money', async () => {
    const kinds = [
      ['notices', 'bank-result'],
      ['notices', 'unit-event'],
      ['units', 'bank-incoming'],
      ['units', 'delivery-receipt'],
      ['bank', 'unit-event'],
      ['bank', 'delivery-receipt'],
    ] as const;
    for (const [program, kind] of kinds) {
      const told = await place.as(program).post('/inbox', { body: MESSAGES[kind] });
      expect([program, kind, told.status]).toEqual([program, kind, 403]);
      expect(told.body).toMatchObject({ code: 'not-authorized' });
    }
    for (const [program, kind] of [
      ['units', 'unit-event'],
      ['bank', 'bank-result'],
    ] as const) {
      expect((await place.as(program).post('/inbox', { body: MESSAGES[kind] })).status).toBe(202);
    }
  });
});
