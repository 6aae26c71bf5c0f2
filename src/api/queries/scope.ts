/**
 * Row visibility as SQL, the same for every list: a grant of the center, and of the branch unless
 * it holds for all; a channel sees only what it brought, in whatever branch it is handled now.
 *
 * Parameters $1 to $4 are the grants and the caller, in every query that uses these texts.
 */
import { grantColumns, type Caller, type Grant } from '../caller.ts';

const GRANTS = 'unnest($1::text[], $2::text[], $3::boolean[]) as g(center, branch, own)';

/** For a row `c` of "case". */
export const CASE_VISIBLE = `exists (select from ${GRANTS}
  where g.center = c.center
    and case when g.own then c.submitted_by = $4 else g.branch is null or g.branch = c.branch end)`;

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

/**
 * The same for a list that is read in order: one condition per grant, so that each part follows an
 * index of its own. As one condition for all, the whole table would be read and sorted.
 *
 * Made of numbers only; the grants themselves stay parameters $1 to $4.
 */
export function caseScopes(grants: readonly Grant[]): readonly string[] {
  const { branches, owns } = grantColumns(grants);
  return branches.map((branch, index) => {
    const at = `[${index + 1}]`;
    const inBranch = branch === null ? '' : ` and c.branch = ($2::text[])${at}`;
    // A channel sees what it brought wherever it is handled now.
    const within = owns[index] === true ? ' and c.submitted_by = $4' : inBranch;
    // Every parameter is named in every part: a statement must know the type of each.
    return `c.center = ($1::text[])${at}${within} and ($2::text[], $3::boolean[], $4::text) is not null`;
  });
}

/** For tasks `t`; a task without a branch belongs to the whole center, none to a channel. */
export function taskScopes(grants: readonly Grant[]): readonly string[] {
  const { branches, owns } = grantColumns(grants);
  return branches.map((branch, index) => {
    const at = `[${index + 1}]`;
    const inBranch =
      branch === null ? '' : ` and (t.branch is null or t.branch = ($2::text[])${at})`;
    const never = owns[index] === true ? ' and false' : '';
    return `t.center = ($1::text[])${at}${inBranch}${never} and ($2::text[], $3::boolean[], $4::text) is not null`;
  });
}
