/** 撤销开户: an account opened by mistake is undone by two supervisors; with money, in opening-undo.test.ts. */
import { describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Actor } from '../../src/cases/case.ts';
import { caseWorkflowId, type Standing } from '../../src/cases/messages.ts';
import { application } from '../builders.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, office } from '../harness/office.ts';

const place = office();
const REASON = { reason: '开户时证件信息录入有误' };

/** An account opened as at the counter. */
async function openAccount(content: ReturnType<typeof application>) {
  const file = await place.upload();
  const evidence = [{ kind: 'identity-document', file }];
  const { caseId } = await place.submit({ ...content, evidence });
  await place.until(caseId, 'awaiting signature');
  await place.act(caseId, 'sign', {
    by: 'counter',
    agreementHash: await place.agreementHash(caseId),
    file: await place.upload(),
    termsExplained: true,
  });
  const { number } = content.applicant.document;
  return { ...(await place.row(caseId)), documentNumber: number };
}

async function propose(openingCase: string, by = SUPERVISOR) {
  const caseId = randomUUID();
  const start = {
    caseId,
    type: 'opening-reversal',
    center: by.center,
    branch: 'sy-hall',
    channel: 'hall',
  };
  const operation = new WithStartWorkflowOperation('openingReversal', {
    workflowId: caseWorkflowId(caseId),
    args: [start],
    taskQueue: place.temporal.taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return place.temporal.client.workflow.executeUpdateWithStart<never, Standing, [unknown]>(
    'submit',
    {
      args: [{ content: { openingCase, ...REASON }, by }],
      updateId: 'submit',
      startWorkflowOperation: operation as WithStartWorkflowOperation<never>,
    },
  );
}

/** As the API sends it: the forms of this type have checked the content. */
function approve(caseId: string, by: Actor) {
  return place.handle(caseId).executeUpdate<Standing, [unknown]>('approve', {
    args: [{ content: REASON, by, expectedVersion: null }],
    updateId: `act:${randomUUID()}`,
  });
}

async function accountOf(openingCase: string) {
  const { rows } = await place.pool.query<{ state: string; close_reason: string | null }>(
    'select state, close_reason from account where opened_by_case = $1',
    [openingCase],
  );
  return rows[0];
}

describe('撤销开户（while nothing was posted）', () => {
  it('closes the account as opened by mistake when another supervisor approves', async () => {
    const opened = await openAccount(application());
    const proposed = await propose(opened.id);
    expect(proposed.stage).toBe('awaiting second person');
    await approve(proposed.caseId, SECOND_SUPERVISOR);
    expect(await accountOf(opened.id)).toEqual({
      state: 'closed',
      close_reason: 'opened-by-mistake',
    });
    expect(await place.events(proposed.caseId)).toEqual([
      'reversal-proposed',
      'account-opening-undone',
    ]);
    // The person may join again: the mistake does not bar them.
    const again = await openAccount(application({ number: opened.documentNumber }));
    expect(again.stage).toBe('opened');
  });

  it('is not approved by the supervisor who proposed it', async () => {
    const opened = await openAccount(application());
    const proposed = await propose(opened.id);
    await expect(approve(proposed.caseId, SUPERVISOR)).rejects.toThrow();
    expect((await accountOf(opened.id))?.state).toBe('normal');
  });

  it('finds nothing to undo for a case that opened no account', async () => {
    await expect(propose(randomUUID())).rejects.toThrow();
  });
});
