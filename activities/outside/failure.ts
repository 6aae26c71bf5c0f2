/**
 * Why an outside system's answer could not be had or used.
 *
 * The texts are made here and hold nothing that was sent or received: an answer may hold personal
 * data, and a fault's text ends in logs and workflow histories. For the same reason there is no
 * `cause`. What a person needs is in `members`: the system and the reason.
 */
import { Fault, type FaultCode } from '../../src/domain/fault.ts';

export type OutsideSystem = 'national' | 'identity' | 'notices' | 'bank';

interface ReasonSpec {
  readonly code: FaultCode;
  readonly text: string;
  /** Does it speak against the system, so that the circuit counts it? */
  readonly counts: boolean;
  /** May a further attempt of the same call help? */
  readonly again: boolean;
}

const UNAVAILABLE = { code: 'outside-system-unavailable', counts: true, again: true } as const;
const UNUSABLE = { code: 'outside-answer-unusable', counts: true, again: true } as const;

const REASONS = {
  unreachable: { ...UNAVAILABLE, text: 'cannot be reached' },
  'timed-out': { ...UNAVAILABLE, text: 'did not answer in time' },
  'cut-off': { ...UNAVAILABLE, text: 'ended the connection before the answer was whole' },
  'server-error': { ...UNAVAILABLE, text: 'answered with a server error' },
  busy: { ...UNAVAILABLE, text: 'asks for fewer requests' },
  'circuit-open': {
    ...UNAVAILABLE,
    text: 'is not asked for a while, because it failed too often',
    counts: false,
    again: false,
  },
  'held-back': {
    ...UNAVAILABLE,
    text: 'is asked as much as it may be; the request was held back',
    counts: false,
    again: false,
  },
  redirected: { ...UNUSABLE, text: 'sent us elsewhere, where we do not go' },
  'not-http': { ...UNUSABLE, text: 'answered in something that is not HTTP' },
  'wrong-type': { ...UNUSABLE, text: 'answered in a content type that was not asked for' },
  'not-json': { ...UNUSABLE, text: 'answered in something that is not JSON' },
  'wrong-shape': { ...UNUSABLE, text: 'answered without what an answer must have' },
  'too-large': { ...UNUSABLE, text: 'answered more than an answer may hold' },
  'other-request': { ...UNUSABLE, text: 'answered another request' },
  'checksum-differs': { ...UNUSABLE, text: 'sent a file other than the one it told of' },
  'sums-differ': { ...UNUSABLE, text: 'sent a file whose sums do not add up' },
  'request-refused': {
    ...UNUSABLE,
    text: 'does not accept the request',
    counts: false,
    again: false,
  },
  'key-conflict': {
    code: 'effect-conflict',
    text: 'knows the request id with another content',
    counts: false,
    again: false,
  },
} as const satisfies Record<string, ReasonSpec>;
export type Reason = keyof typeof REASONS;

/** The fault to throw; `members` name the system and the reason, never what was said. */
export function outsideFault(system: OutsideSystem, reason: Reason, status?: number): Fault {
  const { code, text } = REASONS[reason];
  const members = { system, reason, ...(status !== undefined && { status }) };
  return new Fault(code, `outside system ${system} ${text}`, { members });
}

/** The reason of a fault made here; null for anything else, such as a cancellation or a bug. */
export function reasonOf(error: unknown): Reason | null {
  if (!(error instanceof Fault) || !('reason' in error.members)) return null;
  const { reason } = error.members;
  return typeof reason === 'string' && reason in REASONS ? (reason as Reason) : null; // just checked
}

export function countsAgainst(error: unknown): boolean {
  const reason = reasonOf(error);
  return reason !== null && REASONS[reason].counts;
}

export function mayTryAgain(error: unknown): boolean {
  const reason = reasonOf(error);
  return reason !== null && REASONS[reason].again;
}

/** True when it is certain that the request was not sent; whatever else went wrong, it may have been. */
export function neverLeft(error: unknown): boolean {
  const reason = reasonOf(error);
  return reason === 'circuit-open' || reason === 'held-back';
}

/** True when something came back, but not the answer to what was asked. */
export function isUnusable(error: unknown): boolean {
  return error instanceof Fault && error.code === 'outside-answer-unusable';
}
