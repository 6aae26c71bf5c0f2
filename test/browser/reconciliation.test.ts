/** 银行对账 and 账务核验 at the console: what differs is explained or posted by two, and what is proved is seen. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { bankThings, proofMade } from '../api/world/bank.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
const CENTER = '210100';
let told = 0;
/** Before anything was booked by anybody, and before what the same story left when it was told before. */
const earlyDay = () => addDays(plainDate('2019-01-05'), -(told += 1));

describe('a day of the bank', () => {
  it('is explained or posted by two supervisors, and then closed', async () => {
    const day = earlyDay();
    await bankThings(place.owner(), CENTER, { day: day });
    const page = await place.signIn('sun-zhuguan', '/bank-days');
    const days = page.getByRole('table', { name: '对账日' });
    await days.getByRole('link', { name: day }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'bank-days');
    await days.getByRole('link', { name: day }).click();
    await page.getByText('不能关账：还有1笔差异没有说明或记账。').waitFor();
    expect(await page.getByRole('button', { name: '关账' }).count()).toBe(0);

    await page.getByRole('button', { name: '说明原因' }).click();
    const explain = page.getByRole('dialog', { name: /说明原因/ });
    await explain.getByRole('button', { name: '说明原因' }).click();
    await explain.getByText('请选择原因').waitFor();
    await expectNoViolations(page);
    await explain.getByRole('combobox', { name: '原因' }).click();
    await page.getByTitle('银行记错，待银行更正').click();
    await explain.getByRole('button', { name: '说明原因' }).click();
    await explain.waitFor({ state: 'hidden' });
    await page.getByText('差异都已说明或记账，可以关账').waitFor();

    await page.getByRole('button', { name: '提出记账' }).click();
    const propose = page.getByRole('dialog', { name: /提出记账/ });
    await propose.getByText(/300\.00元记入暂收款/).waitFor();
    await propose.getByRole('button', { name: '提出记账' }).click();
    await propose.waitFor({ state: 'hidden' });
    await page.getByText('记账须由提出人以外的主管复核。').waitFor();
    await expectNoViolations(page);
    await picture(page, 'bank-day');

    const other = await place.signIn('zhou-zhuguan', `/bank-days/${CENTER}/${day}`);
    await other.getByRole('button', { name: '退回记账' }).click();
    const decline = other.getByRole('dialog', { name: /退回记账/ });
    await decline.getByRole('button', { name: '退回记账' }).click();
    await decline.getByText('请选择原因').waitFor();
    await decline.getByRole('combobox', { name: '原因' }).click();
    await other.getByTitle('依据不足，须补充查明').click();
    await decline.getByLabel(/说明/).fill('缺回单');
    await expectNoViolations(other);
    await picture(other, 'bank-posting-declined');
    await decline.getByRole('button', { name: '退回记账' }).click();
    await decline.waitFor({ state: 'hidden' });
    await other.getByText('上次提出的记账已退回：依据不足，须补充查明（缺回单）').waitFor();
    await expectNoViolations(other);

    await page.reload();
    await page.getByRole('button', { name: '提出记账' }).click();
    const again = page.getByRole('dialog', { name: /提出记账/ });
    await again.getByRole('button', { name: '提出记账' }).click();
    await again.waitFor({ state: 'hidden' });
    await other.reload();
    await other.getByRole('button', { name: '复核并记账' }).click();
    const confirm = other.getByRole('dialog', { name: /复核并记账/ });
    await confirm.getByRole('button', { name: '复核并记账' }).click();
    await confirm.waitFor({ state: 'hidden' });
    const lines = other.getByRole('table', { name: '对账单' });
    await lines.getByText(/到账待查 凭证/).waitFor();
    await other.getByRole('button', { name: '关账' }).click();
    await other.getByText(/关账$/).first().waitFor();
    await other.getByText('已关账', { exact: true }).waitFor();
    await expectNoViolations(other);
    await picture(other, 'bank-day-closed');
  });

  it('is read by an auditor, who is offered nothing to do', async () => {
    const day = addDays(plainDate('2019-01-05'), told + 1);
    await bankThings(place.owner(), CENTER, { day });
    const page = await place.signIn('li-shenji', `/bank-days/${CENTER}/${day}`);
    await page.getByRole('table', { name: '差异' }).waitFor();
    expect(await page.getByRole('button', { name: '说明原因' }).count()).toBe(0);
  });
});

describe('a proof', () => {
  it('says what is broken, and is compared with those before', async () => {
    const owner = place.owner();
    const green = await proofMade(owner, place.secrets(), { center: CENTER, day: '2026-10-20' });
    await proofMade(owner, place.secrets(), {
      ...{ center: CENTER, day: '2026-10-21' },
      wrong: { balances: ['21010000000000000059', '21010000000000000067'], bank: ['2026-10-21'] },
    });
    const page = await place.signIn('sun-zhuguan', '/proofs');
    await page.getByText('2026-10-21业务日核验未通过：余额与分录、银行存款与银行余额').waitFor();
    const checks = page.getByRole('table', { name: '核验项目' });
    await checks.getByText('21010000000000000059、21010000000000000067').waitFor();
    await expectNoViolations(page);
    await picture(page, 'proof-red');
    await page.goto(`/proofs?proof=${green}`);
    await page.getByText('2026-10-20业务日核验通过').waitFor();
    await expectNoViolations(page);
    await picture(page, 'proof');
    await page.getByRole('button', { name: '核验证明' }).click();
    await page.getByRole('dialog', { name: `账务核验证明 ${green}` }).waitFor();
    // A red proof of the shared office would brake the runs of others.
    await owner.query(`delete from run where kind = 'proof' and business_on in ($1, $2)`, [
      '2026-10-20',
      '2026-10-21',
    ]);
  });

  it('that is red is a task of the supervisors that leads to it', async () => {
    const owner = place.owner();
    const day = '2026-10-23';
    const made = await proofMade(owner, place.secrets(), {
      ...{ center: CENTER, day, wrong: { balances: ['21010000000000000059'], bank: [day] } },
    });
    // As the run worker ends it: by a step, not by an insert.
    const red = made.replace(/\d+$/, '990');
    await owner.query(
      `insert into run (id, kind, center, business_on, turn, state, digest, started_by, started_at)
       select $2, kind, center, business_on, 990, 'working', repeat('a', 64), started_by, started_at
         from run where id = $1`,
      [made, red],
    );
    await owner.query(
      `update run set state = 'done', ended_at = now(),
              result = (select result from run where id = $1) where id = $2`,
      [made, red],
    );
    try {
      const page = await place.signIn('sun-zhuguan', '/work?kind=mend-proof');
      const row = page.getByRole('row').filter({ hasText: day });
      await row.getByText('账务核验').first().waitFor();
      await row.getByText('余额与分录、银行存款与银行余额未通过').waitFor();
      await row.getByRole('button', { name: `领取：查明核验不符 ${day}` }).click();
      await row.getByRole('button', { name: `放回：查明核验不符 ${day}` }).waitFor();
      await expectNoViolations(page);
      await picture(page, 'proof-task');
      await page.goto('/');
      await page.getByText('查明核验不符').first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'proof-task-home', true);
      await page.goto('/work?kind=mend-proof');
      await row.getByRole('link', { name: '查明核验不符' }).click();
      await page
        .getByRole('table', { name: '核验项目' })
        .getByText('21010000000000000059')
        .waitFor();
    } finally {
      await owner.query('delete from task where proof = $1', [red]);
      await owner.query('delete from run where id in ($1, $2)', [made, red]);
    }
  });

  it('whose content was changed is none', async () => {
    const owner = place.owner();
    const id = await proofMade(owner, place.secrets(), { center: CENTER, day: '2026-10-22' });
    await owner.query(`update run set result = result || '{"lastJournal": "999"}' where id = $1`, [
      id,
    ]);
    const page = await place.signIn('li-shenji', `/proofs?proof=${id}`);
    await page.getByText('签名不相符：这份核验的内容被改动过').waitFor();
    await expectNoViolations(page);
    await owner.query('delete from run where id = $1', [id]);
  });
});
