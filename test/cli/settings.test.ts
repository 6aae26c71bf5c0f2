/** Figures before they are confirmed, and the calendar as a file: what each command asks and says. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_ID, environment, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (line: string, ...rest: readonly string[]): Promise<Ran> =>
  run([...line.split(' '), ...rest], env);
const last = () => api.asked.at(-1)!;

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
});
afterEach(() => api.close());

describe('figures preview', () => {
  const preview = {
    name: 'contribution-base-min',
    title: '缴存基数下限（月）',
    value: '2500.00',
    validFrom: '2027-01-01',
    before: { value: '2230.00' },
    limits: { before: { min: '223.00', max: '7358.00' }, after: { min: '250.00', max: '7358.00' } },
    conflict: null,
    reach: ['已受理的业务不受影响。'],
    counts: { open: 9, accepted: 4, changed: 1, printed: 2, endsBefore: 0, unknown: 0 },
    items: [{ number: 'K1', stageTitle: '待补正', acceptedOn: null, sentence: '须改选月缴存额。' }],
  };

  it('asks for a figure by its parts, or for one that was proposed', async () => {
    api.on('POST /figures:preview', { body: preview });
    const { stdout } = await anju(
      'figures preview --name contribution-base-min --value 2500.00 --from 2027-01-01 --district 210103',
    );
    expect(last().json).toEqual({
      name: 'contribution-base-min',
      value: '2500.00',
      validFrom: '2027-01-01',
      district: '210103',
    });
    for (const words of ['250.00元至7358.00元', '须改选月缴存额。', '已受理的业务不受影响。']) {
      expect(stdout).toContain(words);
    }
    const proposal = {
      ...{ id: CASE_ID, name: 'supplement', value: '20', validFrom: '2027-01-01' },
      ...{ center: '210100', district: null },
    };
    api.on('GET /figures/proposals', { body: { items: [proposal] } });
    expect((await anju(`figures preview --proposal ${CASE_ID}`)).code).toBe(0);
    const { id: _id, ...asked } = proposal;
    expect(last().json).toEqual(asked);
    expect((await anju('figures preview --proposal x')).code).toBe(4);
    expect((await anju('figures preview --name supplement')).code).toBe(2);
  });
});

const UNMOVED = { moved: 0, elsewhere: 0, certain: 0 };

describe('calendar', () => {
  const days = [{ day: '2027-01-01', working: false, name: '元旦' }];
  const seen = {
    ...{ year: 2027, documentNumber: '国办1号', days, problems: [], ready: true, loaded: false },
    difference: { added: days, removed: [], changed: [] },
    moves: { ...UNMOVED, items: [], promises: { ...UNMOVED, items: [] } },
  };
  const year = { year: 2027, documentNumber: '国办1号', loaded: true, days, tasksMoved: 0 };
  const file = () => {
    const path = join(mkdtempSync(join(tmpdir(), 'anju-calendar-')), '2027.csv');
    writeFileSync(path, '日期,至,安排,名称\n2027-01-01,,放假,元旦\n');
    return path;
  };

  it('shows a year', async () => {
    api.on('GET /calendar/2027', { body: year });
    expect((await anju('calendar show 2027')).stdout).toContain('元旦');
  });

  it('is looked through and then loaded as it was seen', async () => {
    api.on('POST /calendar/2027:preview', { body: seen });
    api.on('PUT /calendar/2027', { body: year });
    const { code } = await anju('calendar load 2027 --document 国办1号 --file', file());
    expect(code).toBe(0);
    const [asked, put] = api.asked;
    expect(asked).toMatchObject({ query: { documentNumber: '国办1号' } });
    expect(asked!.headers['content-type']).toBe('text/csv');
    expect(put).toMatchObject({ method: 'PUT', json: { documentNumber: '国办1号', days } });
    expect(put!.headers['idempotency-key']).toBeTruthy();
  });

  it('is not loaded by a dry run, with errors, or with something to look at and no word', async () => {
    api.on('POST /calendar/2027:preview', { body: seen });
    expect((await anju('calendar load 2027 --dry-run --file', file())).code).toBe(0);
    const problems = [{ severity: 'error', line: 2, day: null, detail: '缺少春节的放假安排。' }];
    api.on('POST /calendar/2027:preview', {
      body: { ...seen, ready: false, problems, moves: null },
    });
    const refused = await anju('calendar load 2027 --yes --file', file());
    expect(refused.code).toBe(6);
    expect(refused.stdout).toContain('缺少春节的放假安排。');
    const moves = {
      ...{ moved: 1, elsewhere: 0, certain: 0 },
      items: [{ caseNumber: 'K1', title: '催办补正', from: '2027-01-04', to: '2027-01-05' }],
    };
    api.on('POST /calendar/2027:preview', { body: { ...seen, moves } });
    const unsure = await anju('calendar load 2027 --file', file());
    expect(unsure.code).toBe(2);
    expect(unsure.stdout).toContain('加 --yes 载入');
    expect(api.asked.map(({ method }) => method)).not.toContain('PUT');
    api.on('PUT /calendar/2027', { body: year });
    expect((await anju('calendar load 2027 --yes --file', file())).code).toBe(0);
  });
});
