/** The alarm for a calendar that is missing: on the board of the supervisor and as a metric. */
import { beforeAll, describe, expect, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { calendarDays } from '../builders.ts';
import { world } from './world/index.ts';

const place = world();
const supervisor = () => place.as('sun-zhuguan');
/** A year whose end is still to come; the suite's database has no calendar of its own. */
const YEAR = Number(dateAt(Date.now()).slice(0, 4)) + 1;

/** Lets the API live at an instant of Shanghai. */
function at(instant: string) {
  place.clock.ahead = Date.parse(`${instant}+08:00`) - Date.now();
}

async function load(year: number) {
  const body = { documentNumber: `国办发明电〔${year - 1}〕7号`, days: calendarDays(year) };
  expect((await supervisor().put(`/calendar/${year}`, { body })).status).toBe(200);
}

async function alarm() {
  return (await supervisor().get('/supervision')).at('calendar');
}

/** What the page says of the years, once its figures are read anew. */
async function gauge() {
  place.clock.ahead += 11_000;
  const text = await (await fetch(`${place.base}/metrics`)).text();
  const lines = [...text.matchAll(/anju_calendar_missing\{year="(\d+)"\} ([01])/g)];
  return Object.fromEntries(lines.map(([, year, missing]) => [Number(year), Number(missing)]));
}

const missing = (year: number) => ({
  year,
  loaded: false,
  alarm: expect.stringContaining(`${year}年的工作日历尚未载入`) as string,
});

describe('a calendar that is missing', () => {
  beforeAll(() => load(YEAR));

  it('is no matter of next year’s through the last minute of November', async () => {
    at(`${YEAR}-11-30T23:59:00`);
    expect(await alarm()).toEqual({ year: YEAR, loaded: true, alarm: null });
    expect(await gauge()).toEqual({ [YEAR]: 0 });
  });

  it('is one of next year’s from the first of December on', async () => {
    at(`${YEAR}-12-01T00:00:00`);
    expect(await alarm()).toEqual(missing(YEAR + 1));
    expect(await gauge()).toEqual({ [YEAR]: 0, [YEAR + 1]: 1 });
  });

  it('ends when it is loaded, and does not come back with the new year', async () => {
    at(`${YEAR}-12-31T12:00:00`);
    expect(await gauge()).toEqual({ [YEAR]: 0, [YEAR + 1]: 1 });
    await load(YEAR + 1);
    expect(await alarm()).toEqual({ year: YEAR + 1, loaded: true, alarm: null });
    expect(await gauge()).toEqual({ [YEAR]: 0, [YEAR + 1]: 0 });
    at(`${YEAR + 1}-01-01T00:00:00`);
    expect(await alarm()).toEqual({ year: YEAR + 1, loaded: true, alarm: null });
    expect(await gauge()).toEqual({ [YEAR + 1]: 0 });
  });

  it('is this year’s in any month, also when only an announcement of it is there', async () => {
    at(`${YEAR + 2}-06-15T12:00:00`);
    expect(await alarm()).toEqual(missing(YEAR + 2));
    await place.owner.query(
      `insert into calendar_year (year, document_number, provisional) values ($1, '预告', true)`,
      [YEAR + 2],
    );
    expect(await alarm()).toEqual(missing(YEAR + 2));
    expect(await gauge()).toEqual({ [YEAR + 2]: 1 });
  });

  it('of this year comes before next year’s', async () => {
    at(`${YEAR + 2}-12-01T00:00:00`);
    expect(await alarm()).toEqual(missing(YEAR + 2));
    expect(await gauge()).toEqual({ [YEAR + 2]: 1, [YEAR + 3]: 1 });
  });
});
