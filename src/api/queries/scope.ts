/**
 * Row visibility as SQL, the same for every list: a grant of the center, and of the branch unless
 * it holds for all; a channel sees only what it brought.
 *
 * Parameters $1 to $4 are the grants and the caller, in every query that uses these texts.
 */
import { grantColumns, type Caller, type Grant } from '../caller.ts';

const GRANTS = 'unnest($1::text[], $2::text[], $3::boolean[]) as g(center, branch, own)';

/** For a row `c` of "case". */
export const CASE_VISIBLE = `exists (select from ${GRANTS}
  where g.center = c.center and (g.branch is null or g.branch = c.branch)
    and (not g.own or c.submitted_by = $4))`;

/** For a row `t` of task: a task without a branch belongs to the whole center. */
export const TASK_VISIBLE = `exists (select from ${GRANTS}
  where g.center = t.center and (g.branch is null or t.branch is null or g.branch = t.branch)
    and not g.own and $4::text is not null)`;

/** For a column of a center code. */
export const CENTER_VISIBLE = `exists (select from ${GRANTS}
  where g.center = x.center and not g.own and $4::text is not null)`;

/** For a thing of a center, and of a branch when it has one: columns by their names. */
export function visibleAt(center: string, branch: string): string {
  return `exists (select from ${GRANTS}
    where g.center = ${center} and (g.branch is null or ${branch} is null or g.branch = ${branch})
      and not g.own and $4::text is not null)`;
}

export type ScopeParams = readonly [
  readonly string[],
  readonly (string | null)[],
  readonly boolean[],
  string,
];

export function scopeParams(caller: Caller, grants: readonly Grant[]): ScopeParams {
  const { centers, branches, owns } = grantColumns(grants);
  return [centers, branches, owns, caller.id];
}
