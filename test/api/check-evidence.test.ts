/** What an outside system answered, as it came: for a reason, with a line in the trail. */
import { describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const number = idNumber();
const EVIDENCE = {
  request: { person: { name: '张三' } },
  answer: { remark: '<script>alert(1)</script>', documents: [number] },
};

async function checked() {
  const { id } = await startCase(clerk());
  const at = Date.now();
  const check = {
    key: `${id}:1`,
    system: 'national',
    purpose: 'opening',
    status: 'ok',
    facts: {},
    evidence: EVIDENCE,
    evidenceHash: '',
    ...{ askedAt: at, answeredAt: at },
  };
  await place.engine.move(id, { checks: [check] });
  const listed = await clerk().get(`/cases/${id}/checks`);
  return { id, check: listed.string('items.0.id'), listed };
}

const reveal = (staff: string, at: { id: string; check: string }, reason = '核对平台原文。') =>
  place
    .as(staff)
    .post(`/cases/${at.id}/checks/${at.check}:reveal`, { body: { reason }, key: null });

describe('the evidence of a check', () => {
  it('is not in the list, and is shown in full and unchanged for a reason', async () => {
    const at = await checked();
    expect(at.listed.text).not.toContain(number);
    const told = await reveal('lin-guiyuan', at);
    expect(JSON.parse(told.string('text'))).toEqual(EVIDENCE);
    expect(told.body).toMatchObject({ id: at.check, intact: true });
  });

  it('leaves a line with who, what and why; the reason is sealed', async () => {
    const at = await checked();
    await reveal('sun-zhuguan', at, '申请人有异议。');
    const lines = await place.as('li-shenji').get(`/cases/${at.id}/events?kind=content-read`);
    expect(lines.list('items')).toHaveLength(1);
    expect(lines.body).toMatchObject({
      items: [
        { actor: 'sun-zhuguan', reason: '申请人有异议。', sentence: '查看了核查的证据，已留痕。' },
      ],
    });
    const { rows } = await place.owner.query<{ content: string; public: unknown }>(
      `select content, public from event where case_id = $1 and kind = 'content-read'`,
      [at.id],
    );
    expect(rows[0]?.content).not.toContain('异议');
    expect(rows[0]?.public).toEqual({ what: 'check', key: `${at.id}:1` });
  });

  it('is shown to nobody without a reason, from elsewhere, or for a check of another case', async () => {
    const at = await checked();
    const other = await checked();
    expect((await reveal('lin-guiyuan', at, ' ')).status).toBe(422);
    expect((await reveal('dl-guiyuan', at)).status).toBe(404);
    expect((await reveal('wang-guiyuan', at)).status).toBe(404);
    expect((await reveal('wu-yunwei', at)).status).toBe(403);
    expect((await reveal('channel-terminal', at)).status).toBe(403);
    expect((await reveal('lin-guiyuan', { id: at.id, check: other.check })).status).toBe(404);
    expect((await reveal('lin-guiyuan', { id: at.id, check: 'x' })).status).toBe(422);
    const lines = await place.as('li-shenji').get(`/cases/${at.id}/events?kind=content-read`);
    expect(lines.list('items')).toEqual([]);
  });

  it('says when what is kept is not what was hashed', async () => {
    const at = await checked();
    await place.owner.query('alter table "check" disable trigger user');
    await place.owner.query('update "check" set evidence_hash = $2 where id = $1', [
      at.check,
      'f'.repeat(64),
    ]);
    await place.owner.query('alter table "check" enable trigger user');
    expect((await reveal('lin-guiyuan', at)).body).toMatchObject({ intact: false });
  });
});
