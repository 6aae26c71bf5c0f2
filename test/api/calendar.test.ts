/** A year's calendar as a file: read line by line, checked, previewed, and loaded as previewed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, weekday } from '../../src/domain/calendar.ts';
import { calendarDays } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const supervisor = () => place.as('sun-zhuguan');
const DOCUMENT = encodeURIComponent('国办发明电〔2026〕8号');
const CSV_2027 = [
  '日期,至,安排,名称',
  '2027-01-01,2027-01-03,放假,元旦',
  '2027-01-31,,上班,春节调休',
  '2027-02-05,2027-02-11,放假,春节',
  '2027-02-20,,上班,春节调休',
  '2027-04-03,2027-04-05,放假,清明节',
  '2027-05-01,2027-05-05,放假,劳动节',
  '2027-05-08,,上班,劳动节调休',
  '2027-06-09,,放假,端午节',
  '2027-09-15,,放假,中秋节',
  '2027-10-01,2027-10-07,放假,国庆节',
  '2027-10-09,,上班,国庆节调休',
];

async function preview(raw: string | Uint8Array, year = '2027', type = 'text/csv') {
  const told = await supervisor().post(`/calendar/${year}:preview?documentNumber=${DOCUMENT}`, {
    raw,
    headers: { 'content-type': type },
    key: null,
  });
  expect(told.status, told.text).toBe(200);
  return told;
}

const csv = (lines: readonly string[]) => `\uFEFF${lines.join('\r\n')}\r\n`;

describe('a calendar as a file', () => {
  it('that is right is ready: its days, the difference to what is loaded, nothing wrong', async () => {
    const told = await preview(csv(CSV_2027));
    expect(told.body).toMatchObject({
      year: 2027,
      documentNumber: '国办发明电〔2026〕8号',
      problems: [],
      ready: true,
      loaded: false,
      difference: { removed: [], changed: [] },
      moves: { moved: 0, promises: { moved: 0 } },
    });
    expect(told.list('days')).toHaveLength(31);
    expect(told.list('difference.added')).toHaveLength(31);
    expect(told.list('days')).toContainEqual({ day: '2027-02-11', working: false, name: '春节' });
    expect((await supervisor().get('/calendar/2027')).at('loaded')).toBe(false);
  });

  it('may be one line a day, as in the example of this repository', async () => {
    const file = readFileSync(new URL('../../examples/calendar-2026.csv', import.meta.url));
    const told = await preview(file, '2026');
    expect(told.list('problems')).toEqual([]);
    expect(told.at('ready')).toBe(true);
  });

  it('is read in the encoding that spreadsheet programs write', async () => {
    // 日期,至,安排,名称 / 放假 / 元旦 in GB 18030.
    const words: Readonly<Record<string, string>> = {
      ...{ 日期: 'c8d5c6da', 至: 'd6c1', 安排: 'b0b2c5c5', 名称: 'c3fbb3c6' },
      ...{ 放假: 'b7c5bcd9', 元旦: 'd4aab5a9' },
    };
    const bytes = (text: string) =>
      Buffer.concat(
        text
          .split(/(日期|至|安排|名称|放假|元旦)/)
          .map((part) =>
            Buffer.from(words[part] ?? '', 'hex').length > 0
              ? Buffer.from(words[part]!, 'hex')
              : Buffer.from(part, 'latin1'),
          ),
      );
    const told = await preview(bytes('日期,至,安排,名称\r\n2027-01-01,,放假,元旦\r\n'));
    expect(told.list('days')).toEqual([{ day: '2027-01-01', working: false, name: '元旦' }]);
  });

  it('has every line named that cannot be read, not only the first', async () => {
    const lines = [
      ...CSV_2027.slice(0, 3),
      '2027-02-30,,放假,春节',
      '2027-02-05,2027-02-01,放假,春节',
      '2027-02-05,2027-12-31,放假,春节',
      '2027-04-05,,休息,清明节',
      '2027-05-01,,放假,',
      '=1+1,,放假,端午节',
    ];
    const told = await preview(csv(lines));
    expect(told.at('ready')).toBe(false);
    expect(told.at('moves')).toBeNull();
    expect(told.list('problems').map(({ line }) => line)).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('has what cannot be right named with its line and day', async () => {
    const told = await preview(csv([...CSV_2027, '2027-10-11,,上班,国庆节调休']));
    expect(told.at('ready')).toBe(false);
    expect(told.list('problems')).toContainEqual(
      expect.objectContaining({ severity: 'error', line: 13, day: '2027-10-11' }),
    );
    const incomplete = await preview(csv(CSV_2027.filter((line) => !line.includes('端午'))));
    expect(incomplete.list('problems')).toContainEqual(
      expect.objectContaining({ severity: 'error', detail: '缺少端午的放假安排。' }),
    );
    const odd = await preview(csv(CSV_2027.filter((line) => !line.includes('国庆节调休'))));
    expect(odd.at('ready')).toBe(true);
    expect(odd.list('problems')).toMatchObject([{ severity: 'warning', line: null }]);
  });

  it.each([
    ['no table', '没有表头', 'text/csv'],
    ['another head', 'date,kind\n2027-01-01,off\n', 'text/csv'],
    ['a quote that never ends', '日期,至,安排,名称\n"2027', 'text/csv'],
    ['no JSON', '{', 'application/json'],
    ['nested without end', '['.repeat(50_000), 'application/json'],
    ['other JSON', '{"days":[{"day":"2027-13-01"}]}', 'application/json'],
    ['far too much', `日期,至,安排,名称\n${'2027-01-01,,放假,元旦\n'.repeat(5_000)}`, 'text/csv'],
  ])('is refused in words when it is %s', async (_, text, type) => {
    const told = await preview(text, '2027', type);
    expect(told.at('ready')).toBe(false);
    expect(told.list('problems').length).toBeGreaterThan(0);
  });

  it('needs the number of its document, from the file or beside it', async () => {
    const body = { documentNumber: '国办发明电〔2026〕8号', days: calendarDays(2027) };
    const bare = await supervisor().post('/calendar/2027:preview', {
      raw: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
      key: null,
    });
    expect(bare.body).toMatchObject({ ready: true, documentNumber: body.documentNumber });
    const without = await supervisor().post('/calendar/2027:preview', {
      raw: csv(CSV_2027),
      headers: { 'content-type': 'text/csv' },
      key: null,
    });
    expect(without.at('ready')).toBe(false);
    expect(without.list('problems')).toMatchObject([{ detail: '须填写放假通知的文号或名称。' }]);
  });

  it('is for supervisors', async () => {
    const told = await place
      .as('li-shenji')
      .post('/calendar/2027:preview', { raw: 'x', key: null });
    expect(told.status).toBe(403);
  });
});

describe('loading', () => {
  it('moves the very due dates that the preview named, and what was before is kept', async () => {
    const { told } = await startCase(place.as('lin-guiyuan'));
    const task = told.string('tasks.0.id');
    const due = plainDate(told.string('tasks.0.dueOn'));
    const year = due.slice(0, 4);
    const first = calendarDays(year);
    const put = (days: unknown) =>
      supervisor().put(`/calendar/${year}`, { body: { documentNumber: '放假通知', days } });
    expect((await put(first)).status).toBe(200);
    const before = (await supervisor().get(`/tasks/${task}`)).string('dueOn');
    const days = calendarDays(year, [{ day: before, working: false, name: '临时放假' }]);
    const body = JSON.stringify({ documentNumber: '补充通知', days });
    const seen = await preview(body, year, 'application/json');
    expect(seen.at('loaded')).toBe(true);
    const move = seen.list('moves.items').find(({ id }) => id === task)!;
    expect(move).toMatchObject({ from: before, title: '催办补正' });
    const other = await place.as('dl-zhuguan').post(`/calendar/${year}:preview`, {
      raw: body,
      headers: { 'content-type': 'application/json' },
      key: null,
    });
    expect(other.at('moves.moved')).toBe(0);
    expect(other.at('moves.elsewhere')).toBe(seen.at('moves.moved'));
    const loaded = await put(seen.at('days'));
    expect(loaded.number('tasksMoved')).toBe(seen.number('moves.moved'));
    expect((await supervisor().get(`/tasks/${task}`)).string('dueOn')).toBe(move['to']);
    const kept = (await supervisor().get(`/calendar/${year}`)).list('earlier');
    expect(kept[0]).toMatchObject({ documentNumber: '放假通知', days: first });
  });

  it('moves the promises that the preview named, of open cases of the own centers by number', async () => {
    const year = '2034';
    const { id, told } = await startCase(place.as('lin-guiyuan'));
    await place.owner.query(
      `update "case" set accepted_on = '2034-03-01', promised_days = 5, promised_on = '2034-03-08',
         promised_provisional = true where id = $1`,
      [id],
    );
    const days = calendarDays(year, [{ day: '2034-03-08', working: false, name: '临时放假' }]);
    const body = JSON.stringify({ documentNumber: '放假通知', days });
    const seen = await preview(body, year, 'application/json');
    expect(seen.at('moves.promises')).toMatchObject({
      moved: 1,
      elsewhere: 0,
      items: [
        { caseId: id, caseNumber: told.string('number'), from: '2034-03-08', to: '2034-03-09' },
      ],
    });
    const loaded = await supervisor().put(`/calendar/${year}`, {
      body: { documentNumber: '放假通知', days: seen.at('days') },
    });
    expect(loaded.at('promisesMoved')).toBe(1);
    const { rows } = await place.owner.query<{ day: string }>(
      'select promised_on::text as day from "case" where id = $1',
      [id],
    );
    expect(rows).toEqual([{ day: '2034-03-09' }]);
  });

  it('refuses a year that cannot be right, whoever sends it', async () => {
    const days = calendarDays(2032).slice(1);
    const told = await supervisor().put('/calendar/2032', {
      body: { documentNumber: '放假通知', days },
    });
    expect(told.body).toMatchObject({
      code: 'input-invalid',
      errors: [{ pointer: '#/days', detail: '缺少元旦的放假安排。' }],
    });
    let monday = plainDate('2032-03-01');
    while (weekday(monday) !== 1) monday = addDays(monday, 1);
    const worked = calendarDays(2032, [{ day: monday, working: true, name: '调休' }]);
    const again = await supervisor().put('/calendar/2032', {
      body: { documentNumber: '放假通知', days: worked },
    });
    expect(again.at('errors.0.pointer')).toBe('#/days/10/day');
    expect((await supervisor().get('/calendar/2032')).at('loaded')).toBe(false);
  });
});
