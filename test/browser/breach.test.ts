/** Breaches on the screen: who, since when, how far service and cure are; the agreement on the account's page. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { addToMonth, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk({ alone: true });
const CENTER = '210100';
const TODAY = dateAt(Date.now());
const MONTH = monthOf(TODAY);

/** An account that is open since July, with an agreement in force. */
async function contributor(): Promise<Record<'id' | 'number' | 'person' | 'agreement', string>> {
  const clerk = await place.api('lin-guiyuan');
  const started = await opened(clerk, { number: place.newNumber(), name: '欠缴人' });
  const person = (await clerk.get(`/cases/${started}`)).string('person.id');
  const { rows } = await place.owner().query<{ id: string; number: string; wrapped: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select '210100' || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2026-07-01', $4, $3 from central_account c where c.center = $1
     returning id, number, (select wrapped_key from person where id = $2) as wrapped`,
    [CENTER, person, started, MONTH],
  );
  const { id, number, wrapped } = rows[0]!;
  const key = createPersonKeys(place.secrets().center).unwrap(person, wrapped);
  const agreement = randomUUID();
  const terms = { retiresOn: '2060-01-01', terms: { debitAttempts: 3, cureDays: 30 } };
  const sealedTerms = sealJson(key, placeOf.agreement(agreement), terms);
  await place.owner().query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters,
       hash, state, monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on)
     values ($1, $2, $3, $4, $5, 'agreement-2026-3', $6, 'x', 'active', 800, 'month', 15,
       '2026-07-01', '2026-07-16', '2026-07-01')`,
    [agreement, CENTER, person, started, number, sealedTerms],
  );
  await place.owner().query(
    `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card)
     values ($1, $2, 800, 'month', 15, $3, $4)`,
    [number, agreement, MONTH, sealJson(key, placeOf.card(number), {})],
  );
  return { id, number, person, agreement };
}

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

describe('a breach', () => {
  it('is begun from the account, stands in the list with its facts, and leads to case and account', async () => {
    const account = await contributor();
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
    const account = await contributor();
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
