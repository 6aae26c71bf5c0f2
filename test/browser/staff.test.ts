/** The staff desk in the browser: two persons, leavers, absences, work in other hands. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { choose, staffDesk } from './harness/staff-desk.ts';

const place = desk();
const { member, heldBy } = staffDesk(place);
const today = () => dateAt(Date.now());

describe('the staff desk', () => {
  it('lists people with rights, state and last use', async () => {
    await member('陈在册');
    const page = await place.signIn('sun-zhuguan', '/staff');
    const table = page.getByRole('table', { name: '人员列表' });
    await table.getByRole('link', { name: '陈在册' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'staff');
    await page.getByText('长期未用').click();
    await page.getByRole('table', { name: '90天以上未使用的账号' }).waitFor();
    await page.getByRole('link', { name: '陈在册' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'staff-unused');
    await page.getByText('网点', { exact: true }).first().click();
    await page.getByRole('table', { name: '网点' }).waitFor();
    await expectNoViolations(page);
  });

  it('takes a change from one supervisor to another, and it holds at once', async () => {
    const id = await member('郑调岗');
    const page = await place.signIn('sun-zhuguan', `/staff/${id}`);
    await page.getByRole('button', { name: '调整岗位' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '添加岗位' }).click();
    await choose(page, '岗位', /^复核/);
    await dialog.getByLabel('事由（记入留痕）').fill('复核岗位轮换');
    await expectNoViolations(page);
    await picture(page, 'staff-roles');
    await dialog.getByRole('button', { name: '提交，待另一名主管确认' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const own = page.getByRole('listitem').filter({ hasText: '调整岗位：郑调岗' });
    await own.getByText('须由提出人以外的主管确认。').waitFor();
    await own.getByText(/兼任柜员和复核/).waitFor();

    const other = await place.signIn('zhou-zhuguan', '/staff?view=changes');
    const card = other.getByRole('listitem').filter({ hasText: '调整岗位：郑调岗' });
    await card.getByRole('button', { name: /^确认/ }).click();
    const asked = other.getByRole('dialog');
    await asked.getByLabel('事由（记入留痕）').fill('与任免文件一致');
    await expectNoViolations(other);
    await picture(other, 'staff-confirm');
    await asked.getByRole('button', { name: '确认，即时生效' }).click();
    await card.getByText('已生效').waitFor();
    await picture(other, 'staff-changes');
    await other.goto(`/staff/${id}`);
    const rights = other.getByRole('table', { name: '岗位' });
    await rights.getByRole('cell', { name: '复核人员' }).waitFor();
    await expectNoViolations(other);
    await picture(other, 'staff-member', true);
  });

  it('says beside the field what is wrong with a new person, and keeps what was typed', async () => {
    const page = await place.signIn('sun-zhuguan', '/staff');
    await page.getByRole('button', { name: '新增人员' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('何新来');
    await dialog.getByLabel('账号名').fill('He 新来');
    await dialog.getByLabel('登录标识（sub）').fill(randomUUID());
    await dialog.getByLabel('工号').fill(randomUUID().slice(0, 8));
    await choose(page, '岗位', /^柜员/);
    await dialog.getByLabel('事由（记入留痕）').fill('新入职');
    await dialog.getByRole('button', { name: '提交，待另一名主管确认' }).click();
    await dialog.getByText('账号名由小写字母、数字和连字符组成').waitFor();
    expect(await dialog.getByLabel('姓名').inputValue()).toBe('何新来');
    await expectNoViolations(page);
    await picture(page, 'staff-join');
    await dialog.getByLabel('账号名').fill(`he-${randomUUID().slice(0, 7)}`);
    await dialog.getByRole('button', { name: '提交，待另一名主管确认' }).click();
    await page.waitForURL(/view=changes/);
    await page.getByText('入职：何新来').waitFor();
  });

  it('offers an auditor everything to see and nothing to change', async () => {
    const page = await place.signIn('li-shenji', '/staff');
    await page.getByRole('table', { name: '人员列表' }).waitFor();
    expect(await page.getByRole('button', { name: '新增人员' }).count()).toBe(0);
  });
});

describe('somebody who leaves', () => {
  it('is out with the word of a second supervisor, and a colleague has the work', async () => {
    const [id, heir] = [await member('金离岗'), await member('魏接续')];
    const number = await heldBy(id);
    const page = await place.signIn('sun-zhuguan', `/staff/${id}`);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('menuitem', { name: '办理离岗' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('现有待办1件。').waitFor();
    await dialog.getByRole('checkbox', { name: /立即停用/ }).check();
    await choose(page, '待办转给', /^魏接续/);
    await dialog.getByLabel('事由（记入留痕）').fill('调往外市');
    await expectNoViolations(page);
    await picture(page, 'staff-leaving');
    await dialog.getByRole('button', { name: '提交，待另一名主管确认' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const other = await place.signIn('zhou-zhuguan', '/staff?view=changes');
    const card = other.getByRole('listitem').filter({ hasText: '离岗：金离岗' });
    await card.getByRole('button', { name: /^确认/ }).click();
    const asked = other.getByRole('dialog');
    await asked.getByLabel('事由（记入留痕）').fill('与调令一致');
    await asked.getByRole('button', { name: '确认，即时生效' }).click();
    await card.getByText('已生效').waitFor();
    await other.goto(`/staff/${id}`);
    await other.getByText('已离岗').first().waitFor();
    await other.getByText('手中没有待办。').waitFor();
    await other.goto(`/staff/${heir}`);
    await other.getByText(number).waitFor();
  });
});

describe('an absence', () => {
  it('shows in the four weeks and on the work in hand', async () => {
    const [id, deputy] = [await member('吕休假'), await member('施代理')];
    await heldBy(id);
    const page = await place.signIn('sun-zhuguan', '/absences');
    await page.getByRole('button', { name: '登记缺勤' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, '人员', /^吕休假/);
    await dialog.getByLabel('最后一日').fill(addDays(today(), 4));
    await choose(page, '代理人', /^施代理/);
    await expectNoViolations(page);
    await picture(page, 'absence-record');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('rowheader', { name: '吕休假' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'absences');
    expect(deputy).not.toBe(id);
    await page.goto(`/staff/${id}`);
    await page.getByText('缺勤至').first().waitFor();
    await page.getByRole('table', { name: '本人缺勤' }).waitFor();
  });
});

describe('work in other hands', () => {
  it('everything of somebody goes over with a result for each', async () => {
    const [id, heir] = [await member('孔交出'), await member('曹接手')];
    const number = await heldBy(id);
    await heldBy(id);
    const page = await place.signIn('sun-zhuguan', `/staff/${id}`);
    await page.getByRole('button', { name: '全部改派（2）' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, '指派给', /^曹接手/);
    await dialog.getByLabel('事由（记入留痕）').fill('调离大厅');
    await expectNoViolations(page);
    await picture(page, 'reassign');
    await dialog.getByRole('button', { name: '改派', exact: true }).click();
    await page.getByText('共2件：2件已改派。').waitFor();
    await expectNoViolations(page);
    await picture(page, 'reassign-result');
    await page.getByRole('button', { name: '知道了' }).click();
    await page.getByText('手中没有待办。').waitFor();
    await page.goto(`/staff/${heir}`);
    await page.getByText(number).waitFor();
  });

  it('one or several of the work list, chosen one by one', async () => {
    const [id, heir] = [await member('华甲手'), await member('华乙手')];
    const [one, other] = [await heldBy(id), await heldBy(id)];
    const page = await place.signIn('sun-zhuguan', '/work');
    const table = page.getByRole('table', { name: '待办列表' });
    await table.getByRole('checkbox', { name: new RegExp(`选择：.*${one}`) }).check();
    await page.getByRole('button', { name: '改派所选（1）' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, '指派给', /^华乙手/);
    await dialog.getByLabel('事由（记入留痕）').fill('均衡工作量');
    await dialog.getByRole('button', { name: '改派', exact: true }).click();
    await page.getByText('共1件：1件已改派。').waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.goto(`/staff/${heir}`);
    await page.getByText(one).waitFor();
    expect(await page.getByText(other).count()).toBe(0);
  });

  it('moves a due date only as far as the law lets it', async () => {
    const id = await member('严改期');
    await heldBy(id);
    const page = await place.signIn('sun-zhuguan', `/staff/${id}`);
    await page.getByRole('button', { name: /^改期/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/最迟可改至 \d{4}-\d{2}-\d{2}/).waitFor();
    await dialog.getByLabel('新的到期日').fill(addDays(today(), 1));
    await dialog.getByLabel('事由（记入留痕）').fill('申请人约定明日来');
    await expectNoViolations(page);
    await picture(page, 'due-date');
    await dialog.getByRole('button', { name: '改期', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(addDays(today(), 1)).first().waitFor();
  });

  it('hands a case over: gone from one branch, told to the other', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id, told } = await startCase(
      clerk,
      { number: place.newNumber() },
      { employment: undefined },
    );
    const number = told.string('number');
    const page = await place.signIn('sun-zhuguan', '/cases?open=true');
    await page.getByRole('button', { name: `移交网点：${number}` }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, '接收网点', /建设银行代办网点/);
    await dialog.getByLabel('事由（记入留痕）').fill('申请人迁居铁西区');
    await expectNoViolations(page);
    await picture(page, 'hand-over');
    await dialog.getByRole('button', { name: '移交', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await clerk.get(`/cases/${id}`)).status).toBe(404);
    const bank = await place.signIn('wang-guiyuan', '/work');
    const confirm = bank.getByRole('button', { name: `确认接收：${number}` });
    await confirm.waitFor();
    await expectNoViolations(bank);
    await picture(bank, 'hand-over-received');
    await confirm.click();
    await confirm.waitFor({ state: 'detached' });
  });
});
