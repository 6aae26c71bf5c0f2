/** A figure before it takes force: running cases of every type, old and new, and the choice for each class. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays, dateAt, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const FROM = addDays(dateAt(Date.now()), 10);
const REASON = { reason: '管委会会议决定。' };

/** A case of another type that stands somewhere, as the books would have it. */
async function standing(type: string, stage: string): Promise<string> {
  const { id } = await startCase(place.as('lin-guiyuan'));
  await place.owner.query('update "case" set type = $2, stage = $3 where id = $1', [
    ...[id, type, stage],
  ]);
  return id;
}

/** An empty account whose notice runs through a day. */
async function noticed(until: PlainDate): Promise<string> {
  const id = await standing('dormant-closing', 'noticed');
  const { rows } = await place.owner.query<{ number: string }>(
    `insert into account (number, center, person, state, source, opened_on)
     select lpad(nextval('account_number')::text, 20, '0'), '210100', person, 'normal', 'flexible',
            '2026-01-05' from "case" where id = $1 returning number`,
    [id],
  );
  await place.owner.query(
    `insert into dormancy (case_id, center, branch, person, account, empty_from, found_by, found_on)
     select c.id, c.center, c.branch, c.person, $2, '2026-01', $3, current_date
       from "case" c where c.id = $1`,
    [id, rows[0]!.number, `case/${randomUUID()}`],
  );
  await place.owner.query(
    `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
     values ($1, 'dormancy-notice', now(), to_timestamp($2::float8 / 1000), 'liaoning-14',
             '{clock}', '无')`,
    [id, startOf(addDays(until, 1))],
  );
  return id;
}

async function preview(name: string, value: string) {
  const body = { name, value, validFrom: FROM };
  const told = await sun().post('/figures:preview', { body, key: null });
  expect(told.status, told.text).toBe(200);
  return { told, of: (id: string) => told.list('items').find((item) => item['id'] === id) };
}

describe('the preview', () => {
  it('lists a running closing with what it comes to by either, from the first day on', async () => {
    // Closed on the day after: that day decides, not the last of the notice.
    const [before, onTheDay, after] = [
      await noticed(addDays(FROM, -2)),
      await noticed(addDays(FROM, -1)),
      await noticed(addDays(FROM, 3)),
    ];
    const { told, of } = await preview('dormancy-wait', '24');
    expect(of(before)).toBeUndefined();
    for (const id of [onTheDay, after]) {
      expect(of(id)).toMatchObject({
        ...{ type: 'dormant-closing', kind: 'dormant-closing-outcome', stageTitle: '告知期' },
        before: expect.stringContaining('零余额销户') as string,
        after: expect.stringContaining('不销户：未缴存的月数不足') as string,
      });
    }
    expect(told.number('counts.endsBefore')).toBeGreaterThanOrEqual(1);
    expect(told.number('counts.changed')).toBe(2);
    expect(JSON.stringify(told.at('reach'))).toContain('零余额销户：处于');
    // Seven months are as full as six were.
    expect((await preview('dormancy-wait', '7')).told.number('counts.changed')).toBe(0);
  });

  it('says of a case without a recorded decision that it could not be reckoned', async () => {
    const id = await standing('exit', 'needs attention');
    const { told, of } = await preview('seal-clock', 'whole-account');
    expect(of(id)).toMatchObject({ kind: 'exit-unknown', before: null, after: null });
    expect(told.number('counts.unknown')).toBe(1);
    expect(told.number('counts.changed')).toBe(0);
  });

  it('a period that begins on the first day or later is told with its last day by either', async () => {
    const id = await standing('exit', 'needs attention');
    const { of } = await preview('exit-signing', '20');
    expect(of(id)).toMatchObject({ kind: 'exit-date' });
    const until = String(of(id)?.['after']).slice(-3);
    expect(until).not.toBe(String(of(id)?.['before']).slice(-3));
    const signed = await standing('exit', 'awaiting signature');
    expect((await preview('exit-signing', '20')).of(signed)).toBeUndefined();
  });
});

describe('a choice for a class of such cases', () => {
  it('is asked for, agreed to by another, and then followed by its cases alone', async () => {
    const touched = await noticed(addDays(FROM, 5));
    const proposed = await sun().post('/figures', {
      body: {
        ...{ name: 'dormancy-wait', value: '36', validFrom: FROM },
        ...{ documentNumber: '沈公积金委〔2026〕9号', ...REASON },
      },
    });
    const proposal = proposed.string('id');
    const told = await sun().get(`/figures/proposals/${proposal}/choices`);
    const classes = told.list('classes');
    const mine = classes.find((one) => one['class'] === 'dormant-closing-outcome');
    expect(mine).toMatchObject({ title: '零余额销户：结果会变', chosen: false });
    expect(JSON.stringify(mine?.['cases'])).toContain(touched);
    const ask = await sun().post(`/figures/proposals/${proposal}/choices`, {
      body: { class: 'dormant-closing-outcome', pick: 'keep', ...REASON },
    });
    expect(ask.status, ask.text).toBe(201);
    const choice = ask.string('choices.0.id');
    const decide = { body: { approve: true, ...REASON } };
    expect((await sun().post(`/figure-choices/${choice}:decide`, decide)).string('code')).toBe(
      'same-person',
    );
    expect((await zhou().post(`/figure-choices/${choice}:decide`, decide)).status).toBe(200);
    const kept = async () =>
      (await place.app.query<{ name: string }>('select name from figures_kept($1)', [touched]))
        .rows;
    // Not before the figure itself is agreed to.
    expect(await kept()).toEqual([]);
    await zhou().post(`/figures/${proposal}:decide`, decide);
    expect(await kept()).toEqual([{ name: 'dormancy-wait' }]);
    const none = await sun().post(`/figures/proposals/${proposal}/choices`, {
      body: { class: 'withdrawal-outcome', pick: 'keep', ...REASON },
    });
    expect([none.status, none.string('code')]).toEqual([409, 'action-not-permitted']);
    const unheard = await sun().post(`/figures/proposals/${proposal}/choices`, {
      body: { class: 'hold-outcome', pick: 'keep', ...REASON },
    });
    expect(unheard.body).toMatchObject({ errors: [{ pointer: '#/class' }] });
  });
});
