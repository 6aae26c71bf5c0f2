/** 异常核查: found by the sweep, over when it is gone, or answered by two supervisors; an office in order gives none. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { dormancies } from '../harness/dormancy.ts';
import { irregularities } from '../harness/irregularities.ts';
import {
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_SUPERVISOR,
  SUPERVISOR,
} from '../harness/office.ts';

const place = office();
const empty = dormancies(place);
const own = irregularities(place, empty);
const REASON = { reason: '经核实' };

describe('an office in order', () => {
  it('gives no irregularity, whatever is open or over in it', async () => {
    await empty.noticed(await empty.holder());
    const { caseId, until } = await empty.noticed(await empty.holder());
    await empty.goTo(caseId, empty.next(until));
    await place.until(caseId, 'closed');
    const { caseId: breach } = await empty.missedThree();
    await empty.serve(breach);
    const held = await empty.holder();
    await place.start(
      'hold',
      {
        ...{ account: held.accountId, kind: 'court', orderNumber: '（2026）辽0102执99号' },
        ...{ orderedBy: '某法院', placedOn: today(), holdUntil: addDays(today(), 180) },
        ...{ file: await place.upload(SUPERVISOR), reason: '协助执行' },
      },
      SUPERVISOR,
    );
    expect(await own.found(await own.sweep(await place.now(caseId)))).toEqual([]);
  });
});

describe('an irregularity', () => {
  it('is a case of its own, with what shows it and a task for a supervisor', async () => {
    const { caseId, who } = await own.begun();
    expect(await place.row(caseId)).toMatchObject({ stage: 'to examine' });
    expect(await own.irregularityOf(caseId)).toMatchObject({
      ...{ invariant: 'plan-without-agreement', account: who.account, outcome: null },
      evidence: { agreement: who.agreement, since: '2026-09-01' },
    });
    const tasks = await place.ask<{ kind: string; role: string }>(
      'select kind, role from task where case_id = $1 and closed_at is null',
      caseId,
    );
    expect(tasks).toEqual([{ kind: 'examine-irregularity', role: 'supervisor' }]);
    const [event] = await place.ask<{ public: unknown }>(
      `select public from event where case_id = $1 and kind = 'irregularity-found'`,
      caseId,
    );
    expect(JSON.stringify(event)).toContain('plan-without-agreement');
  });

  it('closes by itself when the next sweep does not find it any more', async () => {
    const { caseId, who } = await own.begun();
    await own.mend(who);
    await own.sweep();
    await own.delivered();
    await place.until(caseId, 'gone');
    expect(await own.irregularityOf(caseId)).toMatchObject({ outcome: 'gone' });
  });

  it('stays open while the sweep finds it', async () => {
    const { caseId } = await own.begun();
    await own.sweep();
    await own.delivered();
    expect(await place.row(caseId)).toMatchObject({ stage: 'to examine' });
    expect(await refusalOf(place.act(caseId, 'recheck', {}, SUPERVISOR))).toBe(
      'action-not-permitted',
    );
  });

  it('is over at once when somebody looks again and it is gone', async () => {
    const { caseId, who } = await own.begun();
    await own.mend(who);
    await place.act(caseId, 'recheck', {}, SUPERVISOR);
    await place.until(caseId, 'gone');
  });

  it('that is explained takes a second supervisor', async () => {
    const { caseId } = await own.begun();
    for (const by of [CLERK, REVIEWER]) {
      expect(await refusalOf(own.explain(caseId, by))).toBe('not-authorized');
    }
    await own.explain(caseId);
    expect(await refusalOf(own.confirm(caseId, SUPERVISOR))).toBe('same-person');
    await own.confirm(caseId);
    await place.until(caseId, 'explained');
    expect(await own.irregularityOf(caseId)).toMatchObject({ outcome: 'explained' });
    // The same fact is not listed as new.
    const again = await own.found(await own.sweep());
    expect(again.find(({ reason }) => reason === 'explained-before')).toBeDefined();
  });

  it('that is said to be put right has to be gone from the books', async () => {
    const { caseId, who } = await own.begun();
    await place.act(
      caseId,
      'mend',
      { ...REASON, file: await place.upload(SUPERVISOR) },
      SUPERVISOR,
    );
    expect(await refusalOf(own.confirm(caseId))).toBe('action-not-permitted');
    await place.act(caseId, 'return', { reasonCode: 'books-differ' }, SECOND_SUPERVISOR);
    expect(await place.row(caseId)).toMatchObject({ stage: 'to examine' });
    await own.mend(who);
    await place.act(caseId, 'mend', REASON, SUPERVISOR);
    await own.confirm(caseId);
    await place.until(caseId, 'mended');
  });

  it('is begun by nobody but the sweep', async () => {
    expect(await refusalOf(place.start('irregularity', REASON, SUPERVISOR))).toBe('not-found');
  });
});
