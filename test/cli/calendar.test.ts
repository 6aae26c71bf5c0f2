/** `anju calendar …`: a year of working days, from a file. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_YEARS } from '../../src/policy/calendars/index.ts';
import { environment, problem, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const EXAMPLE = fileURLToPath(new URL('../../examples/calendar-2026.csv', import.meta.url));
const year = {
  year: 2027,
  documentNumber: '国办发明电〔2026〕8号',
  loaded: true,
  provisional: false,
  loadedAt: '2026-12-01T01:00:00.000Z',
  days: [{ day: '2027-01-01', working: false, name: '元旦' }],
};

beforeAll(async () => {
  api = await startFakeApi();
  env = environment(api);
});
afterAll(() => api.close());

function file(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'anju-calendar-')), 'year.csv');
  writeFileSync(path, content);
  return path;
}
const load = (path: string, ...more: readonly string[]): Promise<Ran> =>
  run(
    ['calendar', 'load', '2027', '--file', path, '--document', '国办发明电〔2026〕8号', ...more],
    env,
  );

describe('the calendar', () => {
  it('is loaded from a file, a line for a day, with the number of its document', async () => {
    api.on('PUT /calendar/2027', { body: { ...year, tasksMoved: 3, promisesMoved: 2 } });
    const lines = [
      '\uFEFF日期,安排,名称',
      '2027-01-01,放假,元旦',
      '',
      '2027-02-06，上班，调休上班',
      '',
    ];
    const { code, stdout } = await load(file(lines.join('\r\n')), '--key', 'the-same-key');
    expect(code).toBe(0);
    const asked = api.asked.at(-1)!;
    expect(asked.headers['idempotency-key']).toBe('the-same-key');
    expect(asked.json).toEqual({
      documentNumber: '国办发明电〔2026〕8号',
      days: [
        { day: '2027-01-01', working: false, name: '元旦' },
        { day: '2027-02-06', working: true, name: '调休上班' },
      ],
    });
    expect(stdout).toMatch(/待办期限变动\s*│\s*3/);
    expect(stdout).toMatch(/承诺期限变动\s*│\s*2/);
  });

  it('of 2026 lies among the examples as it comes with the product', async () => {
    api.on('PUT /calendar/2027', { body: year });
    expect((await load(EXAMPLE)).code).toBe(0);
    const { days } = api.asked.at(-1)!.json as {
      days: readonly { day: string; working: boolean }[];
    };
    const [shipped] = SHIPPED_YEARS;
    const of = (working: boolean) =>
      days.filter((one) => one.working === working).map(({ day }) => day);
    expect(shipped!.year).toBe(2026);
    expect(of(false)).toEqual(shipped!.holidays);
    expect(of(true)).toEqual(shipped!.workdays);
  });

  it.each([
    ['no day at all', '日期,安排,名称\n', '没有日期'],
    ['a day without a name', '2027-01-01,放假\n', '第1行'],
    ['a word it does not know', '日期,安排,名称\n2027-01-01,休息,元旦\n', '第2行'],
    ['something after the name', '2027-01-01,放假,元旦,多\n', '第1行'],
  ])('is refused with %s, and nothing is asked', async (_, content, words) => {
    const before = api.asked.length;
    const { code, stderr } = await load(file(content));
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(api.asked).toHaveLength(before);
  });

  it('is shown with its days, and says when it is missing', async () => {
    api.on('GET /calendar/2027', { body: year });
    expect((await run(['calendar', 'show', '2027'], env)).stdout).toContain('元旦');
    const none = {
      year: 2028,
      documentNumber: null,
      loaded: false,
      provisional: true,
      loadedAt: null,
      days: [],
    };
    api.on('GET /calendar/2028', { body: none });
    expect((await run(['calendar', 'show', '2028'], env)).stdout).toContain('尚未载入');
    api.on('PUT /calendar/2027', problem(403, 'not-authorized', {}));
    expect((await load(EXAMPLE)).code).toBe(3);
  });
});
