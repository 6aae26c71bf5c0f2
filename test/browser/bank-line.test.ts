/**
 * A line of the bank's own statement, fetched and reconciled by the product, leads an auditor to the case and back; then the
 * books are proved, at the console and on the command line, and both tell the same.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { confirmAsDemo } from '../../src/cli/demo-person.ts';
import { signInByDevice } from '../../src/cli/sign-in.ts';
import { addDays, dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { CLI_CLIENT, demoCode, demoPassword } from '../../src/embedded/provider/people.ts';
import { uploaded } from '../api/world/cases.ts';
import { run } from '../cli/fake-api.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { ownStack } from './harness/own-stack.ts';
import { newCardNumber, openedAccount, until } from './harness/stories.ts';

const stack = ownStack();
const place = desk({ product: stack });
const CENTER = '210100';
const NAME = '流水人';
const DAY_MS = 86_400_000;
const AMOUNT = '120.50';
const PATIENCE = { timeout: 60_000, interval: 250 };

interface Drawn {
  readonly caseId: string;
  readonly number: string;
  /** The bank's number of the line of its payment, and the journal it became. */
  readonly serial: string;
  readonly journal: string;
}

/** Somebody transfers the first month, and a part of it is paid out again for a house that is being built. */
async function drawn(on: PlainDate): Promise<Drawn> {
  const clerk = await place.api('lin-guiyuan');
  const card = newCardNumber();
  const account = await openedAccount(clerk, { number: place.newNumber(), name: NAME }, card);
  const virtualAccount = (await clerk.get(`/accounts/${account}`)).string('number');
  const sent = await fetch(`${stack.simulators}/control/bank/transfers`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${stack.simulatorToken}`,
    },
    body: JSON.stringify({
      ...{ center: CENTER, amount: '800.00', text: '首期', virtualAccount },
      ...{ payer: NAME, payerAccount: '6228480000000000001' },
    }),
  });
  expect(sent.ok).toBe(true);
  const months = async () => (await clerk.get(`/accounts/${account}/contributions`)).list('months');
  await expect.poll(async () => (await months()).length, PATIENCE).toBe(1);
  const evidence = [];
  for (const kind of ['identity-document', 'building-permit', 'expense-receipt']) {
    evidence.push({ kind, file: await uploaded(clerk) });
  }
  const started = await clerk.post('/cases', {
    body: {
      type: 'withdrawal',
      application: {
        ...{ account, purpose: 'construction', amount: AMOUNT, evidence },
        bankCard: { number: card, holder: NAME, bank: '建设银行' },
        expense: { amount: '9000.00', on: addDays(on, -30), reference: 'SG-1' },
      },
    },
  });
  expect(started.status, started.text).toBe(201);
  const caseId = started.string('id');
  const paid = await until(clerk, caseId, 'paid');
  const { rows } = await place.owner().query<{ serial: string; journal: string }>(
    `select o.serial, j.id::text as journal from payout o
       join journal j on j.case_id = o.case_id and j.kind = 'payment' where o.case_id = $1`,
    [caseId],
  );
  return { caseId, number: paid.string('number'), ...rows[0]! };
}

/** As a supervisor begins a run by hand, and waits for its end. */
async function begun(page: Page, kind: string, on: PlainDate): Promise<void> {
  await page.goto('/runs');
  await page.getByRole('button', { name: '发起批处理' }).click();
  const dialog = page.getByRole('dialog', { name: '发起批处理' });
  await dialog.getByRole('combobox', { name: '种类' }).click();
  await page.getByTitle(kind, { exact: true }).click();
  await dialog.getByLabel('业务日期').fill(on);
  await dialog.getByRole('button', { name: '发起，先准备名单' }).click();
  await page.waitForURL('**/runs/*');
  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  const supervisor = await place.api('sun-zhuguan');
  const state = async () => (await supervisor.get(`/runs/${id}`)).at('state');
  await expect.poll(state, PATIENCE).toBe('done');
}

/** The environment of the command line, signed in as a supervisor by the code on the screen. */
async function commandLine(): Promise<NodeJS.ProcessEnv> {
  const id = 'sun-zhuguan';
  const secrets = place.secrets();
  const session = await signInByDevice({ issuer: stack.issuer, clientId: CLI_CLIENT }, (prompt) =>
    confirmAsDemo(prompt, {
      ...{ id, name: id, seconds: 30, password: demoPassword(id, secrets) },
      code: demoCode(id, secrets, Date.now()),
    }),
  );
  const { PATH, HOME } = process.env;
  return {
    ...{ PATH, HOME, ANJU_API: stack.api, ANJU_TOKEN: session.accessToken },
    ANJU_CONFIG: mkdtempSync(join(tmpdir(), 'anju-cli-')),
  };
}

// Told a second time, it would be a day later outside already.
describe('money that the bank tells of', { timeout: 240_000, retry: 0 }, () => {
  it('is followed from the line of its statement to the case and back, and proved', async () => {
    const on = dateAt(Date.now());
    const { caseId, number, serial, journal } = await drawn(on);
    stack.putOutsideAhead(DAY_MS);
    const supervisor = await place.signIn('sun-zhuguan');
    await begun(supervisor, '银行对账', on);

    const page = await place.signIn('li-shenji', `/bank-days/${CENTER}/${on}`);
    const lines = page.getByRole('table', { name: '对账单' });
    const line = lines.getByRole('row').filter({ hasText: serial });
    await line.getByText(AMOUNT).first().waitFor();
    expect(await page.getByRole('table', { name: '差异' }).count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'bank-line');
    await line.getByRole('link', { name: new RegExp(`凭证 ?${journal}$`) }).click();
    const links = page.getByRole('region', { name: '来龙去脉' });
    await links.getByText(serial).first().waitFor();
    await links.getByRole('link', { name: number }).click();
    await page.waitForURL(`**/cases/${caseId}`);
    await page
      .getByRole('link', { name: new RegExp(`凭证 ?${journal}`) })
      .first()
      .click();
    await page.waitForURL(`**/journals/${journal}`);
    await links.getByRole('link', { name: /对账单第\d+行/ }).click();
    await page.waitForURL(`**/bank-days/${CENTER}/${on}`);
    await line.waitFor();

    await begun(supervisor, '账务核验', on);
    await supervisor.goto('/proofs');
    await supervisor
      .getByText(/核验通过/)
      .first()
      .waitFor();
    const checks = supervisor.getByRole('table', { name: '核验项目' });
    await checks.getByText('办理引擎与业务状态').waitFor();
    expect(await checks.getByText('未通过').count()).toBe(0);
    await expectNoViolations(supervisor);
    await picture(supervisor, 'proof-made');
    await supervisor.getByRole('button', { name: '核验证明' }).click();
    await supervisor
      .getByRole('dialog', { name: /^账务核验证明 proof\.210100\./ })
      .getByRole('button', { name: '打印' })
      .waitFor();

    const env = await commandLine();
    const asked = await run(
      ['proof', 'run', '--center', CENTER, '--on', on, '--output', 'json'],
      env,
    );
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    const shown = await run(['proof', 'show', '--center', CENTER, '--output', 'json'], env);
    const [made, last] = [asked, shown].map(
      ({ stdout }) => JSON.parse(stdout) as Readonly<Record<string, unknown>>,
    );
    expect(made).toMatchObject({ verdict: 'green', signatureFits: true });
    expect(last).toEqual(made);
    const words = await run(['proof', 'show', '--center', CENTER], env);
    expect(words.stdout).toContain('核验通过');
    // Nothing moved since the console's: the same ledger has the same head.
    const { rows } = await place
      .owner()
      .query<{ head: string }>(
        `select result->>'head' as head from run where kind = 'proof' and state = 'done' order by ended_at`,
      );
    expect(new Set(rows.map(({ head }) => head))).toEqual(new Set([made!['head']]));
  });
});
