/** What the verification of the trail names: kinds of problems, and their words. */
export type ChainProblemKind =
  'changed' | 'missing' | 'reordered' | 'head-mismatch' | 'seal-missing';

export interface ChainProblem {
  /** Place in the chain; null when it has none. */
  readonly seq: string | null;
  /** Number of the event; null when nobody knows it any more. */
  readonly event: string | null;
  readonly kind: ChainProblemKind;
  readonly detail: string;
}

interface Placed {
  readonly seq: string;
  readonly event: string;
}

export function problem(row: Placed, kind: ChainProblemKind, detail: string): ChainProblem {
  return { seq: row.seq, event: row.event, kind, detail };
}

export function gapProblem(from: bigint, to: bigint, event: string | undefined): ChainProblem {
  const detail =
    from === to ? '该条封链不见了，后一条只有连着它才相符' : `第${from}条至第${to}条封链不见了`;
  return { seq: String(from), event: event ?? null, kind: 'seal-missing', detail };
}

export function lostProblem(event: string): ChainProblem {
  return {
    seq: null,
    event,
    kind: 'seal-missing',
    detail: '该条留痕曾经封链，现在没有封链',
  };
}
