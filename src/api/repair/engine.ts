/**
 * What guided repair needs of the engine: how one workflow stands, and the few moves that are safe.
 *
 * Every move may be made twice: a process that died between a move and its note makes it again.
 */
import type { CaseStart, Standing } from '../../cases/messages.ts';
import type { EngineView, PendingActivity } from '../radar/finding.ts';

/** As the radar sees it, with what a move has to name. */
export interface WorkflowView extends EngineView {
  readonly runId: string | null;
  readonly activities: readonly NamedActivity[];
  /** Where the workflow itself believes to stand; null when it does not answer. */
  readonly standing: Pick<Standing, 'stage' | 'version'> | null;
}

export interface NamedActivity extends PendingActivity {
  readonly id: string;
}

export interface RepairEngine {
  /** @throws Fault 'engine-unavailable' */
  look: (caseId: string) => Promise<WorkflowView>;
  /**
   * The workflow reads its books again and looks what is due.
   *
   * @throws Fault 'case-ended' when there is none, 'engine-unavailable' when it does not answer
   */
  wake: (caseId: string, updateId: string) => Promise<Standing>;
  /** A new workflow that goes on from the books; nothing happens when one is open. */
  restart: (start: CaseStart) => Promise<void>;
  /** Ends one run, and only that; nothing happens when it has ended. */
  end: (caseId: string, run: { readonly runId: string; readonly why: string }) => Promise<void>;
  /** These activities are tried again at once; those that are over meanwhile are passed over. */
  retryActivities: (caseId: string, activities: readonly NamedActivity[]) => Promise<void>;
}

export function isOpen(view: Pick<EngineView, 'status'>): boolean {
  return view.status === 'running' || view.status === 'paused';
}
