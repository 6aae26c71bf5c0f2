/** The person's page behind the screen: everything masked, the claim, the dates, the papers. */
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, addMonths, dateAt, plainDate, startOf } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { dayText } from '../../src/cases/wording.ts';
import { idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import type { Told } from './world/told.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const today = () => dateAt(Date.now());
const NUMBER = idNumber('19900215');
const ACCOUNT = '21010000000000000042';
let person = '';
let first: Told;

beforeAll(async () => {
  const { told } = await startCase(clerk(), { number: NUMBER });
  first = told;
  person = told.string('person.id');
  await place.owner.query(
    `insert into account (number, center, person, state, source, opened_on, sealed_on, paid_to)
     values ($1, '210100', $2, 'sealed', 'unit', '2020-01-01', '2026-08-31', '2026-08')`,
    [ACCOUNT, person],
  );
  await inTransaction(place.app, (tx) =>
    recordJournals(tx, '210100', [
      {
        key: `takeover/${ACCOUNT}`,
        kind: 'takeover',
        valueDate: plainDate('2026-07-01'),
        by: 'test',
        lines: [
          { book: 'bank', amount: yuan('-1200.00') },
          { book: 'personal', account: ACCOUNT, source: 'unit', amount: yuan('1200.00') },
        ],
      },
    ]),
  );
  await place.app.query(
    `insert into agreement (id, center, person, case_id, template_version, parameters, hash, state,
       monthly_amount, cycle, debit_day, offered_on, sign_by)
     values (gen_random_uuid(), '210100', $1, $2, 'agreement-2026-1', '', 'h', 'offered', 800.00,
       'quarter', 5, '2026-11-23', '2026-12-08')`,
    [person, told.string('id')],
  );
  await place.app.query('insert into claim (person, case_id, since) values ($1, $2, $3)', [
    person,
    told.string('id'),
    '2026-11-23T02:00:00Z',
  ]);
});

async function eventsOf(kind: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await place.owner.query<Record<string, unknown>>(
    'select public, content, actor from event where kind = $1 and person = $2 order by id',
    [kind, person],
  );
  return rows;
}

async function pdfText(path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${place.base}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      authorization: place.authorization('lin-guiyuan'),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^inline/);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { text } = await extractText(await getDocumentProxy(bytes));
  return text.join('\n').replace(/\s/g, '');
}

describe('a person', () => {
  it('is shown masked, with accounts and money, agreements, cases and their states in words', async () => {
    const told = await clerk().get(`/persons/${person}`);
    expect(told.body).toMatchObject({
      name: '张＊',
      phone: '139****1111',
      documents: [{ type: 'resident-id', typeTitle: '居民身份证' }],
      accounts: [
        {
          number: ACCOUNT,
          stateTitle: '封存',
          sourceTitle: '单位缴存',
          sealedOn: '2026-08-31',
          balances: [{ source: 'unit', sourceTitle: '单位缴存', amount: '1200.00' }],
        },
      ],
      agreements: [
        {
          stateTitle: '待签署',
          monthlyAmount: '800.00',
          cycleTitle: '按季',
          debitDay: 5,
          signBy: '2026-12-08',
          caseNumber: first.string('number'),
        },
      ],
      cases: [{ number: first.string('number'), typeTitle: '开户' }],
      moreCases: false,
    });
    expect(told.text).not.toContain(NUMBER);
    expect(told.text).not.toContain('13900001111');
    expect(told.text).not.toContain('1990-02-15');
  });

  it('is told when the first periods are debited while nothing was paid, and no more after', async () => {
    const { told } = await startCase(clerk(), { number: idNumber('19910215') });
    const other = told.string('person.id');
    const account = '21010000000000000059';
    await place.owner.query(
      `insert into account (number, center, person, state, source, opened_on, activated_in)
       values ($1, '210100', $2, 'normal', 'flexible', '2026-11-05', '2026-11')`,
      [account, other],
    );
    await place.owner.query(
      `with signed as (
         insert into agreement (id, center, person, case_id, template_version, parameters, hash,
           state, monthly_amount, cycle, debit_day, offered_on, sign_by)
         values (gen_random_uuid(), '210100', $2, $3, 'agreement-2026-3', '', 'h', 'active', 800.00,
           'month', 5, '2026-11-03', '2026-11-18') returning id)
       insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card)
       select $1, id, 800.00, 'month', 5, '2026-11', '' from signed`,
      [account, other, told.string('id')],
    );
    const plan = async () => (await clerk().get(`/persons/${other}`)).at('accounts.0.plan');
    // Opened on the debit day itself; 5 December 2026 is a Saturday, and no calendar is loaded here.
    expect(await plan()).toMatchObject({
      ...{ monthlyAmount: '800.00', cycleTitle: '按月', debitDay: 5, fromMonth: '2026-11' },
      firstDebit: { on: '2026-12-04', provisional: true },
    });
    await place.owner.query(
      `insert into calendar_year (year, document_number) values (2026, '某号')`,
    );
    expect(await plan()).toMatchObject({ firstDebit: { on: '2026-12-04', provisional: false } });
    await place.owner.query(
      `insert into calendar_day (day, year, working, name) values ('2026-12-04', 2026, false, '调休')`,
    );
    expect(await plan()).toMatchObject({ firstDebit: { on: '2026-12-03' } });
    await place.owner.query(`update account set paid_to = '2026-12' where number = $1`, [account]);
    expect(await plan()).toMatchObject({ firstDebit: null });
  });

  it('tells which case holds the claim, since when and by which clause', async () => {
    const told = await clerk().get(`/persons/${person}`);
    expect(told.at('claim')).toMatchObject({
      caseNumber: first.string('number'),
      clause: { id: 'regulation-13' },
      waiting: [],
    });
    expect(told.string('claim.sentence')).toContain('自2026年11月23日起有“开户”');
  });

  it('tells why a second case waits behind it', async () => {
    const second = await startCase(clerk(), { number: NUMBER });
    const wait = {
      kind: 'verdict',
      until: null,
      clause: 'regulation-13',
      endedBy: ['reviewer'],
      shortenedBy: '由复核人员核对',
      detail: {},
    };
    await place.engine.move(second.id, { waits: { close: 'all', open: [wait] } });
    const told = await clerk().get(`/persons/${person}`);
    const [behind] = told.list('claim.waiting');
    expect(behind).toMatchObject({ caseId: second.id });
    expect(behind?.['sentence']).toContain('同一人有两件在办业务');
    expect(told.string('claim.sentence')).toContain(`${second.told.string('number')}因此在等`);
  });

  it('names a case of another branch by its branch alone', async () => {
    const told = await place.as('wang-guiyuan').get(`/persons/${person}`);
    expect(told.at('claim')).toMatchObject({
      caseId: null,
      caseNumber: null,
      branchName: 'sy-hall',
    });
    expect(told.list('cases')).toEqual([]);
    expect(told.text).not.toContain(first.string('number'));
    expect(told.string('claim.sentence')).toContain('sy-hall的“开户”');
    expect(told.at('agreements.0.caseNumber')).toBeNull();
  });
});

describe('earliest dates of a person', () => {
  it('are reckoned step by step, with clauses, readings and the state of each', async () => {
    const told = await clerk().get(`/persons/${person}/earliest-dates`);
    const half = told.list('items').find(({ what }) => what === 'half-year');
    expect(half).toMatchObject({
      on: '2027-03-01',
      account: '****************0042',
      stateTitle: today() < '2027-03-01' ? '未到' : '已到',
      reasoning: expect.stringContaining('8月31日加六个月，2月没有31日，取月末日') as string,
    });
    expect(half?.['steps']).toContainEqual(
      expect.objectContaining({
        clause: { id: 'civil-code-202', title: '《民法典》第二百零二条' },
      }),
    );
    expect(half?.['readings']).toContainEqual(
      expect.objectContaining({ source: '辽宁省通知（征求意见稿）2026年5月' }),
    );
    const exit = told.list('items').find(({ what }) => what === 'exit');
    expect(exit).toMatchObject({ on: null, state: 'barred' });
    expect(exit?.['sentence']).toContain('有其他业务正在办理');
    expect(told.list('items').map(({ what }) => what)).toContain('supplement');
  });

  it('never tell the date of birth, and leave a line in the trail', async () => {
    const before = (await eventsOf('person-read')).length;
    const told = await clerk().get(`/persons/${person}/earliest-dates`);
    expect(told.text).not.toMatch(/1990-02-15|1990年2月15日/);
    expect((await eventsOf('person-read')).length).toBe(before + 1);
  });

  it('tell every deadline that runs in a case: by its wait, its promise, its last answer', async () => {
    const { id, told: started } = await startCase(clerk());
    const someone = started.string('person.id');
    const waits = (['signature', 'seal-elsewhere', 'review-window'] as const).map((kind, n) => ({
      kind,
      until: startOf(addDays(plainDate('2026-12-09'), n)),
      clause: 'liaoning-14',
      endedBy: ['clock'],
      shortenedBy: '无',
      detail: {},
    }));
    await place.engine.move(id, { waits: { close: 'all', open: waits } });
    await place.app.query(
      `update "case" set accepted_on = '2026-11-23', promised_on = '2026-11-30' where id = $1`,
      [id],
    );
    for (const [status, at] of [
      ['ok', '2026-11-22T16:00:00Z'],
      ['timeout', '2026-11-25T02:00:00Z'],
    ]) {
      await place.app.query(
        `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
           evidence_hash, asked_at, answered_at)
         values ($3 || $1::uuid, $1::uuid, $2, 'national', 'opening', $3, '{}', '', 'h', $4, $4)`,
        [id, someone, status, at],
      );
    }
    const told = await clerk().get(`/persons/${someone}/earliest-dates`);
    const deadlines = told.list('items').filter(({ caseNumber }) => caseNumber !== null);
    expect(deadlines.map(({ what, on }) => [what, on])).toEqual([
      ['promise', '2026-11-30'],
      ['signing', '2026-12-08'],
      ['seal-elsewhere', '2026-12-09'],
      ['review-window', '2026-12-10'],
      ['recheck', '2026-11-30'],
    ]);
    expect(deadlines.every(({ caseNumber }) => caseNumber === started.string('number'))).toBe(true);
  });

  it('show a deadline only to whoever may see its case', async () => {
    const told = await place.as('wang-guiyuan').get(`/persons/${person}/earliest-dates`);
    const codes = told.list('items').map(({ what }) => what);
    expect(codes).not.toContain('supplement');
    // That something is under way holds for everybody in the center.
    expect(told.list('items').find(({ what }) => what === 'exit')).toMatchObject({
      state: 'barred',
    });
  });
});

describe('the sheet of dates', () => {
  it('is numbered, kept sealed, printed with its code, and leaves its lines in the trail', async () => {
    const issued = await clerk().post(`/persons/${person}/earliest-dates:print`);
    expect(issued.status, issued.text).toBe(201);
    expect(issued.body).toMatchObject({ title: '最早可办日期告知单', caseId: null });
    expect(issued.string('number')).toMatch(/^沈阳公积金〔\d{4}〕\d{7}号$/);
    const paper = await pdfText(issued.string('href'));
    expect(paper).toContain('最早可办日期告知单');
    expect(paper).toContain(`验证码${issued.string('code')}`);
    expect(paper).toContain('张三：');
    expect(paper).toContain('2027年3月1日起');
    expect(paper).toContain('8月31日加六个月，2月没有31日，取月末日');
    expect(paper).not.toContain(NUMBER);
    expect((await eventsOf('person-document-issued')).at(-1)).toMatchObject({
      actor: 'lin-guiyuan',
      public: { document: issued.string('id'), kind: 'earliest-dates' },
      content: null,
    });
    expect((await eventsOf('content-read')).at(-1)?.['public']).toMatchObject({
      what: 'person-document',
    });
    const { rows } = await place.owner.query<{ content: string }>(
      'select content from person_document where id = $1',
      [issued.string('id')],
    );
    expect(rows[0]?.content).toMatch(/^v1\./);
    const verified = await fetch(`${place.base}/verify`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ code: issued.string('code') }),
    });
    expect(await verified.json()).toMatchObject({ genuine: true, title: '最早可办日期告知单' });
  });

  it('asked for twice under one key is one sheet', async () => {
    const key = 'a-key-of-the-sheet-1';
    const path = `/persons/${person}/earliest-dates:print`;
    const one = await clerk().post(path, { key });
    const two = await clerk().post(path, { key });
    expect(two.string('number')).toBe(one.string('number'));
    const third = await clerk().post(path);
    expect(third.string('number')).not.toBe(one.string('number'));
  });

  it('is listed with everything else that was printed for the person', async () => {
    const told = await clerk().get(`/persons/${person}/documents`);
    const kinds = told.list('items').map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['earliest-dates', 'receipt']));
    const elsewhere = await place.as('wang-guiyuan').get(`/persons/${person}/documents`);
    expect(elsewhere.list('items').map(({ kind }) => kind)).not.toContain('receipt');
  });

  it('is not there for another person, nor for another center', async () => {
    const other = (await startCase(clerk())).told.string('person.id');
    const sheet = (await clerk().post(`/persons/${person}/earliest-dates:print`)).string('id');
    const told = await clerk().get(`/persons/${other}/documents/${sheet}.pdf`);
    expect(told.status).toBe(404);
    const dalian = await place.as('dl-guiyuan').get(`/persons/${person}/documents/${sheet}.pdf`);
    expect(dalian.status).toBe(404);
  });
});

describe('dates from told facts', () => {
  const told = {
    person: { bornOn: '1990-02-15', sex: 'F' },
    account: { source: 'unit', state: 'sealed', sealedOn: '2026-08-31', paidTo: '2026-08' },
  };

  it('are the same reckoning, for any day, and change nothing', async () => {
    const count = async () =>
      (await place.owner.query<{ n: number }>('select count(*)::int as n from event')).rows[0]!.n;
    const before = await count();
    const answer = await clerk().post('/earliest-dates:calculate', {
      body: { ...told, on: '2027-02-28', began: { signing: '2027-02-20' } },
      key: null,
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.at('person')).toBeNull();
    const items = answer.list('items');
    const drawn = items.filter(({ what }) => String(what).startsWith('withdraw-'));
    expect(drawn).toHaveLength(10);
    const rest = items.filter((item) => !drawn.includes(item));
    expect(rest.map(({ what, on, state }) => [what, on, state])).toEqual([
      ['signing', '2027-03-07', 'running'],
      ['convert', '2026-08-31', 'reached'],
      ['convert-by', '2026-10-31', 'passed'],
      ['half-year', '2027-03-01', 'ahead'],
      ['exit', '2027-03-01', 'ahead'],
      ['retirement', '2048-02-15', 'ahead'],
    ]);
    expect(await count()).toBe(before);
  });

  it('take today when no day is given', async () => {
    const bornOn = addMonths(addDays(today(), 1), -18 * 12);
    const answer = await clerk().post('/earliest-dates:calculate', {
      body: { person: { bornOn } },
      key: null,
    });
    const join = answer.list('items').find(({ what }) => what === 'join');
    expect(join).toMatchObject({ on: addDays(today(), 1), daysLeft: 1 });
    expect(answer.list('assumptions')).toContain('没有性别，未测算退休日期。');
  });

  it.each([
    [{}, '#'],
    [{ person: { bornOn: '1990-02-30' } }, '#/person/bornOn'],
    [{ person: { bornOn: '1990-02-15', sex: 'M', retirementBase: 55 } }, '#/person/retirementBase'],
    [{ account: { source: 'unit', state: 'sealed' } }, '#/account/sealedOn'],
    [
      { account: { source: 'unit', state: 'normal', sealedOn: '2026-01-01' } },
      '#/account/sealedOn',
    ],
    [
      {
        account: { source: 'flexible', state: 'normal', paidTo: '2026-01', activatedIn: '2026-01' },
      },
      '#/account/activatedIn',
    ],
    [
      { account: { source: 'flexible', state: 'normal', flexibleBalance: '1' } },
      '#/account/flexibleBalance',
    ],
    [{ person: { bornOn: '1990-02-15', name: '张三' } }, '#/person/name'],
    [{ began: {} }, '#'],
  ])('refuse %j at %s', async (body, pointer) => {
    const answer = await clerk().post('/earliest-dates:calculate', { body, key: null });
    expect(answer.status).toBe(422);
    expect(answer.list('errors').map((error) => error['pointer'])).toContain(pointer);
  });

  it('are printed with the facts as told, without number and code, and kept nowhere', async () => {
    const before = await place.owner.query('select from person_document');
    const paper = await pdfText('/api/v1/earliest-dates:print', {
      ...told,
      obstacles: { openLoan: true },
    });
    expect(paper).toContain('自述的事实');
    expect(paper).toContain(`封存日期${dayText('2026-08-31')}`);
    expect(paper).toContain('有未结清的住房公积金贷款');
    expect(paper).toContain('没有留存，不设验证码');
    expect(paper).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const after = await place.owner.query('select from person_document');
    expect(after.rowCount).toBe(before.rowCount);
  });
});
