/** 合规巡检、改期、试算、衔接办法 on the screen: what a supervisor sees, and does with a second one. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { insertOutboxRows } from '../../src/db/case-papers.ts';
import type { Tx } from '../../src/db/pool.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { PDF, startCase } from '../api/world/cases.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { until } from './harness/stories.ts';

const place = desk();
const TODAY = dateAt(Date.now());

/** As a sweep that ran last night leaves it. */
async function found(): Promise<void> {
  const run = `legality-sweep.210100.${TODAY}.1`;
  const { number, person } = await contributor(place, '巡检人');
  const { rowCount: isNew } = await place.owner().query(
    `insert into run (id, kind, center, business_on, turn, state, started_by, started_at, frozen_at,
       items, done)
     values ($1, 'legality-sweep', '210100', $2, 1, 'preparing', 'schedule', now(), now(), 2, 2)
     on conflict do nothing`,
    [run, TODAY],
  );
  for (const [n, [invariant, evidence]] of Object.entries({
    'paid-while-sealed': {
      ...{ sealedOn: '2026-06-01', unsealedOn: '2026-07-01', paidOn: '2026-06-02', journal: 4711 },
    },
    'plan-without-agreement': { fromMonth: '2026-01', since: '2026-09-01' },
  }).entries()) {
    if (isNew) {
      await place.owner().query(
        `insert into run_item (run, n, subject, verdict, detail)
         values ($1, $2, $3, 'due', jsonb_build_object('invariant', $4::text))`,
        [run, n + 1, `${invariant}/${number}`, invariant],
      );
    }
    await place.owner().query(
      `insert into irregularity (case_id, center, branch, person, invariant, hit, account, evidence,
         found_by, found_on, seen_on)
       values ($1, '210100', 'sy-hall', $2, $3, $4, $4, $5, $6, $7, $7)`,
      [randomUUID(), person, invariant, number, JSON.stringify(evidence), run, TODAY],
    );
  }
  // It is over: no other story finds one that is under way.
  for (const [from, to] of [
    ['preparing', 'working'],
    ['working', 'done'],
  ]) {
    await place.owner().query(
      `update run set state = $3, digest = repeat('a', 64),
              ended_at = case $3 when 'done' then now() end
        where id = $1 and state = $2`,
      [run, from, to],
    );
  }
}

/** Ended, and its plan forgotten; found by a sweep, whose case begins as the sweep begins it. */
async function begun(): Promise<string> {
  const { number, person, agreement } = await contributor(place, '漏停计划');
  const owner = place.owner();
  await owner.query(
    `update agreement set state = 'terminated', moves = moves + 1, since = '2026-09-01',
            ended_on = '2026-09-01', state_case = case_id where id = $1`,
    [agreement],
  );
  const caseId = randomUUID();
  await owner.query(
    `insert into irregularity (case_id, center, branch, person, invariant, hit, account, evidence,
       found_by, found_on, seen_on)
     select $1, '210100', 'sy-hall', $2, 'plan-without-agreement', $3, $3, $4, id, $5, $5
       from run where kind = 'legality-sweep' order by started_at limit 1`,
    [caseId, person, number, JSON.stringify({ agreement, since: '2026-09-01' }), TODAY],
  );
  const { rows } = await owner.query<{ wrapped: string }>(
    'select wrapped_key as wrapped from person where id = $1',
    [person],
  );
  const key = `irregularity/${caseId}/start`;
  const personKey = createPersonKeys(place.secrets().center).unwrap(person, rows[0]!.wrapped);
  const payload = sealJson(personKey, placeOf.outbox(key), { branch: 'sy-hall' });
  await insertOutboxRows(owner as unknown as Tx, [
    { key, center: '210100', caseId, person, kind: 'start-irregularity', payload },
  ]);
  return caseId;
}

describe('an irregularity', () => {
  it('is said to be in order by one supervisor, and is over when another one agrees', async () => {
    await found();
    const id = await begun();
    await until(await place.api('sun-zhuguan'), id, 'to examine');
    const page = await place.signIn('sun-zhuguan', `/cases/${id}`);
    await page.getByRole('button', { name: '说明查明无误' }).click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByLabel(/事由（记入留痕）|理由/)
      .last()
      .fill('计划已于当日停用，系统补录');
    await expectNoViolations(page);
    await drawer.getByRole('button', { name: /^提交：/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await page.getByText('待第二人确认').first().waitFor();
    // Nobody applied for anything.
    await page.getByRole('region', { name: '缴存人' }).waitFor();
    // Whoever proposed it does not agree to it.
    const own = page.getByRole('button', { name: '确认', exact: true });
    expect((await own.count()) === 0 || (await own.isDisabled())).toBe(true);
    await picture(page, 'irregularity-proposed', true);
    const second = await place.signIn('zhou-zhuguan', `/cases/${id}`);
    await second.getByRole('button', { name: '确认', exact: true }).click();
    const confirming = second.getByRole('dialog');
    await confirming
      .getByLabel(/事由（记入留痕）|理由/)
      .last()
      .fill('核对过补录凭证');
    await confirming.getByRole('button', { name: /^提交：/ }).click();
    await confirming.waitFor({ state: 'hidden' });
    await second.getByRole('main').getByText('查明无误', { exact: true }).first().waitFor();
    await expectNoViolations(second);
    await picture(second, 'irregularity-explained', true);
    await second.goto(new URL('/legality', second.url()).href);
    await second.getByRole('table', { name: '异常列表' }).getByText('查明无误').first().waitFor();
  });
});

describe('the what-if', () => {
  it('says whose day would be another one, and that nothing was changed', async () => {
    const { number } = await contributor(place, '试算人');
    await place.owner().query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       values ($1, 'unit', 9, $2, 'unit-sealed', 'test')`,
      [number, addDays(TODAY, -120)],
    );
    const page = await place.signIn('sun-zhuguan', '/what-if');
    await page.getByLabel('改为').fill('3');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText(/户中有\d+户的结果或日期会变/).waitFor();
    await page.getByRole('table', { name: '会变的账户' }).getByText('已经可以').first().waitFor();
    const money = page.getByRole('table', { name: '各月的资金和工时' });
    await money.getByRole('cell', { name: '合计' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'what-if');
  });
});

describe('moving a wait', () => {
  it('is previewed beside the wait, asked for by one and confirmed by another', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id } = await startCase(
      clerk,
      { number: place.newNumber() },
      { contribution: undefined },
    );
    await until(clerk, id, 'incomplete');
    const page = await place.signIn('sun-zhuguan', `/cases/${id}`);
    const card = page.getByRole('region', { name: '改期' });
    const to = addDays(TODAY, 120);
    await card.getByLabel('预看改为').fill(to);
    await card.getByText(/延后\d+天/).waitFor();
    await picture(page, 'wait-move');
    await page.getByRole('button', { name: '提出改期' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('不可抗力或者其他正当理由，本人无法在期限内办理').click();
    await drawer.getByLabel(/新的期限/).fill(to);
    await drawer.getByLabel('文号').fill('沈医证〔2026〕7号');
    await drawer
      .locator('input[type=file]')
      .setInputFiles({ name: '证明.pdf', mimeType: 'application/pdf', buffer: PDF });
    await drawer.getByText('已上传').waitFor();
    await drawer
      .getByLabel(/事由（记入留痕）|理由/)
      .last()
      .fill('本人住院');
    await drawer.getByRole('button', { name: '提交：提出改期' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('table', { name: '历次改期' }).getByText('待第二人确认').waitFor();
    await expectNoViolations(page);
    await picture(page, 'wait-move-asked');
  });
});
