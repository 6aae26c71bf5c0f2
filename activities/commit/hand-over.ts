/** Hand-over of a case (移交网点) within a change: where it goes, and what the trail says of it. */
import type { Change } from '../../src/cases/change.ts';
import { findBranchOf, moveTasksTo } from '../../src/db/hand-over.ts';
import type { Tx } from '../../src/db/pool.ts';
import { Fault } from '../../src/domain/fault.ts';

interface Place {
  readonly id: string;
  readonly center: string;
  readonly branch: string;
}

/**
 * Moves the open tasks and completes the event: from which branch to which.
 *
 * @returns the change as it is to be written; the same one when the case stays where it is
 * @throws Fault 'input-invalid' for no branch of this center, 'action-not-permitted' for the one
 *   where the case is already
 */
export async function handedOver(tx: Tx, change: Change, place: Place | null): Promise<Change> {
  const { branch, caseId, on } = change;
  if (branch === undefined || place === null) return change;
  const [from, to] = [
    await findBranchOf(tx, place.center, place.branch),
    await findBranchOf(tx, place.center, branch),
  ];
  if (!from || to?.active !== true) {
    const detail = '接收网点不存在、已停用，或不属于本中心';
    throw new Fault('input-invalid', `${detail}。`, {
      members: { errors: [{ pointer: '#/branch', detail }] },
    });
  }
  if (from.id === to.id) throw new Fault('action-not-permitted', '该业务已在所选网点。');
  await moveTasksTo(tx, { caseId, branch, on });
  const places = { from: from.id, fromName: from.name, to: to.id, toName: to.name };
  return {
    ...change,
    events: change.events.map((event) =>
      event.kind === 'handed-over' ? { ...event, public: { ...event.public, ...places } } : event,
    ),
  };
}
