/** Parameters of the papers about runs: their lists, as they were proposed, approved and worked off. */
import type { PlainDate } from '../domain/calendar.ts';
import type { CenterOnPaper } from './on-paper.ts';

export interface RunItemOnPaper {
  readonly n: string;
  /** Account number, or what else it is about. */
  readonly subject: string;
  /** Masked; empty: it is about nobody. */
  readonly holder: string;
  readonly content: string;
  readonly amount: string;
  readonly verdict: string;
  /** Why not, or by whom and why it was struck out; empty: it is to be done. */
  readonly why: string;
  /** 通知（十四）: in full below the list. */
  readonly clause: string;
  readonly result: string;
}

/** A line of the trail about the run. */
export interface RunStepOnPaper {
  readonly at: string;
  readonly who: string;
  readonly what: string;
}

export interface RunCountOnPaper {
  readonly title: string;
  readonly count: string;
}

/** 批处理名单 */
export interface RunListParams {
  readonly center: Pick<CenterOnPaper, 'name' | 'shortName'>;
  readonly run: string;
  readonly kindTitle: string;
  readonly note: string;
  readonly day: PlainDate;
  readonly madeOn: PlainDate;
  readonly madeAt: string;
  readonly state: string;
  /** 全部项目, or which. */
  readonly scope: string;
  /**
   * - `open`: not over yet, nothing is signed
   * - `unsigned`: over before lists were signed
   * - `whole`: list, outcomes and signature fit
   * - `later`: list and signature fit; outcomes that came later changed some
   * - `broken`: the list or what was signed is not what it was
   */
  readonly standing: 'open' | 'unsigned' | 'whole' | 'later' | 'broken';
  /** Who proposed, approved, when. */
  readonly facts: readonly (readonly [string, string])[];
  /** Of the list before and after. */
  readonly digests: readonly (readonly [string, string])[];
  readonly counts: readonly RunCountOnPaper[];
  /** Of those that were approved and not done: what had changed. */
  readonly changes: readonly RunCountOnPaper[];
  readonly items: readonly RunItemOnPaper[];
  /** In full, each once. */
  readonly clauses: readonly string[];
  readonly course: readonly RunStepOnPaper[];
  /** Signature and the digest of its key; empty: it is not signed. */
  readonly signed: readonly (readonly [string, string])[];
}
