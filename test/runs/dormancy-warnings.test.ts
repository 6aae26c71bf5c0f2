/** 零余额停缴排查: what warnings came to, and whoever pays for a year at once. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainDate, startOf } from '../../src/domain/calendar.ts';
import { bench, CENTER, newCase } from '../db/fixtures.ts';
import { contributor, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, drive, act, row, items } = runs(suite);
const NOON_MS = 12 * 3_600_000;

beforeAll(async () => {
  await shippedFigures(suite);
  // The center's own, years ahead: four months before the full ones, then none.
  await suite.owner.query(
    `insert into figure (center, name, value, valid_from, valid_to, document_number, proposed_by,
       approved_by)
     values ($1, 'dormancy-warnings', '4', '2029-11-02', '2029-12-31', '沈金管〔2029〕9号', 'a', 'b'),
            ($1, 'dormancy-warnings', '0', '2030-01-01', null, '沈金管〔2029〕10号', 'a', 'b')`,
    [CENTER],
  );
});
beforeEach(async () => {
  await suite.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
  await suite.owner.query(
    `update run set state = 'cancelled', ended_at = now() where state = 'previewed'`,
  );
});

const at = (day: string) => startOf(plainDate(day)) + NOON_MS;

async function previewed(day: string): Promise<string> {
  const id = await start('dormancy-sweep', day);
  await drive(id, at(day));
  expect(await row(id)).toMatchObject({ state: 'previewed', brake: null });
  return id;
}

/** A whole sweep of a day. @returns what it told at its end */
async function swept(day: string) {
  const id = await previewed(day);
  await act(id, 'approve');
  await drive(id, at(day));
  const { state, result } = await row(id);
  expect(state).toBe('done');
  return result as { readonly warned: number; readonly keptAfterWarning: number };
}

/** Notices about money are papers of the case that the agreement came from. */
async function near(paidTo: string): Promise<Contributor> {
  const who = await contributor(suite, { paidTo });
  const { id } = await newCase(suite);
  await suite.owner.query(
    `update "case" set person = $2, closed_at = now(), outcome = 'opened' where id = $1`,
    [id, who.person],
  );
  await suite.owner.query('update agreement set case_id = $2 where id = $1', [who.agreement, id]);
  return who;
}

/** Paid for a month on a day, and taken back where it was. */
async function paid({ account }: Contributor, month: string, on: string, takenBack = false) {
  const { rows } = await suite.owner.query<{ id: string }>(
    `insert into journal (center, key, kind, value_date, recorded_by, lines, digest)
     values ($1, gen_random_uuid()::text, 'contribution', $2, 'test', 2, '') returning id`,
    [CENTER, on],
  );
  await suite.owner.query(
    `insert into contribution (account, month, amount, paid_on, journal, taken_back)
     values ($1, $2, 800, $3, $4, $5)`,
    [account, month, on, rows[0]!.id, takenBack ? rows[0]!.id : null],
  );
}

describe('when somebody is warned', () => {
  async function listedOn(day: string) {
    await suite.owner.query(
      `update run set state = 'cancelled', ended_at = now() where state = 'previewed'`,
    );
    return (await items(await previewed(day))) as readonly {
      readonly verdict: string;
      readonly detail: { readonly what: string; readonly emptyMonths: number };
    }[];
  }

  /** At how many months the list of a day would warn. */
  async function warnedOn(day: string): Promise<readonly number[]> {
    return (await listedOn(day))
      .filter(({ verdict, detail }) => verdict === 'due' && detail.what === 'warn')
      .map(({ detail }) => detail.emptyMonths)
      .sort();
  }

  it('is four and five months of six where the center has set nothing', async () => {
    for (const paidTo of ['2026-08', '2026-07', '2026-06', '2026-05']) await near(paidTo);
    expect(await warnedOn('2026-11-01')).toEqual([4, 5]);
  });

  it('is what the center has set, by the day of the sweep', async () => {
    for (const paidTo of ['2029-08', '2029-07', '2029-06', '2029-05']) await near(paidTo);
    expect(await warnedOn('2029-11-01')).toEqual([4, 5]);
    expect(await warnedOn('2029-11-02')).toEqual([2, 3, 4, 5]);
    expect(await warnedOn('2029-11-03')).toEqual([2, 3, 4, 5]);
  });

  it('is never where the center has set none: who is due is listed all the same', async () => {
    for (const paidTo of ['2030-06', '2030-05', '2030-04']) await near(paidTo);
    expect(await warnedOn('2030-11-01')).toEqual([]);
    expect((await listedOn('2030-11-02')).map(({ detail }) => detail.what)).toEqual(['close']);
  });
});

describe('who was warned and paid then', () => {
  it('is counted at the end of every sweep, each account once', async () => {
    const paidTo = '2026-06';
    const before = [];
    for (let n = 0; n < 5; n += 1) before.push(await near(paidTo));
    const [onTheDay, later, tooEarly, back, never] = before as [
      ...[Contributor, Contributor, Contributor, Contributor, Contributor],
    ];
    expect(await swept('2026-11-01')).toMatchObject({ warned: 5, keptAfterWarning: 0 });
    await paid(onTheDay, '2026-07', '2026-11-01');
    await paid(later, '2026-11', '2026-11-20');
    await paid(later, '2026-12', '2026-11-20');
    // Before it was warned, and for a month that was paid already.
    await paid(tooEarly, '2026-07', '2026-10-31');
    await paid(tooEarly, '2026-06', '2026-11-20');
    await paid(back, '2026-07', '2026-11-20', true);
    // Warned a second time, a month on.
    await suite.owner.query('update account set paid_to = $2 where number = $1', [
      ...[never.account, paidTo],
    ]);
    expect(await swept('2026-12-01')).toMatchObject({ warned: 5, keptAfterWarning: 2 });
    // A sweep of a day before the payment does not know of it.
    expect(await swept('2026-11-19')).toMatchObject({ keptAfterWarning: 1 });
  });

  it('and counted for twelve months', async () => {
    const who = await near('2027-06');
    await swept('2027-11-01');
    await paid(who, '2027-11', '2027-11-15');
    await suite.owner.query(`update account set paid_to = '2099-12' where number = $1`, [
      who.account,
    ]);
    const known = [];
    for (const day of ['2028-10-31', '2028-11-01', '2028-11-02']) {
      known.push((await swept(day)).keptAfterWarning);
    }
    expect(known).toEqual([1, 1, 0]);
  });
});

describe('whoever pays for a year at once', () => {
  it.each([
    // Five and a half months after the payment, and in the last months that it covers.
    ['2026-11-03', undefined],
    ['2027-03-31', undefined],
    // Three full months have gone by; and four, and five.
    ['2027-07-31', undefined],
    ['2027-08-01', 'warn'],
    ['2027-09-30', 'warn'],
    ['2027-10-01', 'close'],
    ['2027-10-02', 'close'],
  ])('covered through 2027-03: on %s listed as %s', async (day, what) => {
    const who = await contributor(suite, { cycle: 'year', paidTo: '2027-03' });
    const id = await previewed(day);
    const item = (await items(id)).find(({ account }) => account === who.account);
    expect((item?.['detail'] as { what?: string } | undefined)?.what).toBe(what);
  });
});
