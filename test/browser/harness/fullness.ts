/** An office in use: every list of the console has rows, with the longest words that are taken. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { addDays, dateAt } from '../../../src/domain/calendar.ts';
import type { Api } from '../../api/world/client.ts';
import type { Told } from '../../api/world/told.ts';
import type { Desk } from './desk.ts';
import { opened } from './stories.ts';

const NAME = '阿卜杜热合曼·艾则孜·麦麦提吐尔逊江·古丽米热';
const REASON =
  '与人事部门二〇二六年第十一号任免文件、岗位轮换安排及本网点十二月份排班表核对一致，原岗位工作已当面交接并逐件清点，'.repeat(
    4,
  );

function done(told: Told, status: number): Told {
  expect(told.status, told.text).toBe(status);
  return told;
}

/** Two supervisors agree on somebody new. */
async function joined(first: Api, second: Api, name: string): Promise<string> {
  const staff = `f-${randomUUID().slice(0, 7)}`;
  const give = [{ role: 'clerk', branch: 'sy-hall', from: dateAt(Date.now()), to: null }];
  const body = {
    ...{ kind: 'join', type: 'person', staff, name, subject: staff, employeeNumber: staff },
    ...{ homeBranch: 'sy-hall', give, reason: REASON },
  };
  const change = done(await first.post('/staff/changes', { body }), 201);
  const decision = { body: { approve: true, reason: REASON } };
  done(await second.post(`/staff/changes/${change.string('id')}:decide`, decision), 200);
  return staff;
}

/**
 * A case of somebody with a long name that lacks something, a note, a draft, a view that is followed,
 * a colleague who came and is away with a deputy, and a change that is still to be decided.
 */
export async function fillOffice(place: Desk): Promise<void> {
  const [clerk, first, second] = await Promise.all(
    ['lin-guiyuan', 'sun-zhuguan', 'zhou-zhuguan'].map((person) => place.api(person)),
  );
  if (!clerk || !first || !second) throw new Error('nobody is there');
  const id = await opened(
    clerk,
    { name: NAME, number: place.newNumber() },
    { employment: undefined },
  );
  done(await clerk.post(`/cases/${id}/notes`, { body: { text: REASON } }), 201);
  const view = { name: NAME, query: { page: 'cases', stage: 'incomplete' } };
  const followed = done(await first.post('/views', { body: view }), 201);
  await first.post(`/views/${followed.string('id')}:follow`, {});
  const [away, deputy] = [await joined(first, second, NAME), await joined(first, second, NAME)];
  const today = dateAt(Date.now());
  const absence = { from: addDays(today, -2), to: addDays(today, 30), deputy };
  done(await first.post(`/staff/${away}/absences`, { body: absence }), 201);
  const change = { kind: 'suspend', staff: deputy, reason: REASON };
  done(await first.post('/staff/changes', { body: change }), 201);
}
