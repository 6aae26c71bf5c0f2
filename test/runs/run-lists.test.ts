/** The list of a run is proved: held against the frozen one at the end, and signed with what became of it. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainDate, startOf } from '../../src/domain/calendar.ts';
import { isRunListGenuine, type RunListSeal } from '../../src/crypto/run-signature.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, drive, step, act, strike, row, items, events } = runs(suite);
const DAY = '2026-11-02';
const AT = startOf(plainDate(DAY)) + 12 * 3_600_000;

beforeAll(() => shippedFigures(suite));
beforeEach(async () => {
  await suite.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
  await suite.owner.query(
    `update dormancy set outcome = 'contributing', ended_on = found_on where ended_on is null`,
  );
  await suite.owner.query(
    `update run set state = case state when 'working' then 'done' else 'cancelled' end, ended_at = now()
      where state not in ('done', 'cancelled')`,
  );
});

/** Frozen and approved, nothing of it done yet. @returns the run and its first account */
async function approved() {
  const people = [];
  for (let n = 0; n < 3; n += 1) people.push(await contributor(suite, { paidTo: '2026-03' }));
  const id = await start('dormancy-sweep', DAY);
  await drive(id, AT);
  const before = (await row(id))['digest'];
  const [, second] = await items(id);
  await strike(id, [second!['n'] as number]);
  const { digest } = await row(id);
  expect(digest).not.toBe(before);
  await act(id, 'approve');
  return { id, digest: digest as string, people };
}

const sealOf = async (id: string) => ((await row(id))['result'] as { list: RunListSeal }).list;

describe('the list that is worked off is the list that was approved', () => {
  it.each([
    ['whom it is about', `subject = '00000000000000000099'`],
    ['what is done', `detail = detail || '{"what": "warn"}'`],
    ['how much', 'amount = 1'],
    ['an item that was struck out, made due', `verdict = 'due', reason = null`],
    ['an item that is due, left out', `verdict = 'excluded', reason = 'held'`],
  ])(
    'and whoever changed it meanwhile, %s, is found at the end: nothing is said to be done',
    async (what, set) => {
      const { id, digest } = await approved();
      const wanted = what.startsWith('an item that was') ? 'struck' : 'due';
      // One that has ended stays as it ended: the first one is changed after its chunk.
      await tamper(
        suite,
        `update run_item set ${set}, state = case when ${String(wanted === 'struck')} then 'done' else state end
        where run = '${id}' and n = (select min(n) from run_item where run = '${id}' and verdict = '${wanted}')`,
      );
      await expect(drive(id, AT)).rejects.toThrow('the list is not the one that was frozen');
      const { state, result, ended_at: endedAt } = await row(id);
      expect({ state, result, endedAt }).toEqual({ state: 'working', result: {}, endedAt: null });
      expect(await events(id)).not.toContain('run-done');
      expect(((await row(id)) as { digest: string }).digest).toBe(digest);
    },
  );

  it('ends with the digest before and after, which are the same, in the trail', async () => {
    const { id, digest } = await approved();
    await drive(id, AT);
    const { rows } = await suite.owner.query<{ kind: string; public: Record<string, unknown> }>(
      `select kind, public from event where public->>'run' = $1
         and kind in ('run-approved', 'run-done') order by id`,
      [id],
    );
    expect(rows).toMatchObject([
      { kind: 'run-approved', public: { digest } },
      {
        kind: 'run-done',
        public: { digest, outcomes: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
    ]);
  });

  it('is not asked again when the step is: what has ended is signed once', async () => {
    const { id } = await approved();
    await drive(id, AT);
    const seal = await sealOf(id);
    await step(id, AT + 1);
    expect(await sealOf(id)).toEqual(seal);
  });
});

describe('the seal of a list', () => {
  it('says who proposed and approved it and what came of it, and fits only that', async () => {
    const { id, digest } = await approved();
    await drive(id, AT);
    const { signature, ...found } = await sealOf(id);
    expect(found).toMatchObject({
      ...{ digest, items: 2, excluded: 0, struck: 1, done: 2, refused: 0, failed: 0 },
      ...{ startedBy: 'sun', approvedBy: 'zhou', endedAt: new Date(AT).toISOString() },
    });
    const { publicKey } = suite.secrets.heads;
    const signed = { run: id, center: CENTER, day: DAY, ...found };
    expect(isRunListGenuine(publicKey, signed, signature)).toBe(true);
    for (const [name, value] of Object.entries(signed)) {
      const other = typeof value === 'number' ? value + 1 : `${String(value)}0`;
      expect(isRunListGenuine(publicKey, { ...signed, [name]: other }, signature), name).toBe(
        false,
      );
    }
  });

  it('covers what became of each item: another outcome has another digest', async () => {
    const { id } = await approved();
    await drive(id, AT);
    const { outcomes } = await sealOf(id);
    const now = async () =>
      (await suite.api.query<{ outcomes: string }>('select run_outcomes($1) as outcomes', [id]))
        .rows[0]?.outcomes;
    expect(await now()).toBe(outcomes);
    await tamper(suite, `update run_item set outcome = 'warned' where run = '${id}' and n = 1`);
    expect(await now()).not.toBe(outcomes);
  });
});
