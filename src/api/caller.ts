/**
 * Who calls, and what they may do where.
 *
 * The token or session says who somebody is and how strongly that was proved; roles and scope are
 * read from the staff tables on every request, so a right that was taken away is gone at once.
 */
import type pg from 'pg';
import type { Actor, Role } from '../cases/case.ts';
import { ROLES } from '../cases/case.ts';
import type { PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';

/** One role in one center, in one branch or (null) in all of them. */
export interface Grant {
  readonly role: Role;
  readonly center: string;
  readonly branch: string | null;
}

export interface Caller {
  /** Staff id. */
  readonly id: string;
  readonly kind: 'person' | 'channel';
  readonly name: string;
  readonly center: string;
  readonly homeBranch: string | null;
  /** In force today, in the order of ROLES. */
  readonly grants: readonly Grant[];
  /** What a program's token is good for; of a person nothing. */
  readonly scopes: readonly string[];
}

/** What was proved about the caller before the staff table was asked. */
export interface Proof {
  readonly subject: string;
  readonly via: 'session' | 'bearer';
  /** A second factor was used (`acr` and `amr` of the issuer say so). */
  readonly strong: boolean;
  /** The token was issued to a program by itself, not to a person. */
  readonly machine: boolean;
  readonly scopes: readonly string[];
}

interface StaffRow {
  readonly id: string;
  readonly kind: 'person' | 'channel';
  readonly name: string;
  readonly center: string;
  readonly home_branch: string | null;
  readonly role: string | null;
  readonly scope_center: string | null;
  readonly branch: string | null;
}

/**
 * @throws Fault 'not-signed-in' for somebody unknown, inactive or gone;
 *   'second-factor-required' for a person without one; 'not-authorized' for a wrong kind of token
 */
export async function loadCaller(
  pool: pg.Pool,
  proof: Proof,
  { today, scope = 'cases' }: { readonly today: PlainDate; readonly scope?: string },
): Promise<Caller> {
  const { rows } = await pool.query<StaffRow>(
    `select s.id, s.kind, s.name, s.center, s.home_branch, g.role, g.center as scope_center, g.branch
     from staff s
     left join staff_scope g on g.staff = s.id
       and g.valid_from <= $2::date and (g.valid_to is null or g.valid_to >= $2::date)
     where s.subject = $1 and s.active and (s.left_on is null or s.left_on >= $2::date)`,
    [proof.subject, today],
  );
  const first = rows[0];
  if (!first) throw new Fault('not-signed-in', '该账号不存在、已停用或已离岗。');
  if (first.kind === 'person' && proof.machine) {
    throw new Fault('not-authorized', '人员账号不能以程序方式登录。');
  }
  if (first.kind === 'person' && !proof.strong) {
    throw new Fault('second-factor-required', '工作人员须完成二次验证。');
  }
  if (first.kind === 'channel' && !(proof.machine && proof.scopes.includes(scope))) {
    throw new Fault('not-authorized', `渠道须以自己的凭据和 ${scope} 授权范围调用。`);
  }
  const { id, kind, name, center, home_branch: homeBranch } = first;
  const grants = grantsIn(rows, kind);
  return { id, kind, name, center, homeBranch, grants, scopes: proof.scopes };
}

function grantsIn(rows: readonly StaffRow[], kind: 'person' | 'channel'): readonly Grant[] {
  return ROLES.filter((role) => (kind === 'channel') === (role === 'channel')).flatMap((role) =>
    rows.flatMap(({ role: granted, scope_center: center, branch }) =>
      granted === role && center !== null ? [{ role, center, branch }] : [],
    ),
  );
}

/** Where something stands: what a grant is compared with. */
export interface Place {
  readonly center: string;
  readonly branch: string | null;
}

/** A grant without a branch reaches the whole center; nothing reaches beyond its center. */
export function reaches(grant: Grant, place: Place): boolean {
  return grant.center === place.center && (grant.branch === null || grant.branch === place.branch);
}

/**
 * Whether a grant reaches a case that was found for the caller. A channel reaches what it brought
 * wherever in the center it is handled now.
 */
export function reachesCase(grant: Grant, place: Place): boolean {
  return grant.role === 'channel' ? grant.center === place.center : reaches(grant, place);
}

/** Grants as columns for SQL: see `VISIBLE` in queries/scope.ts. */
export interface GrantColumns {
  readonly centers: readonly string[];
  readonly branches: readonly (string | null)[];
  readonly owns: readonly boolean[];
}

export function grantColumns(grants: readonly Grant[]): GrantColumns {
  return {
    centers: grants.map(({ center }) => center),
    branches: grants.map(({ branch }) => branch),
    owns: grants.map(({ role }) => role === 'channel'),
  };
}

/** The caller in one role, as the workflow and the audit functions are told. */
export function actorOf(caller: Caller, grant: Grant, origin: string): Actor {
  return {
    id: caller.id,
    role: grant.role,
    center: grant.center,
    branch: grant.branch ?? caller.homeBranch,
    origin,
  };
}
