/** The staff desk of a world: changes agreed to by two, people who join by it, tasks to move. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { dateAt } from '../../../src/domain/calendar.ts';
import { startCase } from './cases.ts';
import { apiClient } from './client.ts';
import type { World } from './index.ts';
import { mintToken } from './sign-in.ts';
import type { Told } from './told.ts';

const reason = '岗位调整';

export function ok(told: Told, status = 200): Told {
  expect(told.status, told.text).toBe(status);
  return told;
}

export function staffDesk(place: World) {
  const clerk = () => place.as('lin-guiyuan');
  const supervisor = () => place.as('sun-zhuguan');
  const second = () => place.as('zhou-zhuguan');
  const today = () => dateAt(Date.now() + place.clock.ahead);
  const right = (role: string, branch: string | null) => ({
    ...{ role, branch, from: today(), to: null },
  });
  async function agreed(body: object): Promise<Told> {
    const change = ok(
      await supervisor().post('/staff/changes', { body: { reason, ...body } }),
      201,
    );
    return ok(
      await second().post(`/staff/changes/${change.string('id')}:decide`, {
        body: { approve: true, reason: '核对一致' },
      }),
    );
  }

  /** Somebody new, by the desk itself; with a token as the command line has one. */
  async function joined(give: readonly object[], homeBranch: string | null = 'sy-hall') {
    const staff = `m-${randomUUID().slice(0, 7)}`;
    await agreed({
      ...{ kind: 'join', type: 'person', staff, name: '新同事', subject: staff, homeBranch },
      employeeNumber: staff,
      give,
    });
    const { keysFile, issuer } = place;
    const token = await mintToken({ keysFile, issuer, subject: staff });
    const headers = () => ({ authorization: `Bearer ${token}` });
    return { staff, api: apiClient(place.base, headers, place.contract, place.log) };
  }

  async function taskOf(api = clerk()) {
    const { id, told } = await startCase(api);
    return { caseId: id, id: told.string('tasks.0.id'), version: told.number('tasks.0.version') };
  }

  return { clerk, supervisor, second, today, right, agreed, joined, taskOf };
}
