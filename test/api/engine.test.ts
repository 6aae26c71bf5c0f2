/** The API over the real engine: one Update per act, and the same key always meets the same one. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caseIdOf, updateIdOf } from '../../src/api/engine.ts';
import { workflowTypeOf } from '../../src/cases/messages.ts';
import { createTemporalEngine } from '../../src/api/temporal-engine.ts';
import { office } from '../harness/office.ts';
import { opening, startCase, uploaded } from './world/cases.ts';
import { world } from './world/index.ts';

const bureau = office();
const BUDGET_MS = 4_000;
const place = world({
  filled: bureau,
  engine: () => createTemporalEngine(bureau.temporal.client, BUDGET_MS, bureau.temporal.taskQueue),
});
const clerk = () => place.as('lin-guiyuan');

async function reaches(id: string, stage: string) {
  await expect
    .poll(async () => (await clerk().get(`/cases/${id}`)).at('stage.at'), { timeout: 20_000 })
    .toBe(stage);
  return clerk().get(`/cases/${id}`);
}

describe('an account opening by HTTP', () => {
  it('goes from the application to the account', async () => {
    const { id, told } = await startCase(clerk());
    expect(told.string('number')).toMatch(/^K\d{15}$/);
    const offered = await reaches(id, 'awaiting signature');
    expect(offered.string('waits.0.sentence')).toContain('等申请人签署协议');
    const signed = await clerk().post(`/cases/${id}/actions/sign`, {
      version: offered.number('version'),
      body: {
        by: 'counter',
        agreementHash: offered.string('agreement.hash'),
        file: await uploaded(clerk(), 'signed-agreement'),
        termsExplained: true,
      },
    });
    expect(signed.status, signed.text).toBe(200);
    expect(signed.at('stage')).toMatchObject({ at: 'opened', final: true });
    const after = await clerk().post(`/cases/${id}/actions/sign`, {
      version: signed.number('version'),
      body: {},
    });
    expect(after.body).toMatchObject({ code: 'case-ended' });
    const decisions = await clerk().get(`/cases/${id}/decisions`);
    expect(decisions.list('items').length).toBeGreaterThan(0);
    const checks = await clerk().get(`/cases/${id}/checks`);
    expect(checks.list('items').map(({ system }) => system)).toEqual(
      expect.arrayContaining(['national', 'identity']),
    );
    const documents = await clerk().get(`/cases/${id}/documents`);
    for (const { href } of documents.list('items')) {
      const pdf = await fetch(`${place.base}${String(href)}`, {
        headers: { authorization: place.authorization('lin-guiyuan') },
      });
      expect(pdf.headers.get('content-type')).toBe('application/pdf');
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
  });

  it('is the same case for the same key, even when the first answer was never remembered', async () => {
    const key = randomUUID();
    const body = await opening(clerk());
    const first = await clerk().post('/cases', { body, key });
    await place.owner.query('delete from web.idempotency');
    const second = await clerk().post('/cases', { body, key });
    expect(second.at('id')).toBe(first.at('id'));
    expect(second.at('number')).toBe(first.at('number'));
  });

  it('answers 503 while nobody works, and the same key gets the outcome afterwards', async () => {
    const key = randomUUID();
    const body = await opening(clerk());
    await bureau.stopWorker();
    const lost = await clerk().post('/cases', { body, key });
    expect(lost.body).toMatchObject({ code: 'engine-unavailable', status: 503 });
    expect(lost.headers.get('retry-after')).toBe('3');
    await bureau.startWorker();
    await expect
      .poll(async () => (await clerk().post('/cases', { body, key })).status, { timeout: 30_000 })
      .toBeLessThan(300);
    const { rows } = await place.owner.query<{ n: number }>(
      'select count(*)::int as n from "case" where id = $1',
      [caseIdOf('lin-guiyuan', key)],
    );
    expect(rows[0]?.n).toBe(1);
  });

  it('tells an act the case’s own refusal, in its words and code', async () => {
    const { id } = await startCase(clerk());
    const offered = await reaches(id, 'awaiting signature');
    const wrong = await clerk().post(`/cases/${id}/actions/sign`, {
      version: offered.number('version'),
      body: {
        by: 'counter',
        agreementHash: '0'.repeat(64),
        file: await uploaded(clerk(), 'signed-agreement'),
        termsExplained: true,
      },
    });
    expect(wrong.body).toMatchObject({ code: 'agreement-changed' });
    const done = await clerk().post(`/cases/${id}/actions/withdraw`, {
      version: offered.number('version'),
      body: { reason: '申请人改变主意' },
    });
    expect(done.at('stage')).toMatchObject({ at: 'withdrawn' });
  });
});

describe('ids', () => {
  it('come from caller and key and say nothing of either', () => {
    const id = caseIdOf('lin-guiyuan', 'key-00000001');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(caseIdOf('lin-guiyuan', 'key-00000001')).toBe(id);
    expect(caseIdOf('lin-guiyuan', 'key-00000002')).not.toBe(id);
    expect(caseIdOf('lin', 'guiyuan\nkey')).toBe(caseIdOf('lin', 'guiyuan\nkey'));
    expect(updateIdOf('a', 'b')).toMatch(/^act:[0-9a-f]{32}$/);
    expect(workflowTypeOf('account-opening')).toBe('accountOpening');
  });
});
