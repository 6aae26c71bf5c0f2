/** Breaches on the screen: who, since when, how far service and cure are; the agreement on the account's page. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { addToMonth, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { contributor } from './harness/contributor.ts';
import { NAMESPACE } from '../../src/embedded/programs.ts';
import { PDF, uploaded } from '../api/world/cases.ts';
import { virtualClock } from '../harness/virtual-clock.ts';
import { desk, expectNoViolations, foldDegradedBar, picture } from './harness/desk.ts';
import { act as acted, until } from './harness/stories.ts';

const place = desk({ alone: true });
const CENTER = '210100';
const TODAY = dateAt(Date.now());
const MONTH = monthOf(TODAY);

async function missed({ number, agreement }: { number: string; agreement: string }) {
  for (const ago of [4, 3, 2]) {
    const month = addToMonth(MONTH, -ago);
    await place.owner().query(
      `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
         due_on, grace_until, attempts_max, state, settled_on)
       values ($1, $2, $2, 1, 800, $3, ($2 || '-15')::date, ($2 || '-28')::date, 3, 'missed',
         ($2 || '-28')::date)`,
      [number, month, agreement],
    );
  }
}

/** A breach for three missed months, looked at by the clerk who entered it. */
async function begun(): Promise<{ page: Page; caseId: string }> {
  const account = await contributor(place, '欠缴人');
  await missed(account);
  const clerk = await place.api('lin-guiyuan');
  // By the number that is printed on the person's papers.
  const application = { account: account.number, fact: 'missed-contributions', reason: '连续欠缴' };
  const told = await clerk.post('/cases', { body: { type: 'breach', application } });
  expect(told.status, told.text).toBe(201);
  const caseId = told.string('id');
  const page = await place.signIn('lin-guiyuan', `/cases/${caseId}`);
  await page.getByText('告知书送达中').first().waitFor();
  return { page, caseId };
}

/** Opens the act, has it filled in, and sends it. */
async function act(page: Page, title: string, fill: (form: Locator) => Promise<void>) {
  await page.getByRole('button', { name: title }).first().click();
  const drawer = page.getByRole('dialog');
  await fill(drawer);
  await drawer.getByRole('button', { name: `提交：${title}` }).click();
  await drawer.waitFor({ state: 'hidden' });
}

async function attach(form: Locator): Promise<void> {
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: '回证.pdf', mimeType: 'application/pdf', buffer: PDF });
  await form.getByText('已上传').waitFor();
}

/** Served, its cure period of thirty days over, proposed and approved by two. */
async function inForce(caseId: string): Promise<void> {
  const clerk = await place.api('lin-guiyuan');
  const boss = await place.api('zhou-zhuguan');
  await acted(clerk, caseId, 'record-delivery', {
    ...{ way: 'counter', servedOn: TODAY, reason: '本人签收', file: await uploaded(clerk) },
  });
  await until(clerk, caseId, 'curing');
  await later(caseId, 45);
  await until(clerk, caseId, 'to propose');
  await acted(clerk, caseId, 'propose', { serious: false, reason: '查实' });
  await acted(boss, caseId, 'approve', { reason: '同意' });
  await until(clerk, caseId, 'in force');
}

/** So many days later, for that case alone. */
async function later(caseId: string, days: number): Promise<void> {
  const connection = await Connection.connect({ address: place.product.temporal });
  const client = new Client({ connection, namespace: NAMESPACE });
  const handle = client.workflow.getHandle(caseWorkflowId(caseId));
  await virtualClock(client).fastForward(handle, days * 86_400_000);
  await connection.close();
}

describe('a breach', () => {
  it('is begun from the account, stands in the list with its facts, and leads to case and account', async () => {
    const account = await contributor(place, '欠缴人');
    await missed(account);
    const page = await place.signIn('lin-guiyuan', `/accounts/${account.id}`);
    const agreement = page.getByRole('region', { name: '缴存使用协议' });
    await agreement.getByText('生效中').waitFor();
    await agreement.getByRole('link', { name: '登记违约事实' }).click();
    await page.getByRole('heading', { level: 1, name: /违约处置/ }).waitFor();
    await page.getByText(/账户正常 · 协议生效中/).waitFor();
    await expectNoViolations(page);
    await page.getByLabel('违约情形').click();
    await page.getByTitle('连续未按约定缴存').click();
    await page.getByLabel('事由（记入留痕）').fill('扣款记录显示连续三个月未缴');
    await picture(page, 'start-breach');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('告知书送达中').first().waitFor();
    await page.goto(new URL('/breaches', page.url()).href);
    const list = page.getByRole('table', { name: '违约列表' });
    await list.getByText('欠缴3个月').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'breaches');
    await list
      .getByRole('link', { name: `尾号${account.number.slice(-4)}` })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /账户 尾号/ }).waitFor();
  });

  it('shows the measures in force on the pages of account and person', async () => {
    const account = await contributor(place, '欠缴人');
    const until = `${String(Number(TODAY.slice(0, 4)) + 3)}${TODAY.slice(4)}`;
    await place.owner().query(
      `insert into measure (id, key, center, person, account, case_id, kind, term, clause, from_on,
         until_on, taken_by, at)
       values ($1, $2, $3, $4, null, $5, 'ban', 'breach-5', 'regulation-41', $6, $7, 'sun', now())`,
      [randomUUID(), randomUUID(), CENTER, account.person, randomUUID(), TODAY, until],
    );
    const page = await place.signIn('lin-guiyuan', `/accounts/${account.id}`);
    const measures = page.getByRole('region', { name: '违约处置措施' });
    await measures.getByText('限制提取和贷款').waitFor();
    await measures.getByText('执行中').waitFor();
    await measures.getByRole('button', { name: /第四十一条/ }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-agreement');
    await page.goto(new URL(`/persons/${account.person}`, page.url()).href);
    await page.getByRole('region', { name: '违约处置措施' }).getByText('限制提取和贷款').waitFor();
    expect(await page.title()).not.toBe('');
  });
});

describe('a breach whose notice reaches nobody by itself', () => {
  beforeEach(() => place.world().breaks('notices', 'down'));
  afterEach(() => place.world().mends('notices'));

  it('is served by hand on the screen, and the cure period runs from there', async () => {
    const { page } = await begun();
    await act(page, '登记送达', async (form) => {
      await form.getByRole('radio', { name: '当面' }).check();
      await form.getByLabel('送达日期').fill(TODAY);
      await attach(form);
      await form.getByLabel('事由（记入留痕）').fill('本人当面签收');
      await expectNoViolations(page);
      await picture(page, 'breach-served');
    });
    await page.getByText('整改期').first().waitFor();
    await page.getByRole('button', { name: '登记异议' }).first().waitFor();
    await expectNoViolations(page);
    await foldDegradedBar(page);
    await picture(page, 'breach-case');
  });

  it('is announced where nobody was reached, and waits for the day it counts as served', async () => {
    const { page, caseId } = await begun();
    await act(page, '登记公告送达', async (form) => {
      await form.getByLabel('公告日期').fill(TODAY);
      await form.getByLabel('公告载体').fill('辽宁日报');
      await attach(form);
      await form.getByLabel('事由（记入留痕）').fill('电话和信函均未送达');
      await expectNoViolations(page);
      await picture(page, 'breach-announced');
    });
    await page.getByText(/公告/).first().waitFor();
    const told = await (await place.api('lin-guiyuan')).get(`/cases/${caseId}`);
    expect(told.at('stage.at')).toBe('serving');
    expect(told.list('waits').map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('公告'),
    );
  });

  it('has a measure lifted by two persons on the screen', async () => {
    const account = await contributor(place, '录用未告知');
    const clerk = await place.api('lin-guiyuan');
    const file = await uploaded(clerk);
    const application = { account: account.number, fact: 'undeclared-employment', file };
    const told = await clerk.post('/cases', {
      body: { type: 'breach', application: { ...application, reason: '社保记录显示已被录用' } },
    });
    expect(told.status, told.text).toBe(201);
    const caseId = told.string('id');
    await inForce(caseId);
    const page = await place.signIn('lin-guiyuan', `/cases/${caseId}`);
    await page.getByText('措施执行中').first().waitFor();
    await act(page, '提出解除措施', async (form) => {
      // Only what is in force can be lifted.
      const offered = form.getByRole('radio');
      await offered.first().waitFor();
      expect(await offered.count()).toBe(1);
      await form.getByLabel('中止缴存使用协议').check();
      await form.getByLabel('事由（记入留痕）').fill('已补办身份转换');
      await expectNoViolations(page);
      await picture(page, 'breach-lift');
    });
    await page.getByText('待审批解除').first().waitFor();
    const boss = await place.signIn('sun-zhuguan', `/cases/${caseId}`);
    await act(boss, '批准解除措施', async (form) => {
      await form.getByLabel('事由（记入留痕）').fill('情况属实');
    });
    await boss.getByText('已处置').first().waitFor();
    await boss.goto(`/accounts/${account.id}`);
    await boss.getByRole('region', { name: '缴存使用协议' }).getByText('生效中').first().waitFor();
  });
});
