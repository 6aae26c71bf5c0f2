/** 代理 of changes on the real engine: an amendment signed by an agent; an agreement suspended, never resumed. */
import { describe, expect, it } from 'vitest';
import { agentOf, told } from '../harness/agents.ts';
import { changes } from '../harness/changes.ts';
import { mandates } from '../harness/mandated.ts';
import { CLERK, office, SUPERVISOR } from '../harness/office.ts';

const place = office();
const own = mandates(place);
const change = changes(place, own);
const start = (content: object, by = CLERK) => place.start('agreement-change', content, by);

describe('changes by an agent', () => {
  it('of the contribution: the amendment is signed by the agent', async () => {
    const { caseId: opening } = await own.confirmed();
    const agent = await agentOf(place);
    const { caseId } = await change.asked(opening, { monthlyAmount: '1000.00', agent });
    const [agreementHash, file] = [await place.agreementHash(caseId), await place.upload()];
    await place.act(caseId, 'sign', {
      ...{ by: 'counter', agreementHash, file, termsExplained: true, byAgent: true },
    });
    expect(await place.row(caseId)).toMatchObject({ stage: 'in force' });
    const events = await place.events(caseId);
    expect(events.filter((kind) => kind === 'agent-acted')).toHaveLength(2);
  });

  it('the agreement is suspended by an agent, and never resumed by one: that is joining', async () => {
    const { account_id: account } = await own.standing((await own.confirmed()).caseId);
    const content = async (wanted: string, ground: string) => ({
      ...{ account, change: wanted, ground, reason: '本人委托' },
      ...{ file: await place.upload(), agent: await agentOf(place) },
    });
    const started = await start(await content('suspend', 'holder-asked'));
    expect(started.stage).toBe('done');
    expect(await place.events(started.caseId)).toContain('agent-acted');
    const resumed = start(await content('resume', 'holder-asked'));
    expect(await told(resumed)).toMatchObject({
      ...{ clause: 'civil-code-161', pointer: '#/application/agent' },
    });
    const byCenter = await content('terminate', 'retired');
    expect(await told(start(byCenter, SUPERVISOR))).toMatchObject({
      ...{ clause: 'civil-code-161', pointer: '#/application/agent' },
    });
  });
});
