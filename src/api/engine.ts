/**
 * The engine behind the cases, as the API sees it: starts a case and carries an act to it.
 *
 * Both are one Update under an id made from caller and Idempotency-Key. When no answer comes in
 * time nothing is known: the caller hears 503, and the same key meets the same Update again.
 */
import type { Act, CaseStart, Standing, Submission } from '../cases/messages.ts';
import { createHash } from 'node:crypto';

export interface Engine {
  /**
   * Starts the case with its submission, or finds the one that this submission started.
   *
   * @throws Fault as the case's own refusal; 'engine-unavailable' when nothing is known
   */
  start: (start: CaseStart, submission: Submission<unknown>) => Promise<Standing>;
  /**
   * @throws Fault as the case's own refusal; 'case-ended' when there is no such running case;
   *   'engine-unavailable' when nothing is known
   */
  act: (command: ActCommand) => Promise<Standing>;
  health: () => Promise<EngineHealth>;
}

export interface ActCommand {
  readonly caseId: string;
  readonly action: string;
  readonly act: Act;
  readonly updateId: string;
}

export interface EngineHealth {
  readonly reachable: boolean;
  /** Workers that asked for work lately, by task queue. */
  readonly pollers: Readonly<Record<string, number>>;
}

/** The Update that a caller's key stands for. */
export function updateIdOf(caller: string, key: string): string {
  const hash = createHash('sha256').update(`${caller}\n${key}`).digest('hex');
  return `act:${hash.slice(0, 32)}`;
}

/** Namespace of case ids, a random UUID of our own (RFC 9562, version 5 below it). */
const CASE_NAMESPACE = Buffer.from('6f0a4c1e9d2b4f7a8c35e1d07b94a2f3', 'hex');

/** The same caller and key are the same case: uuid version 5 of `caller\nkey`. */
export function caseIdOf(caller: string, key: string): string {
  const bytes = createHash('sha1')
    .update(CASE_NAMESPACE)
    .update(`${caller}\n${key}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
