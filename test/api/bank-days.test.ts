/** 银行对账 and 账务核验 by API: what a supervisor sees and does, and what an auditor may read. */
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventSentence } from '../../src/cases/wording-events.ts';
import { bankThings, proofMade, type BankThings } from './world/bank.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const CENTER = '210100';
let things: BankThings = { bankDay: '', difference: '' };

beforeAll(async () => {
  things = await bankThings(place.owner, CENTER);
});

async function act(api: ReturnType<typeof sun>, body: object) {
  const day = await sun().get(`/bank-days/${things.bankDay}`);
  const found = (day.at('found') as { id: string; version: number }[]).find(
    ({ id }) => id === things.difference,
  );
  return api.post(`/bank-differences/${things.difference}/actions`, {
    body,
    version: found!.version,
  });
}

describe('a day of the bank', () => {
  it('shows both sides, what differs, and why it cannot be closed', async () => {
    const told = await sun().get(`/bank-days/${things.bankDay}`);
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      stateTitle: '未关账',
      bank: { closing: '300.00' },
      book: { closing: '0.00' },
      differences: { open: 1, explained: 0, all: 1 },
      close: { permitted: false, reason: '还有1笔差异没有说明或记账。' },
      found: [
        {
          kindTitle: '银行已记、我方未记',
          amount: '300.00',
          proposal: '300.00元记入暂收款（借银行存款，贷暂收款）',
        },
      ],
    });
    const closing = await sun().post(`/bank-days/${things.bankDay}:close`, { version: 1 });
    expect(closing.status).toBe(409);
    expect(closing.string('detail')).toContain('没有说明或记账');
  });

  it('is explained with a reason, and one of its own needs words', async () => {
    const none = await act(sun(), { action: 'explain' });
    expect(none.status).toBe(422);
    expect(none.at('errors')).toEqual([{ pointer: '#/reason', detail: '请选择原因' }]);
    const bare = await act(sun(), { action: 'explain', reason: 'other' });
    expect(bare.at('errors')).toEqual([{ pointer: '#/note', detail: '请写明原因' }]);
    const told = await act(sun(), { action: 'explain', reason: 'in-transit' });
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({ state: 'explained', reasonTitle: '在途：银行次日入账' });
  });

  it('is posted by two supervisors, and then leads from the line to the journal', async () => {
    const proposed = await act(sun(), { action: 'propose' });
    expect(proposed.body).toMatchObject({ state: 'proposed', reason: null });
    expect(proposed.string('proposedByName')).not.toBe('');
    const own = await act(sun(), { action: 'confirm' });
    expect(own.status).toBe(409);
    expect(own.string('code')).toBe('same-person');
    await declined();
    expect((await act(sun(), { action: 'propose' })).body).toMatchObject({ state: 'proposed' });
    const done = await act(zhou(), { action: 'confirm' });
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({ state: 'posted', posted: [{ kindTitle: '到账待查' }] });
    const lines = await sun().get(`/bank-days/${things.bankDay}/lines`);
    expect(lines.at('items')).toMatchObject([
      { n: 1, stateTitle: '相符', journals: [{ kindTitle: '到账待查', amount: '300.00' }] },
    ]);
    const list = await sun().get(`/bank-days?center=${CENTER}&state=open`);
    expect(list.at('items')).toMatchObject([{ differences: { open: 0 } }]);
  });

  /** By a coded reason, with words where it wants them; whoever proposes again sees it. */
  async function declined(): Promise<void> {
    const none = await act(zhou(), { action: 'decline' });
    expect(none.status).toBe(422);
    expect(none.at('errors')).toEqual([{ pointer: '#/declineReason', detail: '请选择退回的原因' }]);
    const bare = await act(zhou(), { action: 'decline', declineReason: 'other-cause' });
    expect(bare.at('errors')).toEqual([{ pointer: '#/note', detail: '请写明原因' }]);
    const told = await act(zhou(), {
      ...{ action: 'decline', declineReason: 'bank-corrects', note: '银行次日冲回' },
    });
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      ...{ state: 'open', proposedByName: null },
      declined: { reasonTitle: '银行将更正或者冲回', note: '银行次日冲回' },
    });
    const { rows } = await place.owner.query<{ public: Record<string, unknown> }>(
      `select public from event where kind = 'bank-posting-declined' order by id desc limit 1`,
    );
    expect(rows[0]?.public).toMatchObject({ reason: 'bank-corrects', note: '银行次日冲回' });
    expect(eventSentence('bank-posting-declined', rows[0]!.public)).toContain('银行将更正或者冲回');
  }

  it('is read by an auditor, who may do nothing about it', async () => {
    const auditor = place.as('li-shenji');
    const told = await auditor.get(`/bank-days/${things.bankDay}`);
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({ close: { permitted: false } });
    const closing = await auditor.post(`/bank-days/${things.bankDay}:close`, { version: 1 });
    expect(closing.status).toBe(403);
  });

  it('is nothing for another center', async () => {
    expect((await place.as('dl-zhuguan').get(`/bank-days/${things.bankDay}`)).status).toBe(404);
  });
});

describe('a proof', () => {
  it('is told with its checks, what is broken, and a signature that fits', async () => {
    const none = await sun().get(`/proofs:latest?center=${CENTER}`);
    expect(none.status).toBe(404);
    await proofMade(place.owner, place.secrets, { center: CENTER, day: '2026-10-10' });
    const wrong = { balances: ['21010000000000000059'] };
    const red = await proofMade(place.owner, place.secrets, {
      ...{ center: CENTER, day: '2026-10-11', wrong },
    });
    const told = await sun().get(`/proofs:latest?center=${CENTER}`);
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      ...{ id: red, verdict: 'red', verdictTitle: '核验未通过', signatureFits: true },
      certificate: `/api/v1/runs/${red}/certificate`,
    });
    expect(told.at('checks')).toContainEqual(
      expect.objectContaining({ name: 'balances', ok: false, broken: wrong.balances }),
    );
    const list = await sun().get('/proofs?limit=1');
    expect(list.at('items')).toMatchObject([{ id: red, wrong: ['余额与分录'] }]);
    const next = await sun().get(`/proofs?limit=1&cursor=${list.string('nextCursor')}`);
    expect(next.at('items')).toMatchObject([{ verdict: 'green', wrong: [] }]);
  });

  it('whose row was changed has a signature that does not fit', async () => {
    const id = await proofMade(place.owner, place.secrets, { center: CENTER, day: '2026-10-12' });
    await place.owner.query(
      `update run set result = jsonb_set(result, '{checks,0,counted}', '121') where id = $1`,
      [id],
    );
    const told = await sun().get(`/proofs/${id}`);
    expect(told.body).toMatchObject({ verdict: 'green', signatureFits: false });
  });

  it('is printed as a certificate, whose code anybody may have confirmed', async () => {
    const id = await proofMade(place.owner, place.secrets, { center: CENTER, day: '2026-10-13' });
    const told = await fetch(`${place.base}/api/v1/runs/${id}/certificate`, {
      headers: { authorization: place.authorization('sun-zhuguan') },
    });
    expect(told.status).toBe(200);
    const pdf = await getDocumentProxy(new Uint8Array(await told.arrayBuffer()));
    const { text } = await extractText(pdf, { mergePages: true });
    const plain = text.replace(/\s/g, '');
    expect(plain).toContain('账务核验证明');
    expect(plain).toContain('核验通过');
    expect(plain).toContain(id);
    const [, code = ''] = /验证码([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})/.exec(plain) ?? [];
    const response = await fetch(`${place.base}/verify`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(await response.json()).toMatchObject({
      genuine: true,
      title: '账务核验证明',
      number: id,
    });
  });
});
