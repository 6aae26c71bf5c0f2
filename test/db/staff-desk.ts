/** A staff desk for tests of the database: members as set up, changes proposed and decided. */
import { randomUUID } from 'node:crypto';
import type { Acting } from '../../src/db/acting.ts';
import { decideStaffChange, proposeStaffChange } from '../../src/db/staff.ts';
import { acting, CENTER, NOW, type Bench } from './fixtures.ts';

export const proposer = acting('sun', 'supervisor');
export const decider = acting('zhou', 'supervisor', NOW + 60_000);

type Detail = Readonly<Record<string, unknown>>;

export interface Wish {
  readonly by?: Acting;
  readonly center?: string;
  readonly more?: object;
}

export const give = (
  role: string,
  branch: string | null = null,
  from = '2026-11-23',
  to?: string,
) => ({
  role,
  branch,
  from,
  to: to ?? null,
});

export function staffDesk(suite: Bench) {
  async function propose(
    kind: string,
    staff: string | null,
    detail: Detail = {},
    { by = proposer, center = CENTER, more = {} }: Wish = {},
  ): Promise<string> {
    const id = randomUUID();
    const nobody = { branch: null, name: null, subject: null, employeeNumber: null };
    const reason = '岗位调整';
    const change = { ...nobody, id, center, kind, staff, detail, reason, ...more };
    await proposeStaffChange(suite.api, { change, by });
    return id;
  }

  const decide = (change: string, by = decider, approve = true) =>
    decideStaffChange(suite.api, { change, approve, reason: '核对一致', by });

  const roles = (
    staff: string,
    given: readonly object[],
    ended: readonly object[] = [],
    by = proposer,
  ) => propose('roles', staff, { give: given, end: ended, homeBranch: null }, { by });

  /** Somebody new with the roles given, set up as the center was. */
  async function member(
    given: readonly { role: string; branch?: string | null; from?: string; to?: string }[],
    { center = CENTER } = {},
  ): Promise<string> {
    const id = `p-${randomUUID().slice(0, 8)}`;
    await suite.owner.query(
      `insert into staff (id, subject, kind, name, center, home_branch) values ($1, $1, 'person', $1, $2, null)`,
      [id, center],
    );
    for (const { role, branch = null, from = '2026-01-01', to = null } of given) {
      await suite.owner.query(
        `insert into staff_scope (staff, role, center, branch, valid_from, valid_to)
       values ($1, $2, $3, $4, $5, $6)`,
        [id, role, center, branch, from, to],
      );
    }
    return id;
  }

  async function rightsOf(staff: string) {
    const { rows } = await suite.owner.query<{
      id: string;
      role: string;
      branch: string | null;
      valid_from: string;
      valid_to: string | null;
      granted_by: string | null;
      approved_by: string | null;
    }>(
      `select id, role, branch, valid_from, valid_to, granted_by, approved_by from staff_scope
      where staff = $1 order by id`,
      [staff],
    );
    return rows;
  }

  async function stateOf(change: string) {
    const { rows } = await suite.api.query<{ state: string; warnings: { words: string }[] }>(
      'select state, warnings from staff_change where id = $1',
      [change],
    );
    return rows[0]!;
  }

  async function eventsOf(change: string) {
    const { rows } = await suite.api.query<{ kind: string; actor: string; public: Detail }>(
      `select kind, actor, public from event where public->>'change' = $1 order by id`,
      [change],
    );
    return rows;
  }

  return { propose, decide, roles, member, rightsOf, stateOf, eventsOf };
}
