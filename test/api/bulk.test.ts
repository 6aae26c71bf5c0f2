/** Bulk starts from a CSV: a result per row, stoppable, and the same after a crash. */
import { afterEach, describe, expect, it } from 'vitest';
import { runBulk } from '../../src/api/bulk.ts';
import { columnsOf } from '../../src/api/bulk-columns.ts';
import { readCsv, readRow } from '../../src/api/csv.ts';
import { hasFieldWords } from '../../src/cases/wording-forms.ts';
import { Fault, type FieldError } from '../../src/domain/fault.ts';
import { AGENT_BUSINESSES } from '../../src/domain/vocabulary.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { idNumber } from '../builders.ts';
import type { Told } from './world/told.ts';
import { world } from './world/index.ts';

const place = world({ limits: { csvRowsMax: 50 } });
const clerk = () => place.as('lin-guiyuan');
const HEADER = [
  'applicant.name',
  'applicant.document.type',
  'applicant.document.number',
  'applicant.phone',
  'fullCapacity',
  'retirementBase',
  'contribution.monthlyAmount',
  'contribution.cycle',
  'contribution.debitDay',
  'consents.0.kind',
  'consents.0.version',
  'consents.0.givenAt',
];
const row = (name: string, number = idNumber(), amount = '800.00') =>
  [
    name,
    'resident-id',
    number,
    '13900001111',
    '是',
    '60',
    amount,
    'month',
    '10',
    'personal-data',
    '2026-1',
    '2026-11-23T09:00:00+08:00',
  ].join(',');
const csvOf = (...rows: string[]) => `${[HEADER.join(','), ...rows].join('\n')}\n`;
const start = (raw: string | Uint8Array, query = 'kind=account-opening') =>
  clerk().post(`/operations?${query}`, { raw, headers: { 'content-type': 'text/csv' } });

let stopRun: (() => Promise<void>) | undefined;
function work(perSecond = 1_000) {
  const abort = new AbortController();
  const { deps } = place;
  const { secrets, engine, repairEngine, log, metrics, now } = deps;
  const done = runBulk(
    { pool: deps.pool, secrets, engine, repairEngine, log, metrics, perSecond, now },
    abort.signal,
  );
  stopRun = async () => {
    abort.abort();
    await done;
  };
}
afterEach(async () => {
  await stopRun?.();
  stopRun = undefined;
});

async function finished(id: string): Promise<Told> {
  await expect
    .poll(async () => (await clerk().get(`/operations/${id}`)).at('state'), { timeout: 20_000 })
    .toBe('done');
  return clerk().get(`/operations/${id}`);
}

describe('a bulk start', () => {
  it('is accepted at once and then done row by row, good rows beside bad ones', async () => {
    const told = await start(csvOf(row('甲'), row('乙', idNumber(), '八百'), row('丙')));
    expect(told.status, told.text).toBe(202);
    expect(told.headers.get('location')).toBe(`/api/v1/operations/${told.string('id')}`);
    expect(told.body).toMatchObject({ state: 'waiting', total: 3, counts: { waiting: 3 } });
    work();
    const done = await finished(told.string('id'));
    expect(done.body).toMatchObject({
      counts: { waiting: 0, done: 2, failed: 1, skipped: 0 },
      summary: '共3行：2行已发起，1行未能发起。',
    });
    const rows = (await clerk().get(`/operations/${told.string('id')}/rows`)).list('items');
    expect(rows.map(({ n, state }) => [n, state])).toEqual([
      [1, 'done'],
      [2, 'failed'],
      [3, 'done'],
    ]);
    expect(rows[1]?.['problem']).toMatchObject({
      code: 'input-invalid',
      errors: [{ pointer: '#/contribution/monthlyAmount' }],
    });
    expect(rows[0]?.['caseNumber']).toMatch(/^K/);
    const cases = await clerk().get(`/cases?operation=${told.string('id')}`);
    expect(cases.list('items')).toHaveLength(2);
  });

  it('keeps the file, and no row in clear once it is done', async () => {
    const told = await start(csvOf(row('丁')));
    work();
    await finished(told.string('id'));
    const { rows } = await place.owner.query<{ content: string }>(
      'select content from operation_row where operation = $1',
      [told.string('id')],
    );
    expect(rows).toEqual([{ content: '' }]);
    const file = await clerk().get(`/files/${told.string('file')}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.text).toContain('applicant.name');
  });

  it('is listed for whoever started it and for the supervisor, not for a colleague', async () => {
    const told = await start(csvOf(row('壬')));
    const ids = async (staff: string) =>
      (await place.as(staff).get('/operations')).list('items').map(({ id }) => id);
    expect((await ids('lin-guiyuan'))[0]).toBe(told.string('id'));
    expect(await ids('sun-zhuguan')).toContain(told.string('id'));
    expect(await ids('wang-guiyuan')).not.toContain(told.string('id'));
    expect(await ids('dl-zhuguan')).not.toContain(told.string('id'));
  });

  it('is the same operation under the same key', async () => {
    const raw = csvOf(row('戊'));
    const send = () =>
      clerk().post('/operations?kind=account-opening', {
        raw,
        key: 'bulk-key-0001',
        headers: { 'content-type': 'text/csv' },
      });
    const [first, second] = [await send(), await send()];
    expect(second.at('id')).toBe(first.at('id'));
  });

  it('stops on request: what is done stays, what waits is passed over', async () => {
    const told = await start(csvOf(...Array.from({ length: 20 }, (_, n) => row(`己${n}`))));
    const id = told.string('id');
    work(10);
    await expect
      .poll(async () => (await clerk().get(`/operations/${id}`)).number('counts.done'))
      .toBeGreaterThan(0);
    const stopped = await clerk().post(`/operations/${id}:stop`);
    expect(stopped.at('state')).toBe('stopped');
    await stopRun?.();
    const after = await clerk().get(`/operations/${id}`);
    expect(after.number('counts.skipped')).toBeGreaterThan(0);
    expect(after.number('counts.done') + after.number('counts.skipped')).toBe(20);
    expect((await clerk().post(`/operations/${id}:stop`)).body).toMatchObject({
      code: 'action-not-permitted',
    });
  });

  it('goes on after a crash without doing a row twice', async () => {
    const told = await start(csvOf(row('庚'), row('辛')));
    const id = told.string('id');
    place.engine.trouble = 'silent-after-work';
    work();
    await expect.poll(() => place.engine.done.length, { timeout: 5_000 }).toBeGreaterThan(0);
    await stopRun?.();
    place.engine.trouble = 'none';
    work();
    await finished(id);
    const { rows } = await place.owner.query<{ n: number }>(
      'select count(*)::int as n from "case" where operation = $1',
      [id],
    );
    expect(rows[0]?.n).toBe(2);
  });

  it('fails the rest when the starter’s right is taken away', async () => {
    const told = await start(csvOf(row('壬')));
    await place.owner.query(`update staff_scope set role = 'auditor' where staff = 'lin-guiyuan'`);
    work();
    await expect
      .poll(async () => {
        const { rows } = await place.owner.query<{ state: string }>(
          'select state from operation where id = $1',
          [told.string('id')],
        );
        return rows[0]?.state;
      })
      .toBe('done');
    await place.owner.query(`update staff_scope set role = 'clerk' where staff = 'lin-guiyuan'`);
    const rows = (await clerk().get(`/operations/${told.string('id')}/rows`)).list('items');
    expect(rows[0]?.['problem']).toMatchObject({ code: 'not-authorized' });
  });

  it('begins with the columns of the form, and takes a file headed by their titles', async () => {
    const columns = await clerk().get('/operations:columns?kind=account-opening');
    const titles = new Map(
      columns.list('items').map(({ path, title }) => [String(path), String(title)]),
    );
    expect(titles.get('applicant.document.number')).toBe('证件号码');
    expect(titles.get('consents.2.kind')).toMatch(/^同意书和授权书3/);
    expect(titles.has('consents.3.kind')).toBe(false);
    expect(titles.has('applicant.otherDocuments.1.type')).toBe(false);
    const all = await clerk().get('/operations:columns?kind=account-opening&all=true');
    expect(all.list('items').length).toBeGreaterThan(titles.size);
    const header = HEADER.map((path) => titles.get(path) ?? path).join(',');
    const told = await start(`${header}\n${row('丑')}\n`);
    expect(told.status, told.text).toBe(202);
    work();
    expect((await finished(told.string('id'))).at('counts')).toMatchObject({ done: 1 });
    const wrong = await start(`${header},月供\n${row('寅')},1\n`);
    expect(wrong.body).toMatchObject({
      code: 'input-invalid',
      errors: [{ pointer: '#/0/12', detail: '表单中没有“月供”这个栏目' }],
    });
    const none = await clerk().get('/operations:columns?kind=loan');
    expect(none.status).toBe(422);
  });

  it('is refused whole when it is no table, too long, or for a branch of others', async () => {
    for (const raw of ['', 'applicant.name\n', 'a b,c\n1,2\n', 'x.y,x.y\n1,2\n', '"open\n']) {
      const told = await start(raw);
      expect([400, 422], JSON.stringify(raw)).toContain(told.status);
    }
    const long = csvOf(...Array.from({ length: 51 }, () => row('癸', '1')));
    expect((await start(long)).status).toBe(413);
    const other = await start(csvOf(row('子')), 'kind=account-opening&branch=sy-bank');
    expect(other.body).toMatchObject({ errors: [{ pointer: 'query/branch' }] });
  });
});

const NUMBER = idNumber();
const COLUMNS = columnsOf('account-opening');
const form = CASE_FORMS['account-opening']!.application;
const read = (...lines: readonly string[]) => readCsv(Buffer.from(lines.join('\n')), COLUMNS, 10);

/** What a file is refused with, by heading. */
function refusals(...lines: readonly string[]): readonly FieldError[] {
  try {
    read(...lines);
  } catch (error) {
    if (error instanceof Fault && 'errors' in error.members) {
      return error.members.errors as readonly FieldError[];
    }
    throw error;
  }
  throw new Error('the file was not refused');
}

describe('the headings of a CSV', () => {
  it('are paths or titles, in any order and mixed', () => {
    const cells = { 'applicant.name': '张三', 'contribution.monthlyAmount': '800.00' };
    expect(read('applicant.name,contribution.monthlyAmount', '张三,800.00')).toEqual([cells]);
    expect(read('月缴存额,姓名', '800.00,张三')).toEqual([cells]);
    expect(read('月缴存额,applicant.name', '800.00,张三')).toEqual([cells]);
  });

  it('may be written wide, with blanks, or in full', () => {
    expect(read('　姓 名 ', '张三')).toEqual([{ 'applicant.name': '张三' }]);
    expect(read('申请人 · 身份证件 · 证件号码', NUMBER)).toEqual([
      { 'applicant.document.number': NUMBER },
    ]);
    expect(read('材料1·材料种类,材料２材料文件', '身份证件影像,x')).toEqual([
      { 'evidence.0.kind': '身份证件影像', 'evidence.1.file': 'x' },
    ]);
  });

  it('lead every title of the form to one column, and every column has both', () => {
    const titles = COLUMNS.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { path, title } of COLUMNS) {
      expect(hasFieldWords(path.replaceAll(/\.\d+/g, '')), path).toBe(true);
      expect(title, path).toMatch(/[\u4e00-\u9fff]/);
      expect(read(title, 'x'), title).toEqual([{ [path]: 'x' }]);
      expect(read(path, 'x'), path).toEqual([{ [path]: 'x' }]);
    }
  });

  it('are refused by name when the form has no such field', () => {
    expect(refusals('姓名,年龄,applicant.age,', '张三,30,30,x')).toEqual([
      { pointer: '#/0/1', detail: '表单中没有“年龄”这个栏目' },
      { pointer: '#/0/2', detail: '表单中没有“applicant.age”这个栏目' },
      { pointer: '#/0/3', detail: '表单中没有“（空）”这个栏目' },
    ]);
    expect(refusals('姓名,consents.99.kind,材料21·材料种类', '张三,x,y')).toHaveLength(2);
  });

  it('about an agent are refused with the clause: joining is done in person, and nobody looks at a file', () => {
    for (const heading of ['agent.name', '代理人姓名', '授权委托书影像']) {
      const [first] = refusals(`applicant.name,${heading}`, '张三,王代理');
      expect(first).toMatchObject({ pointer: '#/0/1' });
      expect(first!.detail).toContain('不能由他人代理');
    }
    for (const type of AGENT_BUSINESSES) {
      expect(columnsOf(type).some(({ path }) => path.startsWith('agent'))).toBe(false);
    }
  });

  it('are refused by name when two lead to the same field', () => {
    expect(refusals('姓名,手机号码,applicant.name', '张三,1,李四')).toEqual([
      { pointer: '#/0/2', detail: '“applicant.name”与第1列是同一个栏目' },
    ]);
    expect(refusals('姓名,姓名', '张三,李四')).toHaveLength(1);
  });

  it('are asked for when there are none, and nothing of a person is repeated', () => {
    const errors = refusals(`张三,${NUMBER},13900001111`, '李四,1,2');
    expect(errors).toHaveLength(1);
    for (const told of ['张三', NUMBER, '13900001111']) {
      expect(JSON.stringify(errors)).not.toContain(told);
    }
    expect(JSON.stringify(refusals(`姓名,${NUMBER}`, '张三,1'))).not.toContain(NUMBER);
  });

  it('may be followed by a line that says what they are called, which is no row', () => {
    const template = ['applicant.name,applicant.phone', '姓名,手机号码'];
    expect(read(...template, '张三,13900001111')).toHaveLength(1);
    expect(() => read(...template)).toThrow('不符合要求');
    // Only at once under the heading, and only when it says nothing else.
    expect(read(...template, '姓名,手机号码')).toHaveLength(1);
    expect(read(template[0]!, '姓名,13900001111')).toHaveLength(1);
  });
});

describe('a CSV', () => {
  it('may be UTF-8 with or without a mark, or GB 18030', () => {
    const text = 'applicant.name\n𬭚䶮\n';
    expect(readCsv(Buffer.from(`\ufeff${text}`), COLUMNS, 10)).toEqual([
      { 'applicant.name': '𬭚䶮' },
    ]);
    const gb = Buffer.from([...Buffer.from('applicant.name\n'), 0xd5, 0xc5, 0x0a]);
    expect(readCsv(gb, COLUMNS, 10)).toEqual([{ 'applicant.name': '张' }]);
  });

  it('takes a cell as text first, then as the number or truth value it spells', () => {
    const cells = {
      'applicant.name': '张三',
      'applicant.document.type': 'resident-id',
      'applicant.document.number': NUMBER,
      'applicant.document.validUntil': '长期',
      'contribution.monthlyAmount': '800.00',
      'contribution.cycle': 'month',
      'contribution.debitDay': '10',
      fullCapacity: 'true',
    };
    expect(readRow(form, cells)).toMatchObject({
      application: {
        applicant: { document: { number: NUMBER, validUntil: null } },
        contribution: { debitDay: 10 },
        fullCapacity: true,
      },
    });
  });

  it('takes what can be chosen by its title as well as by its code', () => {
    const cells = {
      'applicant.name': '张三',
      'applicant.document.type': '居民身份证',
      'applicant.document.number': NUMBER,
      'applicant.sex': '男',
      'employment.form': '新就业形态',
      'employment.occupation': '骑手',
      'contribution.monthlyAmount': '800.00',
      'contribution.cycle': '按季',
      'contribution.debitDay': '10',
      retirementBase: '60周岁',
      'consents.0.kind': '个人信息处理同意书',
      'consents.0.version': '2026-1',
      'consents.0.givenAt': '2026-11-23T09:00:00+08:00',
    };
    expect(readRow(form, cells)).toMatchObject({
      application: {
        applicant: { document: { type: 'resident-id' }, sex: 'M' },
        employment: { form: 'new-form' },
        contribution: { cycle: 'quarter' },
        retirementBase: 60,
        consents: [{ kind: 'personal-data' }],
      },
    });
  });

  it('names the field of a cell that fits nothing', () => {
    const reading = readRow(form, { 'applicant.name': '张三', unknown: '1' });
    expect('errors' in reading && reading.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['#/applicant/document', '#/unknown']),
    );
  });

  it('says of a text of digits what is wrong with the text', () => {
    const reading = readRow(form, { 'applicant.name': '张三', 'applicant.phone': '139' });
    expect('errors' in reading && reading.errors).toContainEqual({
      pointer: '#/applicant/phone',
      detail: '请填写11位手机号码',
    });
  });

  it('cannot reach beyond the form', () => {
    for (const column of ['__proto__.x', 'constructor.prototype.y']) {
      try {
        const [cells] = readCsv(Buffer.from(`${column},applicant.name\n1,2\n`), COLUMNS, 10);
        readRow(form, cells ?? {});
      } catch {
        // Refused: as good.
      }
    }
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  });
});
