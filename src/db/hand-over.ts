/** A case that goes to another branch: the branch is looked up, open tasks go along. */
import type { Tx } from './pool.ts';

export interface BranchName {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** A branch of the center, or null. */
export async function findBranchOf(tx: Tx, center: string, id: string): Promise<BranchName | null> {
  const { rows } = await tx.query<BranchName>({
    name: 'find-branch-of',
    text: 'select id, name, active from branch where center = $1 and id = $2',
    values: [center, id],
  });
  return rows[0] ?? null;
}

/**
 * Tasks of a branch go to the new one; who holds one and has no right there lets go of it. Tasks of
 * the whole center stay where they are.
 */
export async function moveTasksTo(
  tx: Tx,
  { caseId, branch, on }: { readonly caseId: string; readonly branch: string; readonly on: string },
): Promise<void> {
  await tx.query({
    name: 'move-tasks-to-branch',
    text: `with fitting as (
             select t.id, s.id as staff
               from task t join staff s on s.id in (t.claimed_by, t.assigned_to)
              where t.case_id = $1 and t.closed_at is null and t.branch is not null
                and s.active and (s.left_on is null or s.left_on >= $3)
                and exists (select from staff_scope g
                  where g.staff = s.id and g.role = t.role and g.center = t.center
                    and (g.branch is null or g.branch = $2)
                    and g.valid_from <= $3 and (g.valid_to is null or g.valid_to >= $3)))
           update task t set branch = $2, version = version + 1,
             claimed_by = case when (t.id, t.claimed_by) in (select id, staff from fitting)
                               then t.claimed_by end,
             claimed_at = case when (t.id, t.claimed_by) in (select id, staff from fitting)
                               then t.claimed_at end,
             assigned_to = case when (t.id, t.assigned_to) in (select id, staff from fitting)
                                then t.assigned_to end
           where t.case_id = $1 and t.closed_at is null and t.branch is not null`,
    values: [caseId, branch, on],
  });
}
