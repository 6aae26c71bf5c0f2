/**
 * Delivers what the cases' changes want outside: notices to applicants, wake-up calls to cases, what
 * a mandate wants of the bank.
 *
 * It runs beside the workers, any number of times at once. A message leaves under its own key, so
 * that a repeated delivery is known as such; what became of a notice comes by the inbox (inbox.ts),
 * else is asked for, and becomes an event of the case.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { caseWorkflowId } from '../src/cases/messages.ts';
import { openJson, sealJson } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import type { Secrets } from '../src/crypto/secrets.ts';
import { readAddress, readPhone } from '../src/db/applicants.ts';
import { insertEvents } from '../src/db/case-writes.ts';
import {
  insertLater,
  markDelivered,
  markFailed,
  takeOutgoing,
  type Outgoing,
} from '../src/db/outbox.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { Fault } from '../src/domain/fault.ts';
import { messageOf } from '../src/documents/message.ts';
import { handleIncoming } from './inbox.ts';
import { deliverMandate, isAboutMandate, type MandateDeps } from './mandates.ts';
import type { Offices } from './offices.ts';
import type { NoticesClient } from './outside/notices.ts';
import { deliverAboutPayouts, isAboutPayouts } from './payout-messages.ts';
import type { PayoutDeps } from './payouts.ts';
import { SIGNALS, tellOfService } from './service-news.ts';
import { startFound, type FoundType } from './start-found.ts';
import { endUnbegun } from './end-unbegun.ts';
import { deliverToRuns, isAboutRuns } from './run-messages.ts';

export interface RelayDeps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly personKeys: PersonKeys;
  readonly offices: Offices;
  readonly notices: NoticesClient;
  readonly bank: MandateDeps['bank'] & PayoutDeps['bank'];
  readonly client: Client;
  /** Where case workers listen; left out: as everywhere. */
  readonly taskQueue?: string;
  /** Told of every failed attempt: a code, never a text from outside. */
  readonly onFailure?: (failure: { readonly kind: string; readonly code: string }) => void;
  /** Told of every look into the outbox, and of those that failed. */
  readonly book?: {
    readonly passed: (done: number) => void;
    readonly failed: (error: unknown) => void;
  };
}

const BATCH = 20;
const PAUSE_MS = 300;
const TIMEOUT_MS = 5_000;
/** About half a day of growing pauses; then a supervisor sees it. */
const ATTEMPTS_MAX = 80;
/** The service says by itself what became of a notice; it is asked when it has not. */
const ASK_AFTER_MS = 30_000;

/** @returns stops after the batch in hand */
export function runRelay(deps: RelayDeps): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const count = await passOnce(deps).catch((error: unknown) => {
        deps.book?.failed(error);
        return null;
      });
      if (count !== null) deps.book?.passed(count);
      if ((count ?? 0) < BATCH) await pause(stopping.signal);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Until the next look, or until it is time to stop. */
async function pause(signal: AbortSignal): Promise<void> {
  await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
}

/** What is due now, outward and inward. @returns how many rows were taken */
async function passOnce(deps: RelayDeps): Promise<number> {
  const [sent, came] = await Promise.all([relayOnce(deps), handleIncoming(deps)]);
  return Math.max(sent, came);
}

/** Delivers what is due now. @returns how many rows were taken */
export async function relayOnce(deps: RelayDeps): Promise<number> {
  const rows = await takeOutgoing(deps.pool, BATCH);
  await Promise.all(
    rows.map(async (row) => {
      try {
        await deliver(deps, row);
      } catch (error) {
        const code = error instanceof Fault ? error.code : 'bug';
        deps.onFailure?.({ kind: row.kind, code });
        await markFailed(deps.pool, { id: row.id, code, attemptsMax: ATTEMPTS_MAX });
      }
    }),
  );
  return rows.length;
}

function deliver(deps: RelayDeps, row: Outgoing): Promise<void> {
  if (isAboutMandate(row.kind)) return deliverMandate(deps, row);
  if (isAboutRuns(row.kind)) return deliverToRuns(deps, row, row.kind);
  if (isAboutPayouts(row.kind)) return deliverAboutPayouts(deps, row, row.kind);
  const signal = SIGNALS[row.kind];
  if (signal !== undefined) return signalCase(deps, row, { caseId: about(row).case_id, signal });
  switch (row.kind) {
    case 'notice':
      return sendNotice(deps, row);
    case 'notice-status':
      return askNotice(deps, row);
    case 'wake-case':
      return wakeCase(deps, row);
    case 'start-breach':
      return beginFound(deps, row, 'breach');
    case 'start-dormant-closing':
      return beginFound(deps, row, 'dormant-closing');
    case 'start-conversion-to-employee':
      return beginFound(deps, row, 'conversion-to-employee');
    case 'start-irregularity':
      return beginFound(deps, row, 'irregularity');
    default:
      throw new Fault('not-found', `nobody delivers ${row.kind}`);
  }
}

interface About {
  readonly case_id: string;
  readonly person: string;
}

function about(row: Outgoing): About {
  const { case_id, person } = row;
  if (case_id === null || person === null) throw new Fault('not-found', 'the row is about nobody');
  return { case_id, person };
}

async function payloadOf({ pool, personKeys }: RelayDeps, row: Outgoing) {
  const { person } = about(row);
  const { rows } = await pool.query<{ wrapped_key: string | null }>(
    'select wrapped_key from person where id = $1',
    [person],
  );
  const key = personKeys.unwrap(person, rows[0]?.wrapped_key ?? null);
  return { key, payload: openJson(key, place.outbox(row.key), row.payload) };
}

interface NoticePayload {
  readonly document: string;
  readonly way: 'sms' | 'app' | 'letter';
  /** A number that is not the person's any more. */
  readonly to?: string;
}

async function sendNotice(deps: RelayDeps, row: Outgoing): Promise<void> {
  const { person, case_id: caseId } = about(row);
  const { key, payload } = await payloadOf(deps, row);
  const { document, way, to: elsewhere } = payload as NoticePayload;
  const { personKeys, secrets, pool } = deps;
  const { rows } = await pool.query<{ kind: string; template: string; content: string }>(
    'select kind, template, content from document where id = $1',
    [document],
  );
  const printed = rows[0];
  if (!printed) throw new Fault('not-found', 'the document is not there');
  const content = openJson(key, place.document(document), printed.content);
  const text = messageOf(printed.kind, printed.template, content);
  const reach = { personKeys, lookup: secrets.lookup };
  // A letter goes to the address; message and app know the person by the phone.
  const read = way === 'letter' ? readAddress : readPhone;
  const to = elsewhere ?? (await inTransaction(pool, (tx) => read(tx, reach, person)));
  const told = { document, kind: printed.kind, way };
  if (text === null || to === null) {
    await finish(deps, row, { kind: 'notice-failed', public: { ...told, code: 'no-address' } });
    return;
  }
  const { accepted, reason } = await deps.notices.send(
    { channel: way, to, template: printed.template, text },
    { key: row.key, timeoutMs: TIMEOUT_MS },
  );
  if (!accepted) {
    const code = reason === 'not-registered' ? reason : 'refused';
    await finish(deps, row, { kind: 'notice-failed', public: { ...told, code } });
    return;
  }
  await finish(
    deps,
    row,
    { kind: 'notice-sent', public: told },
    {
      key: `${row.key}:status`,
      center: row.center,
      caseId,
      person,
      kind: 'notice-status',
      payload: sealJson(key, place.outbox(`${row.key}:status`), { ...told, message: row.key }),
      at: Date.now() + ASK_AFTER_MS,
    },
  );
}

/** Accepted is not delivered: the service is asked until it knows. */
async function askNotice(deps: RelayDeps, row: Outgoing): Promise<void> {
  const { payload } = await payloadOf(deps, row);
  const { message, ...told } = payload as { message: string; document: string };
  // Why it failed stands in the service's words, which may name anybody: the code is enough.
  const { state } = await deps.notices.status({ key: message, timeoutMs: TIMEOUT_MS });
  if (state === 'accepted') throw new Fault('outside-system-unavailable', 'not delivered yet');
  await finish(
    deps,
    row,
    state === 'delivered'
      ? { kind: 'notice-delivered', public: told }
      : { kind: 'notice-failed', public: { ...told, code: state } },
  );
}

async function wakeCase(deps: RelayDeps, row: Outgoing): Promise<void> {
  const { payload } = await payloadOf(deps, row);
  const { caseId, signal = 'claimFree' } = payload as { caseId: string; signal?: string };
  await signalCase(deps, row, { caseId, signal });
}

async function signalCase(
  deps: RelayDeps,
  row: Outgoing,
  { caseId, signal }: { readonly caseId: string; readonly signal: string },
): Promise<void> {
  try {
    await deps.client.workflow.getHandle(caseWorkflowId(caseId)).signal(signal);
  } catch (error) {
    // A case that has ended meanwhile waits for nothing.
    if (!(error instanceof WorkflowNotFoundError)) {
      throw new Fault('engine-unavailable', 'the case could not be woken', { cause: error });
    }
  }
  await finish(deps, row, null);
}

/** What there is no more when its case shall begin ends in the books without one. */
async function beginFound(deps: RelayDeps, row: Outgoing, type: FoundType): Promise<void> {
  const { case_id: caseId, person } = about(row);
  const { payload } = await payloadOf(deps, row);
  const { account = '', branch } = payload as { account?: string; branch: string };
  const found = { caseId, center: row.center, branch, account };
  const begun = await startFound(deps.client, type, found, deps.taskQueue);
  await inTransaction(deps.pool, async (tx) => {
    if (!(await markDelivered(tx, row.id)) || begun) return;
    await endUnbegun(tx, type, { caseId, person, at: businessNow() });
  });
}

/** Marks the row and writes what happened, in one transaction; once, whoever delivered it too. */
async function finish(
  { pool }: RelayDeps,
  row: Outgoing,
  event: { readonly kind: string; readonly public: object } | null,
  later?: Parameters<typeof insertLater>[1],
): Promise<void> {
  const { case_id: caseId, person } = about(row);
  await inTransaction(pool, async (tx) => {
    if (!(await markDelivered(tx, row.id))) return;
    if (later) await insertLater(tx, later);
    if (!event) return;
    const actor = { actor: 'system', role: 'system', origin: 'relay' };
    await insertEvents(tx, { center: row.center, caseId, person, at: businessNow() }, [
      { ...event, ...actor, content: null },
    ]);
    await tellOfService(tx, row, event.kind);
  });
}
