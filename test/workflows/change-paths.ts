/** The paths of a change of the contribution (缴存变更), as short stories to be recorded. */
import { expect, vi } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { agentOf } from '../harness/agents.ts';
import { CLERK, refusalOf, SUPERVISOR, type Office } from '../harness/office.ts';

type Path = (place: Office) => Promise<string>;

const REASON = { reason: '说明' };

async function at(place: Office, stage: string, application: Promise<{ caseId: string }>) {
  const { caseId } = await application;
  await place.until(caseId, stage);
  return caseId;
}

/** An account opened in the paths’ own way, with a mandate that the bank has confirmed. */
async function openedWith(place: Office, state = 'active'): Promise<string> {
  const caseId = await at(place, 'awaiting signature', place.apply());
  await place.sign(caseId);
  await place.db.owner.query(
    `update mandate m set state = $2, under_way = null, bank_mandate = 'WT' || m.id,
       confirmed_on = m.requested_on from account a
      where a.number = m.account and a.opened_by_case = $1`,
    [caseId, state],
  );
  return caseId;
}

async function wanted(place: Office, change: object): Promise<string> {
  const [account] = await place.ask<{ id: string }>(
    'select id from account where opened_by_case = $1',
    await openedWith(place),
  );
  return at(
    place,
    'awaiting signature',
    place.start('contribution-change', { account: account!.id, ...change }, CLERK),
  );
}

const raised = { monthlyAmount: '3000.00' };
const moved = { debitDay: 20 };

/** Beyond the limit of the mandate: the bank is asked. */
async function atTheBank(place: Office): Promise<string> {
  const caseId = await wanted(place, raised);
  await place.sign(caseId);
  await place.until(caseId, 'awaiting bank');
  return caseId;
}

async function bankAnswers(place: Office, caseId: string, answer: string): Promise<void> {
  await place.db.owner.query(
    `update mandate m set under_way = null, version = m.version + 1, ${answer}
       from amendment a where a.account = m.account and a.case_id = $1`,
    [caseId],
  );
  await place.handle(caseId).signal('bankAnswered');
}

async function byAgent(place: Office, given: Parameters<typeof agentOf>[1] = {}) {
  return wanted(place, { ...moved, agent: await agentOf(place, given) });
}

async function signsByAgent(place: Office, caseId: string) {
  const [agreementHash, file] = [await place.agreementHash(caseId), await place.upload()];
  const content = { by: 'counter', agreementHash, file, termsExplained: true, byAgent: true };
  return place.act(caseId, 'sign', content);
}

const AGENTS: Readonly<Record<string, Path>> = {
  'agent-signed': async (place) => {
    const caseId = await byAgent(place);
    await signsByAgent(place, caseId);
    await place.until(caseId, 'in force');
    return caseId;
  },
  /** The letter ends while the amendment waits: the agent is refused, the person comes. */
  'agent-expired': async (place) => {
    const caseId = await byAgent(place, { endsOn: addDays(today(), 1) });
    await place.days(caseId, 2);
    await refusalOf(signsByAgent(place, caseId));
    await place.sign(caseId);
    await place.until(caseId, 'in force');
    return caseId;
  },
  'agent-revoked': async (place) => {
    const caseId = await byAgent(place);
    await place.act(caseId, 'revoke-agent', { ...REASON, file: await place.upload() });
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
};

export const CHANGE_PATHS: Readonly<Record<string, Path>> = {
  ...AGENTS,
  'in-force': async (place) => {
    const caseId = await wanted(place, moved);
    await place.sign(caseId);
    await place.until(caseId, 'in force');
    return caseId;
  },
  'in-force-after-the-bank': async (place) => {
    const caseId = await atTheBank(place);
    await bankAnswers(place, caseId, 'limit_each = 9000');
    await place.until(caseId, 'in force');
    return caseId;
  },
  'in-force-after-another-try': async (place) => {
    const caseId = await atTheBank(place);
    await bankAnswers(place, caseId, `reason = 'other'`);
    await vi.waitFor(async () => {
      expect(await place.events(caseId)).toContain('change-refused-by-bank');
    });
    await place.act(caseId, 'ask-bank', {});
    await bankAnswers(place, caseId, 'limit_each = 9000, reason = null');
    await place.until(caseId, 'in force');
    return caseId;
  },
  'in-force-in-the-morning': async (place) => {
    const caseId = await atTheBank(place);
    await place.db.owner.query(
      `update mandate m set under_way = null, limit_each = 9000
         from amendment a where a.account = m.account and a.case_id = $1`,
      [caseId],
    );
    await place.days(caseId, 1);
    await place.until(caseId, 'in force');
    return caseId;
  },
  refused: async (place) => {
    const caseId = await wanted(place, moved);
    await place.db.owner.query(
      `update account a set state = 'sealed', sealed_on = '2026-11-23'
         from amendment m where m.account = a.number and m.case_id = $1`,
      [caseId],
    );
    await place.sign(caseId).catch(() => undefined);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'not-signed': async (place) => {
    const caseId = await wanted(place, moved);
    await place.pass(caseId, 'change-signature');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  'not-done': async (place) => {
    const caseId = await atTheBank(place);
    await place.pass(caseId, 'mandate-change');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await wanted(place, moved);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  'withdrawn-at-the-bank': async (place) => {
    const caseId = await atTheBank(place);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  'handed-over': async (place) => {
    const caseId = await wanted(place, moved);
    await place.act(caseId, 'hand-over', { ...REASON, branch: 'sy-bank' }, SUPERVISOR);
    await place.sign(caseId);
    return caseId;
  },
  'waiting-awaiting-signature': (place) => wanted(place, moved),
  'waiting-awaiting-bank': atTheBank,
};
