/** Statements, journals, corrections, receivables and sums of contributions behind the screen. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { contribution, reserve, takeover } from '../ledger/entries.ts';
import { unzip } from '../harness/unzip.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const auditor = () => place.as('li-shenji');
const CENTER = '210100';
const NUMBER = '21010000000000000067';
let account = '';
let caseId = '';
let paid = '';

const record = (journals: readonly Journal[]) =>
  inTransaction(place.app, (tx) => recordJournals(tx, CENTER, journals));

/** A month of the account under the bank's serial number. @returns its journal */
async function pays(month: string, day: string, serial: string): Promise<string> {
  const on = plainDate(day);
  const journal = contribution(NUMBER, '800.00', { valueDate: on, document: serial, caseId });
  return inTransaction(place.app, async (tx) => {
    const [done] = await recordJournals(tx, CENTER, [journal]);
    const covers = { account: NUMBER, from: month, to: month, months: 1, amount: '800.00' };
    await coverMonths(tx, [{ ...covers, on: day, journal: done!.journal }]);
    return done!.journal;
  });
}

beforeAll(async () => {
  const { id, told } = await startCase(clerk());
  caseId = id;
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, $2, $3, 'normal', 'flexible', '2026-07-01', $4) returning id`,
    [NUMBER, CENTER, told.string('person.id'), id],
  );
  account = rows[0]!.id;
  await record([{ ...takeover(NUMBER, '1000.00', 'unit'), valueDate: plainDate('2026-07-02') }]);
  paid = await pays('2026-09', '2026-09-15', '=B-API-1');
  await pays('2026-10', '2026-10-15', 'B-API-2');
});

describe('a statement of an account', () => {
  it('tells opening balance, lines and closing balance of a period, and the months it paid', async () => {
    const told = await clerk().get(`/accounts/${account}/statement?from=2026-09-01&to=2026-09-30`);
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      number: NUMBER,
      total: { opening: '1000.00', credits: '800.00', debits: '0.00', closing: '1800.00' },
      lines: [{ summary: '汇缴', amount: '800.00', balance: '1800.00' }],
      months: [{ month: '2026-09', takenBack: null }],
    });
  });

  it('refuses a period that ends before it begins, or tomorrow, with the field', async () => {
    const wrong = await clerk().get(`/accounts/${account}/statement?from=2026-09-30&to=2026-09-01`);
    expect(wrong.status).toBe(422);
    expect(wrong.list('errors')).toMatchObject([{ pointer: 'query/from' }]);
    const late = await clerk().post(`/accounts/${account}/statement:print`, {
      body: { to: '2099-01-01' },
    });
    expect(late.list('errors')).toMatchObject([{ pointer: '#/to' }]);
  });

  it('is printed once under a key, with a number and a code, and kept with the person', async () => {
    const key = randomUUID();
    const body = { from: '2026-09-01', to: '2026-09-30', source: 'flexible' };
    const issued = await clerk().post(`/accounts/${account}/statement:print`, { body, key });
    expect(issued.status, issued.text).toBe(201);
    const again = await clerk().post(`/accounts/${account}/statement:print`, { body, key });
    expect(again.string('number')).toBe(issued.string('number'));
    const pdf = await clerk().get(issued.string('href').replace('/api/v1', ''));
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const verified = await fetch(`${place.base}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ code: issued.string('code') }),
    });
    expect(await verified.json()).toMatchObject({
      genuine: true,
      title: '住房公积金个人明细账（对账单）',
    });
  });

  it('is exported between its two balances, and no cell is a formula', async () => {
    const csv = await auditor().post(`/accounts/${account}/statement:export`, {
      body: { format: 'csv', from: '2026-09-01', to: '2026-09-30' },
      key: null,
    });
    expect(csv.status, csv.text).toBe(200);
    const lines = csv.text.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('"期初余额"');
    expect(lines[1]).toContain('"1000.00"');
    expect(lines[2]).toContain(`"'=B-API-1"`);
    expect(lines[3]).toContain('"1800.00"');
    const { rows } = await place.owner.query(
      `select public->>'list' as list from event where kind = 'list-exported' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ list: 'account-statement' }]);
  });
});

describe('a statement as XLSX', () => {
  /** Cells of the first sheet, row by row; one that is no text says so. */
  function cellsOf(bytes: Buffer) {
    const files = unzip(bytes);
    const shared = [...files].find(([name]) => name.endsWith('sharedStrings.xml'))?.[1] ?? '';
    const texts = [...shared.matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = '']) =>
      [...si.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text).join(''),
    );
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    // By the letter of its column: an empty cell is not written.
    const rows = [...sheet.matchAll(/<row .*?<\/row>/gs)].map(([row]) => {
      const cells = Array.from({ length: 14 }, () => '');
      for (const [, kind = '', inner = ''] of row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
        const [, column = ''] = /r="([A-N])\d+"/.exec(kind) ?? [];
        const [, value = ''] = /<v>(.*?)<\/v>/.exec(inner) ?? [];
        const isText = / t="s"/.test(` ${kind}`);
        cells[column.charCodeAt(0) - 65] = isText
          ? (texts[Number(value)] ?? '')
          : `no text: ${inner}`;
      }
      return cells;
    });
    return { sheet, rows };
  }

  it('has the very cells of the lines, amounts as texts to the cent, and no formula', async () => {
    const answer = await fetch(`${place.base}/api/v1/accounts/${account}/statement:export`, {
      method: 'POST',
      headers: {
        authorization: place.authorization('li-shenji'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ format: 'xlsx', from: '2026-07-01', to: '2026-10-31' }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    const { sheet, rows } = cellsOf(Buffer.from(await answer.arrayBuffer()));
    expect(sheet).not.toMatch(/<f[ >]|hyperlink/i);
    // Every cell is a text: an amount keeps its cents, a journal its digits.
    expect(rows.flat().filter((cell) => cell.startsWith('no text'))).toEqual([]);
    const [head = [], ...lines] = rows;
    const of = (line: readonly string[], title: string) => line[head.indexOf(title)];
    expect(lines.map((line) => of(line, '摘要'))).toEqual([
      ...['期初余额', '期初建账', '汇缴', '汇缴', '期末余额'],
    ]);
    expect(lines.map((line) => of(line, '余额（元）'))).toEqual([
      ...['0.00', '1000.00', '1800.00', '2600.00', '2600.00'],
    ]);
    expect(lines.map((line) => of(line, '增加（元）'))).toEqual([
      ...['', '1000.00', '800.00', '800.00', ''],
    ]);
    expect(of(lines[2]!, '凭证号')).toBe(paid);
    expect(of(lines[2]!, '凭据号码')).toBe(`'=B-API-1`);
    expect(of(lines[2]!, '冲账标识')).toBe('01');
    expect(of(lines[1]!, '资金来源')).toBe('单位缴存');
    expect(of(lines[3]!, '记账日期')).toBe('2026-10-15');
  });
});

describe('a journal', () => {
  it('leads to its case, its months and its account, and the case leads back', async () => {
    const told = await auditor().get(`/journals/${paid}`);
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      ...{ title: '汇缴', business: '01', caseId, amount: '800.00', mayReverse: false },
      months: [{ month: '2026-09', takenBack: null }],
      lines: [
        { bookTitle: '银行存款', amount: '-800.00', account: null },
        { bookTitle: '住房公积金', amount: '800.00', account, sourceTitle: '灵活就业缴存' },
      ],
    });
    const list = await auditor().get(`/journals?case=${caseId}`);
    expect(list.list('items')).toContainEqual(expect.objectContaining({ id: paid }));
    expect((await auditor().get('/journals')).status).toBe(422);
  });

  it('leads to the line of the bank’s statement that it stands for', async () => {
    await place.owner.query(
      `insert into bank_day (center, day, sha256, lines, opening, received, paid, closing, fetched_at)
       values ($1, '2026-10-15', $2, 1, 0, 800, 0, 800, now())`,
      [CENTER, 'b'.repeat(64)],
    );
    await place.owner.query(
      `insert into bank_line (center, day, n, serial, amount, balance, state)
       values ($1, '2026-10-15', 1, 'B-API-2', 800, 800, 'matched')`,
      [CENTER],
    );
    const { rows } = await place.owner.query<{ id: string }>(
      `select id from journal where document = 'B-API-2'`,
    );
    const told = await auditor().get(`/journals/${rows[0]!.id}`);
    expect(told.list('bankLines')).toMatchObject([
      { day: '2026-10-15', n: 1, serial: 'B-API-2', stateTitle: '相符' },
    ]);
  });

  it('of another center is not there', async () => {
    expect((await place.as('dl-zhuguan').get(`/journals/${paid}`)).status).toBe(404);
    expect((await sun().get('/journals/nonsense')).status).toBe(422);
  });
});

describe('a correction', () => {
  const propose = async (journal: string, key: string = randomUUID()) => {
    const plan = await sun().get(`/journals/${journal}/reversal-plan`);
    const body = { digest: plan.string('digest'), reason: '记错账户' };
    return sun().post(`/journals/${journal}/reversals`, { body, key });
  };

  it('is previewed, proposed under a key, confirmed by another, and shown as 冲账', async () => {
    await record([reserve(NUMBER, '1600.00')]);
    const plan = await sun().get(`/journals/${paid}/reversal-plan`);
    expect(plan.status, plan.text).toBe(200);
    expect(plan.body).toMatchObject({
      ...{ possible: true, lacks: '800.00' },
      steps: [{ journal: paid, whyText: '申请冲账的凭证', rebooked: '800.00', stays: [] }],
      laterDebits: [{ title: '提取待付', amount: '-1600.00' }],
    });
    const key = randomUUID();
    const proposed = await propose(paid, key);
    expect(proposed.status, proposed.text).toBe(201);
    expect((await propose(paid, key)).string('id')).toBe(proposed.string('id'));
    const id = proposed.string('id');
    const act = (who: ReturnType<typeof sun>, body: object) =>
      who.post(`/reversals/${id}/actions`, { body, version: 1 });
    expect((await act(sun(), { action: 'confirm' })).at('code')).toBe('same-person');
    expect((await act(zhou(), { action: 'decline' })).list('errors')).toMatchObject([
      { pointer: '#/reason' },
    ]);
    expect((await act(clerk(), { action: 'confirm' })).status).toBe(403);
    const done = await act(zhou(), { action: 'confirm' });
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({ state: 'done', stateTitle: '已冲账', lacks: '800.00' });
    const statement = await clerk().get(`/accounts/${account}/statement?to=2026-09-30`);
    const summaries = statement.list('lines').map((line) => (line as { summary: string }).summary);
    expect(summaries).toContain(`冲账（冲凭证${paid}）`);
    const journal = await auditor().get(`/journals/${paid}`);
    expect(journal.body).toMatchObject({ reversal: { id, stateTitle: '已冲账' } });
    expect((await sun().get('/reversals?state=done')).list('items')).toMatchObject([{ id }]);
  });

  it('of what cannot be taken back says why, and what to do', async () => {
    const told = await sun().get(`/journals/${paid}/reversal-plan`);
    expect(told.body).toMatchObject({
      possible: false,
      steps: [{ stays: [{ text: '它已经冲账', remedy: '不需要再办。' }] }],
    });
    expect((await propose(paid)).at('code')).toBe('action-not-permitted');
  });

  it('tells no number of anybody in its reason', async () => {
    const body = { digest: '0'.repeat(64), reason: '张三 219900199001010014' };
    const told = await sun().post(`/journals/${paid}/reversals`, { body });
    expect(told.list('errors')).toMatchObject([{ pointer: '#/reason' }]);
  });

  it('of another list than was looked at is refused', async () => {
    const [one] = await record([contribution(NUMBER, '1.00')]);
    const body = { digest: 'f'.repeat(64), reason: '记错' };
    const told = await sun().post(`/journals/${one!.journal}/reversals`, { body });
    expect(told.at('code')).toBe('version-conflict');
  });
});

describe('money to be recovered', () => {
  it('stands in the list with person, day and task, and is paid from suspense', async () => {
    const list = await clerk().get('/receivables');
    expect(list.status, list.text).toBe(200);
    const owed = list.list('items').find((one) => (one as { account: string }).account === account);
    expect(owed).toMatchObject({
      ...{ amount: '800.00', left: '800.00', causeText: '冲账时余额不足，款已付出' },
      ...{ state: 'open', stateTitle: '待追回', accountNumber: NUMBER },
    });
    const { id, task, version } = owed as { id: string; task: string; version: number };
    const tasks = await sun().get('/tasks?kind=recover');
    expect(tasks.list('items')).toContainEqual(expect.objectContaining({ id: task }));
    // Told where people look: on the account and on the board.
    const page = await clerk().get(`/accounts/${account}`);
    expect(page.list('receivables')).toMatchObject([{ id, left: '800.00' }]);
    const board = await sun().get('/supervision');
    expect(Number(board.at('receivables.count'))).toBeGreaterThan(0);
    const { rows } = await place.owner.query<{ id: string }>(
      `select id from suspense_item where serial = '=B-API-1'`,
    );
    const body = { item: rows[0]!.id, reason: '本人同意以来款归还' };
    expect((await clerk().post(`/receivables/${id}/recoveries`, { body, version })).status).toBe(
      403,
    );
    const told = await sun().post(`/receivables/${id}/recoveries`, { body, version });
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      ...{ state: 'recovered', recovered: '800.00', left: '0.00', task: null },
      recoveries: [{ amount: '800.00', serial: '=B-API-1', takenBack: null }],
    });
    expect((await clerk().get(`/accounts/${account}`)).list('receivables')).toEqual([]);
    const late = await sun().post(`/receivables/${id}/recoveries`, { body, version });
    expect(late.at('code')).toBe('version-conflict');
  });
});

describe('sums of contributions', () => {
  it('come by the month in which the money came, what was taken back beside it', async () => {
    const told = await sun().get(`/collections?center=${CENTER}&from=2026-08&to=2026-10`);
    expect(told.status, told.text).toBe(200);
    expect(told.list('months')).toEqual([
      { month: '2026-08', months: 0, amount: '0.00', takenBackMonths: 0, takenBackAmount: '0.00' },
      {
        ...{ month: '2026-09', months: 1, amount: '800.00' },
        ...{ takenBackMonths: 1, takenBackAmount: '800.00' },
      },
      {
        ...{ month: '2026-10', months: 1, amount: '800.00' },
        ...{ takenBackMonths: 0, takenBackAmount: '0.00' },
      },
    ]);
    const { rows } = await place.owner.query(
      `select count(*)::int as months, sum(amount) as amount from contribution
        where to_char(paid_on, 'YYYY-MM') = '2026-09'`,
    );
    expect(rows).toEqual([{ months: 1, amount: '800.00' }]);
    const wrong = await sun().get(`/collections?center=${CENTER}&from=2026-13`);
    expect(wrong.status).toBe(422);
    const long = await sun().get(`/collections?center=${CENTER}&from=2001-01`);
    expect(long.list('errors')).toMatchObject([{ pointer: 'query/from' }]);
  });

  it('of what is missed come by age, on the day itself the younger one', async () => {
    let agreementId: string | undefined;
    const { rows: days } = await place.owner.query<{ day: string }>(
      `select to_char(d, 'YYYY-MM-DD') as day
         from (values (($1::date - interval '1 month')::date + 1), (($1::date - interval '1 month')::date),
                      (($1::date - interval '12 months')::date)) v(d)`,
      [(await sun().get(`/arrears?center=${CENTER}`)).string('on')],
    );
    const before = await sun().get(`/arrears?center=${CENTER}`);
    for (const [n, { day }] of days.entries()) {
      agreementId ??= await agreement();
      await place.owner.query(
        `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
           due_on, grace_until, attempts_max, state, settled_on)
         values ($1, $2, $2, 1, 800, $3, $4, $4, 3, 'missed', $4)`,
        [NUMBER, `20${String(10 + n)}-01`, agreementId, day],
      );
    }
    const after = await sun().get(`/arrears?center=${CENTER}`);
    const grew = (told: typeof after) =>
      Object.fromEntries(
        told.list('ages').map((one) => {
          const { age, months } = one as { age: string; months: number };
          return [age, months];
        }),
      );
    const [was, is] = [grew(before), grew(after)];
    const more = Object.keys(is).map((age) => [age, is[age]! - was[age]!]);
    expect(more).toEqual([
      ['up-to-1', 1],
      ['up-to-3', 1],
      ['up-to-6', 0],
      ['up-to-12', 0],
      ['over-12', 1],
    ]);
  });

  async function agreement(): Promise<string> {
    const id = randomUUID();
    await place.owner.query(
      `insert into agreement (id, center, person, case_id, account, template_version, parameters,
         hash, state, monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on)
       select $1, a.center, a.person, $3, a.number, 'agreement-2026-3', p.masked, 'x', 'active', 800,
              'month', 15, a.opened_on, a.opened_on, a.opened_on
         from account a join person p on p.id = a.person where a.number = $2`,
      [id, NUMBER, caseId],
    );
    return id;
  }
});
