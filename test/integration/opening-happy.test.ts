/** （一）（二）（五）（十四）: an account opening from the request to the account. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import type { AgreementParams } from '../../src/cases/wording-documents.ts';
import { agreementHash } from '../../src/documents/hash.ts';
import { office, SUPERVISOR } from '../harness/office.ts';

const place = office();

describe('开户: from a complete application to an opened account', () => {
  it('answers the submission with a printed number and offers an agreement at once', async () => {
    const { caseId, number, stage } = await place.apply();
    expect(number).toMatch(/^K\d{15}$/);
    expect(stage).toBe('checking');
    await place.until(caseId, 'awaiting signature');
    expect(await place.events(caseId)).toEqual([
      'case-received',
      'application-accepted',
      'check-answered',
      'check-answered',
      'decided',
      'agreement-offered',
    ]);
    const papers = await place.papers(caseId);
    expect(papers.map(({ kind }) => kind)).toEqual(['receipt', 'acceptance', 'agreement']);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'signature' }]);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'sign', role: 'clerk' }]);
    await place.act(caseId, 'withdraw', { reason: '不办了' });
  });

  it('opens the account with the signature, in four transitions', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const standing = await place.sign(caseId);
    expect(standing).toMatchObject({ stage: 'opened', version: 3 });
    expect(await place.row(caseId)).toMatchObject({ stage: 'opened', outcome: 'opened' });
    expect(await place.transitions(caseId)).toBe(4);
    expect((await place.events(caseId)).slice(-3)).toEqual([
      'agreement-signed',
      'decided',
      'account-opened',
    ]);
  });

  it('gives the account a number of its own and puts agreement and plan in force', async () => {
    const { caseId } = await place.apply();
    const { person } = await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    const accounts = await place.ask<{ number: string; state: string }>(
      'select number, state, source, posted from account where opened_by_case = $1',
      caseId,
    );
    expect(accounts).toMatchObject([{ state: 'normal', source: 'flexible', posted: false }]);
    const { number } = accounts[0]!;
    expect(number).toMatch(/^21010002\d{12}$/);
    expect(isMod11And10(number)).toBe(true);
    expect(
      await place.ask(
        'select state, account, monthly_amount from agreement where person = $1',
        person,
      ),
    ).toEqual([{ state: 'active', account: number, monthly_amount: '800.00' }]);
    expect(
      await place.ask('select monthly_amount, cycle, active from plan where account = $1', number),
    ).toEqual([{ monthly_amount: '800.00', cycle: 'month', active: true }]);
    const papers = await place.papers(caseId);
    const signed = papers.find(({ kind }) => kind === 'agreement');
    expect(papers.find(({ kind }) => kind === 'account-opened')?.params).toMatchObject({
      accountNumber: number,
      agreementNumber: signed?.number,
      transferInOffer: false,
    });
  });

  it('prints the agreement with the very words whose hash is signed', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    const [paper] = await place.ask<{ content_hash: string }>(
      `select content_hash from document where case_id = $1 and kind = 'agreement'`,
      caseId,
    );
    const hash = await place.agreementHash(caseId);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(paper?.content_hash).toMatch(/^[0-9a-f]{64}$/);
    const { params } = (await place.papers(caseId)).find(({ kind }) => kind === 'agreement')!;
    expect(agreementHash('agreement-2026-3', params as unknown as AgreementParams)).toBe(hash);
    await place.sign(caseId);
  });

  it('sends one notice when the account is open, by the key of the change', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    const sent = await place.ask<{ key: string; kind: string }>(
      `select key, kind from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    expect(sent.map(({ kind }) => kind)).toEqual(['notice']);
    expect(sent[0]?.key).toMatch(/:account-opened$/);
  });

  it('asks the bank for a mandate with the account, for two cycles at most at a time', async () => {
    const { caseId } = await place.apply();
    const { person } = await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    const [mandate, ...others] = await place.ask<{ id: string; person: string; account: string }>(
      `select m.*, o.key, o.kind from mandate m join account a on a.number = m.account
         left join outbox o on o.case_id = a.opened_by_case and o.kind like 'mandate-%'
        where a.opened_by_case = $1`,
      caseId,
    );
    expect(others).toEqual([]);
    expect(mandate).toMatchObject({
      ...{ person, state: 'requested', under_way: 'sign', bank_mandate: null },
      ...{ limit_each: '1600.00', key: `mandate/${mandate!.id}`, kind: 'mandate-sign' },
    });
  });

  it('is over: nobody can do anything more with it', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    const late = place.act(caseId, 'retry-now', { reason: '再试' }, SUPERVISOR);
    await expect(late).rejects.toThrow(WorkflowNotFoundError);
  });
});

/** ISO 7064 MOD 11,10 over the whole number: what is left must be one. */
function isMod11And10(number: string): boolean {
  let product = 10;
  for (const digit of number.slice(0, -1)) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (product + Number(number.at(-1))) % 10 === 1;
}
