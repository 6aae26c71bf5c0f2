/** What supervisors read: the legality sweep, moves of waits, what-if. */
import { describe, expect, it } from 'vitest';
import { halfYear } from '../../src/policy/half-year.ts';
import { INVARIANT_NAMES } from '../../src/policy/legality.ts';
import { WHAT_IF_NAMES } from '../../src/policy/what-if.ts';
import { addDays, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { FIXED_WAITS } from '../../src/policy/fixed-waits.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const clerk = () => place.as('lin-guiyuan');
const today = () => dateAt(Date.now());

interface Invariant {
  readonly name: string;
  readonly found: number | null;
  readonly open: number;
  readonly title: string;
}

describe('the legality sweep', () => {
  it('names every forbidden state, and says that nothing was looked at yet', async () => {
    const told = await sun().get('/legality');
    const invariants = told.list('invariants') as unknown as readonly Invariant[];
    expect(invariants.map(({ name }) => name)).toEqual([...INVARIANT_NAMES]);
    expect(invariants.every(({ found, open }) => found === null && open === 0)).toBe(true);
    expect(invariants.every(({ title }) => /[\u4e00-\u9fff]/.test(title))).toBe(true);
    expect((await clerk().get('/legality')).status).toBe(403);
  });

  it('lists what was found with its evidence in words, for the own center', async () => {
    const { id } = await startCase(clerk(), {}, {});
    const caseId = '11111111-1111-4111-8111-111111111111';
    await place.owner.query(
      `insert into run (id, kind, center, business_on, turn, state, started_by, started_at, frozen_at,
         items, done)
       values ('legality-sweep.210100.2026-11-20.1', 'legality-sweep', '210100', $1, 1, 'preparing', 'schedule',
         now(), now(), 1, 1)`,
      [today()],
    );
    await place.owner.query(
      `insert into run_item (run, n, subject, verdict, detail, state)
       values ('legality-sweep.210100.2026-11-20.1', 1, 'wait-overdue/7', 'due', '{"invariant": "wait-overdue"}',
         'open')`,
    );
    await place.owner.query(
      `insert into irregularity (case_id, center, branch, person, invariant, hit, about_case, evidence,
         found_by, found_on, seen_on)
       select $1, c.center, c.branch, c.person, 'wait-overdue', '7', c.id,
              '{"wait": "signature", "until": "2026-11-20"}', 'legality-sweep.210100.2026-11-20.1', $3, $3
         from "case" c where c.id = $2`,
      [caseId, id, today()],
    );
    const told = await sun().get('/irregularities?open=true&invariant=wait-overdue');
    expect(told.list('items')).toMatchObject([
      {
        ...{ caseId, aboutCase: id, title: '等待已到期而没有动作', stageTitle: '正在发起' },
        evidence: expect.stringContaining('2026年11月20日') as string,
      },
    ]);
    expect((await sun().get('/irregularities?open=false')).list('items')).toEqual([]);
    expect((await place.as('dl-zhuguan').get('/irregularities')).list('items')).toEqual([]);
    const all = await sun().get('/legality');
    const one = (all.list('invariants') as unknown as readonly Invariant[]).find(
      ({ name }) => name === 'wait-overdue',
    );
    expect(one).toMatchObject({ found: 1, open: 1 });
    expect((await sun().get('/irregularities?invariant=nothing')).status).toBe(422);
  });

  it('is begun by nobody by hand', async () => {
    const told = await sun().post('/cases', {
      body: { type: 'irregularity', application: { reason: '试试' } },
    });
    expect([told.status, told.string('code')]).toEqual([403, 'not-authorized']);
  });
});

describe('moving a wait', () => {
  const UNTIL = addDays(dateAt(Date.now()), 20);

  async function waiting(): Promise<string> {
    const { id } = await startCase(clerk(), {}, {});
    const until = Date.parse(`${addDays(UNTIL, 1)}T00:00:00+08:00`);
    await place.engine.move(id, {
      stage: { at: 'incomplete', detail: { until: UNTIL } },
      waits: {
        close: 'all',
        open: [
          {
            ...{ kind: 'supplement', until, clause: 'liaoning-1', endedBy: ['applicant'] },
            ...{ shortenedBy: '补齐', detail: { until: UNTIL } },
          },
        ],
      },
    });
    return id;
  }

  it('is previewed: what would follow, on which day, and what it rests on', async () => {
    const id = await waiting();
    const told = await sun().get(`/cases/${id}/wait-moves?toOn=${addDays(UNTIL, 100)}`);
    expect(told.at('movable')).toMatchObject({
      ...{ kind: 'supplement', givenOn: UNTIL, lastOn: UNTIL, followsOn: addDays(UNTIL, 1) },
    });
    const preview = told.at('preview') as { toOn: string; followsOn: string; days: number };
    expect(preview).toMatchObject({ refusals: [] });
    expect(preview.days).toBeGreaterThanOrEqual(100);
    expect(told.list('moves')).toEqual([]);
  });

  it('to a day before the one that was given says why not', async () => {
    const told = await sun().get(`/cases/${await waiting()}/wait-moves?toOn=${today()}`);
    const { refusals } = told.at('preview') as { refusals: readonly { text: string }[] };
    expect(refusals[0]?.text).toContain('早于原来告知的期限');
    expect((await sun().get(`/cases/${await waiting()}/wait-moves?toOn=2026-02-30`)).status).toBe(
      422,
    );
  });

  it('is offered where such a wait stands, and to supervisors', async () => {
    const id = await waiting();
    const actions = async (by: ReturnType<typeof sun>) =>
      (await by.get(`/cases/${id}`))
        .list('actions')
        .flatMap((one) => (one['allowed'] === true ? [one['action']] : []));
    expect(await actions(sun())).toContain('move-wait');
    expect(await actions(clerk())).not.toContain('move-wait');
    const { id: other } = await startCase(clerk(), {}, {});
    await place.engine.move(other, { stage: { at: 'in review' } });
    const told = await sun().get(`/cases/${other}/wait-moves`);
    expect(told.at('movable')).toBeNull();
  });

  it('is answered for every wait: how and by which clause, or why not', async () => {
    const moveOf = async (id: string) =>
      (await clerk().get(`/cases/${id}`)).list('waits').map(({ move }) => move);
    const id = await waiting();
    expect(await moveOf(id)).toMatchObject([{ movable: true, clause: { id: 'liaoning-1' } }]);
    expect((await sun().get(`/cases/${id}/wait-moves`)).list('fixed')).toEqual([]);
    const how = FIXED_WAITS.review;
    await place.engine.move(id, {
      stage: { at: 'in review' },
      waits: {
        close: 'all',
        open: [
          {
            ...{ kind: 'review', until: null, clause: 'liaoning-14', endedBy: ['reviewer'] },
            ...{ shortenedBy: '核实', detail: {} },
          },
        ],
      },
    });
    expect(await moveOf(id)).toEqual([{ movable: false, how, clause: null }]);
    expect((await sun().get(`/cases/${id}/wait-moves`)).list('fixed')).toEqual([
      { kind: 'review', title: '等人工复核', how },
    ]);
    const all = (await clerk().get(`/cases/${id}/waits`)).list('items');
    expect(all.find(({ kind }) => kind === 'supplement')).toMatchObject({ move: null });
  });
});

describe('what-if', () => {
  it.each(WHAT_IF_NAMES)('reckons %s and writes nothing', async (name) => {
    const count = async () =>
      (await place.owner.query<{ n: number }>('select count(*)::int as n from event')).rows[0]!.n;
    const before = await count();
    const value = name.startsWith('withdrawal') ? '20000.00' : '3';
    const told = await sun().post('/what-if:calculate', { body: { name, value }, key: null });
    expect(told.status, told.text).toBe(200);
    expect(told.string('after')).toBe(value);
    // Nothing waits for a half year and nothing was decided here: nothing would move.
    expect(told.at('money.total.difference')).toEqual({ cash: '0.00', minutes: 0 });
    expect(told.string('money.basis')).toBe(name.startsWith('withdrawal') ? 'behind' : 'ahead');
    expect(told.string('money.months.0.month')).toBe(monthOf(today()));
    expect(await count()).toBe(before);
  });

  it('counts the sealed accounts whose day would be another', async () => {
    const { id } = await startCase(clerk(), {}, {});
    const { rows } = await place.owner.query<{ number: string }>(
      `insert into account (number, center, person, state, source, opened_on)
       select lpad(nextval('account_number')::text, 20, '0'), '210100', person, 'normal', 'unit',
              '2026-01-05' from "case" where id = $1 returning number`,
      [id],
    );
    await place.owner.query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       values ($1, 'unit', 9, $2, 'unit-sealed', 'test')`,
      [rows[0]!.number, addDays(today(), -120)],
    );
    const told = await sun().post('/what-if:calculate', {
      body: { name: 'half-year', value: '3' },
      key: null,
    });
    expect(told.number('changed')).toBeGreaterThanOrEqual(1);
    const item = told
      .list('items')
      .find((one) => one['accountLast4'] === rows[0]!.number.slice(-4));
    expect(item).toMatchObject({
      before: { outcome: 'waiting' },
      after: { outcome: 'possible' },
    });
  });

  it('by the reading of the whole account the day runs from its own seal, not from the unit’s', async () => {
    const { id } = await startCase(clerk(), {}, {});
    const { rows } = await place.owner.query<{ number: string }>(
      `insert into account (number, center, person, state, source, opened_on, sealed_on)
       select lpad(nextval('account_number')::text, 20, '0'), '210100', person, 'sealed', 'flexible',
              '2026-01-05', $2 from "case" where id = $1 returning number`,
      [id, addDays(today(), -30)],
    );
    const { number } = rows[0]!;
    await place.owner.query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       values ($1, 'unit', 9, $2, 'unit-sealed', 'test')`,
      [number, addDays(today(), -120)],
    );
    const ask = async () => {
      const body = { name: 'half-year', value: '1' };
      const told = await sun().post('/what-if:calculate', { body, key: null });
      return told.list('items').find((one) => one['accountLast4'] === number.slice(-4));
    };
    const from = (days: number, months: number) =>
      halfYear({ sealedOn: addDays(today(), -days), months }).opensOn;
    expect(await ask()).toMatchObject({
      before: { on: from(120, 6) },
      after: { on: from(120, 1) },
    });
    await place.owner.query(
      `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
       values ('210100', 'seal-clock', 'whole-account', '2025-01-01', '沈金管〔2026〕12号', 'a', 'b')`,
    );
    expect(await ask()).toMatchObject({ before: { on: from(30, 6) }, after: { on: from(30, 1) } });
    await place.owner.query(`delete from figure where document_number = '沈金管〔2026〕12号'`);
  });

  it('refuses a value that makes no sense, and whoever supervises nothing', async () => {
    const told = await sun().post('/what-if:calculate', {
      body: { name: 'half-year', value: '0' },
      key: null,
    });
    expect(told.status).toBe(422);
    const by = await clerk().post('/what-if:calculate', {
      body: { name: 'half-year', value: '3' },
      key: null,
    });
    expect(by.status).toBe(403);
  });
});
