// What was promised in working days follows the calendar: a year that is loaded moves the last day.
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../src/db/calendar.ts';
import { acting, bench, CENTER, laterEvents, newCase } from './fixtures.ts';

const suite = bench();
const supervisor = acting('sun', 'supervisor');

async function load(year: number, off: readonly string[], on: readonly string[] = []) {
  const days = [
    ...off.map((day) => ({ day, working: false, name: '放假' })),
    ...on.map((day) => ({ day, working: true, name: '调休上班' })),
  ];
  const documentNumber = `国办发明电〔${year - 1}〕7号`;
  return loadCalendar(suite.api, { center: CENTER, year, documentNumber, days, by: supervisor });
}

interface Given {
  readonly acceptedOn: string;
  readonly days?: number | null;
  readonly promisedOn: string;
  readonly provisional?: boolean;
  readonly ended?: boolean;
}

async function promised(given: Given): Promise<string> {
  const { acceptedOn, days = 5, promisedOn, provisional = false, ended = false } = given;
  const { id } = await newCase(suite);
  await suite.app.query(
    `update "case" set accepted_on = $2, promised_days = $3, promised_on = $4,
       promised_provisional = $5, closed_at = case when $6 then now() end,
       outcome = case when $6 then 'opened' end where id = $1`,
    [id, acceptedOn, days, promisedOn, provisional, ended],
  );
  return id;
}

async function promise(id: string) {
  const { rows } = await suite.api.query<{ day: string; provisional: boolean; version: number }>(
    `select promised_on as day, promised_provisional as provisional, version from "case"
      where id = $1`,
    [id],
  );
  return rows[0]!;
}

const moved = (before: string, after: string, provisional: boolean, year: number) => ({
  kind: 'promise-moved',
  actor: 'sun',
  public: { before, after, provisional, year },
});

describe('the promise to an open case', () => {
  it('moves with the year it runs into, says so once in its trail, and is sure from then on', async () => {
    await load(2026, []);
    // Wednesday 30 December and five working days, of a year nobody knew.
    const id = await promised({
      acceptedOn: '2026-12-30',
      promisedOn: '2027-01-06',
      provisional: true,
    });
    expect(await load(2027, ['2027-01-01'])).toEqual({ tasks: 0, promises: 1 });
    expect(await promise(id)).toEqual({ day: '2027-01-07', provisional: false, version: 0 });
    expect(await load(2027, ['2027-01-01'])).toEqual({ tasks: 0, promises: 0 });
    expect(await laterEvents(suite, id)).toEqual([moved('2027-01-06', '2027-01-07', false, 2027)]);
  });

  it('comes nearer by a make-up day, and moves back when a year is loaded again without it', async () => {
    const id = await promised({ acceptedOn: '2028-03-03', promisedOn: '2028-03-10' });
    await load(2028, [], ['2028-03-04']);
    expect(await promise(id)).toMatchObject({ day: '2028-03-09' });
    await load(2028, []);
    expect(await promise(id)).toMatchObject({ day: '2028-03-10' });
    expect(await laterEvents(suite, id)).toEqual([
      moved('2028-03-10', '2028-03-09', false, 2028),
      moved('2028-03-09', '2028-03-10', false, 2028),
    ]);
  });

  it.each([
    ['ends on the last working day before the year', '2029-12-21', '2029-12-28'],
    ['begins on the first day after the year', '2031-01-01', '2031-01-08'],
  ])('is not touched by a year when it %s', async (_, acceptedOn, promisedOn) => {
    const id = await promised({ acceptedOn, promisedOn, provisional: true });
    expect(await load(2030, ['2030-01-01', '2030-12-31'])).toMatchObject({ promises: 0 });
    expect(await promise(id)).toEqual({ day: promisedOn, provisional: true, version: 0 });
    expect(await laterEvents(suite, id)).toEqual([]);
  });

  it('stays 暂定 while the year it runs into is not loaded, and moves only when that one says so', async () => {
    const id = await promised({
      acceptedOn: '2032-12-31',
      days: 1,
      promisedOn: '2033-01-03',
      provisional: true,
    });
    await load(2032, []);
    expect(await promise(id)).toMatchObject({ day: '2033-01-03', provisional: true });
    await load(2033, ['2033-01-03']);
    expect(await promise(id)).toMatchObject({ day: '2033-01-04', provisional: false });
    expect(await laterEvents(suite, id)).toHaveLength(1);
  });

  it('becomes sure without an event when its day stays the same', async () => {
    const id = await promised({
      acceptedOn: '2034-06-01',
      promisedOn: '2034-06-08',
      provisional: true,
    });
    expect(await load(2034, ['2034-06-09'])).toMatchObject({ promises: 0 });
    expect(await promise(id)).toEqual({ day: '2034-06-08', provisional: false, version: 0 });
    expect(await laterEvents(suite, id)).toEqual([]);
  });

  it('is left alone when the case has ended, and when nothing was promised', async () => {
    const given = { acceptedOn: '2035-05-02', promisedOn: '2035-05-09', provisional: true };
    const ended = await promised({ ...given, ended: true });
    const { id: received } = await newCase(suite);
    expect(await load(2035, ['2035-05-03'])).toMatchObject({ promises: 0 });
    expect(await promise(ended)).toEqual({ day: '2035-05-09', provisional: true, version: 0 });
    expect((await promise(received)).day).toBeNull();
  });

  it('is read back from its day, by the calendar of then, where no days were kept', async () => {
    await load(2036, ['2036-05-01']);
    // Five working days from 30 April, over the holiday.
    const id = await promised({ acceptedOn: '2036-04-30', days: null, promisedOn: '2036-05-08' });
    await load(2036, ['2036-05-01', '2036-05-02']);
    expect(await promise(id)).toMatchObject({ day: '2036-05-09', provisional: false });
  });

  it('moves in every center: the calendar is one for all', async () => {
    const id = await promised({ acceptedOn: '2037-01-05', days: 1, promisedOn: '2037-01-06' });
    await suite.owner.query(
      `update "case" set center = '210200', branch = 'dl-hall' where id = $1`,
      [id],
    );
    await load(2037, ['2037-01-06']);
    const { rows } = await suite.app.query<{ center: string }>(
      `select center from event where case_id = $1 and kind = 'promise-moved'`,
      [id],
    );
    expect(rows).toEqual([{ center: '210200' }]);
  });

  it('may still be loaded as the release before does it', async () => {
    const { rows } = await suite.api.query<{ moved: number }>(
      `select api_load_calendar('210100', 2038, '国办', '{}', row('sun', 'supervisor', 't', now())::actor)
         as moved`,
    );
    expect(rows).toEqual([{ moved: 0 }]);
  });
});
