/**
 * What an error of PostgreSQL means: the database is away for a while, one of the audited
 * functions said no, or (null) it is a bug.
 */
import { Fault, type FaultCode } from '../domain/fault.ts';

/** SQLSTATEs, by class or whole, after which the same request may succeed unchanged. */
const UNAVAILABLE = /^(?:08...|53...|57P..|40001|40P01|57014|55P03|25P0[34]|25006|58030)$/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Codes of Node for a connection that cannot be made or was lost. */
const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** pg says these without a code. */
const LOST_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|Client was closed)/;

/** What the audited functions raise (migrations/0007-functions.sql), and the fault it stands for. */
const REFUSALS: Readonly<Record<string, FaultCode>> = {
  AJ400: 'input-invalid',
  AJ403: 'not-authorized',
  AJ404: 'not-found',
  AJ409: 'action-not-permitted',
  AJ410: 'same-person',
  AJ411: 'person-key-destroyed',
  AJ412: 'version-conflict',
  AJ420: 'mandate-exists',
  AJ421: 'mandate-ended',
  AJ422: 'mandate-not-waiting',
  AJ423: 'mandate-under-way',
};

/**
 * Classifies whatever a query threw.
 *
 * @returns Fault 'database-unavailable' when the server, the connection or a lock was in the way;
 *   null for everything else. The message never repeats PostgreSQL's, which may quote a row.
 */
export function databaseFault(error: unknown): Fault | null {
  if (!(error instanceof Error)) return null;
  const lost = isLost(error) || (isAggregate(error) && error.errors.some(isLost));
  return lost
    ? new Fault('database-unavailable', '数据库暂时不可用，请稍后以同一请求重试。', {
        cause: error,
      })
    : null;
}

/**
 * The fault behind a refusal of one of the `api_*` functions; its message is Chinese and fit to show.
 *
 * @returns null when the error is none
 */
export function refusalFault(error: unknown): Fault | null {
  const code = REFUSALS[sqlState(error) ?? ''];
  if (code === undefined || !(error instanceof Error)) return null;
  const remedy = hintOf(error);
  return new Fault(code, error.message, {
    cause: error,
    ...(remedy !== null && { members: { remedy } }),
  });
}

/** What our own function says can be done. */
function hintOf(error: Error): string | null {
  return 'hint' in error && typeof error.hint === 'string' ? error.hint : null;
}

/** The fault behind a refusal that a function reports as part of its answer. */
export function refusalOf(state: string, message: string): Fault {
  return new Fault(REFUSALS[state] ?? 'action-not-permitted', message);
}

/** Runs a query of an audited function and turns its refusals into faults. */
export async function refusing<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw refusalFault(error) ?? error;
  }
}

/** The five characters of PostgreSQL's answer, when it was PostgreSQL that answered. */
export function sqlState(error: unknown): string | undefined {
  const code = codeOf(error);
  return code !== undefined && SQLSTATE.test(code) && !LOST.has(code) ? code : undefined;
}

/** The name of the constraint that refused, when one did. */
export function constraintOf(error: unknown): string | null {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null;
}

function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return LOST.has(code) || UNAVAILABLE.test(code);
  return error instanceof Error && LOST_WORDS.test(error.message);
}

/** Node tries all addresses of a name and reports all failures as one. */
function isAggregate(error: Error): error is AggregateError {
  return 'errors' in error && Array.isArray(error.errors);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
