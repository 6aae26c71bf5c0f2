/**
 * What the engine itself says of the cases, read only: which workflows run, how one stands, what
 * lies in its queues. Asked by the radar and the board; never by anything that moves a case.
 */
import type { EngineView } from './radar/finding.ts';

/** One running case workflow, as the engine's list shows it. */
export interface RunningCase {
  readonly caseId: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  /** The coarse state it shows last. */
  readonly state: string | null;
  readonly startedAt: number;
  /** The engine reports that its code failed several times in a row. */
  readonly failing: boolean;
}

/** One task queue in one of its two kinds. */
export interface QueueView {
  readonly queue: string;
  readonly kind: 'workflow' | 'activity';
  readonly pollers: number;
  /** Tasks that nobody has taken yet; approximate. */
  readonly backlog: number;
  /** Age of the oldest of them, seconds. */
  readonly oldestSeconds: number;
}

export interface EngineWatch {
  /**
   * All running cases of the installation, page by page; never one request per case.
   *
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  running: () => AsyncIterable<readonly RunningCase[]>;
  /**
   * How one case's workflow stands; `absent` when there is none.
   *
   * @param timers also reads when its timers go off
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  look: (caseId: string, timers: boolean) => Promise<EngineView>;
  /** @throws Fault 'engine-unavailable' when the engine does not answer in time */
  queues: () => Promise<readonly QueueView[]>;
}
