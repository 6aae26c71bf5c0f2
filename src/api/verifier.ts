/**
 * Verifications of the chain as background work of the API process: a chain of a million lines
 * takes longer than a request may.
 *
 * How far each is stands in the database, so that whoever asks any process is told. A process that
 * stops ends its own unfinished; they are asked for anew.
 */
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Secrets } from '../crypto/secrets.ts';
import { recordAccess } from '../db/access.ts';
import type { Acting } from '../db/acting.ts';
import { verifyChain, type ChainReport } from '../db/verify-chain.ts';
import { beatVerification, endVerification } from './queries/verifications.ts';

export interface VerificationTask {
  readonly id: string;
  /** With who acts in each of them. */
  readonly centers: readonly { readonly center: string; readonly by: Acting }[];
}

export interface Verifier {
  /** Returns at once; the work goes on. */
  readonly start: (task: VerificationTask) => void;
  /** Ends what is under way, unfinished. */
  readonly stop: () => Promise<void>;
}

interface Parts {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  /** Folder of the signed daily heads of the chain. */
  readonly heads: string;
  readonly log: Logger;
  readonly now: () => number;
}

const BEAT_MS = 500;

export function createVerifier(parts: Parts): Verifier {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    start: (task) => {
      const done = run(parts, task, stopping.signal).finally(() => running.delete(done));
      running.add(done);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Never throws: what went wrong is the state of the verification. */
async function run(parts: Parts, { id, centers }: VerificationTask, stop: AbortSignal) {
  const { pool, log, now } = parts;
  const progress = beating(parts, id, stop);
  try {
    const report: ChainReport[] = [];
    for (const { center, by } of centers) {
      const before = progress.walked();
      const walked = (seals: number) => progress.to(before + seals);
      const { secrets, heads } = parts;
      const found = await verifyChain(pool, secrets, center, { heads, walked });
      report.push(found);
      const told = { sealed: found.sealed, problems: found.problemCount };
      const at = { ...by, at: now() };
      await recordAccess(pool, { kind: 'trail-verified', center, public: told, by: at });
    }
    await endVerification(pool, { id, walked: progress.walked(), report, at: now() });
  } catch (error) {
    log.error({ event: 'verification-failed', verification: id, error: nameOf(error) });
    await endVerification(pool, { id, walked: progress.walked(), report: null, at: now() }).catch(
      () => undefined,
    );
  }
}

/** Says how far it is, twice a second. */
function beating({ pool, now }: Parts, id: string, stop: AbortSignal) {
  let walked = 0;
  let said = -Infinity;
  return {
    walked: () => walked,
    to: async (seals: number): Promise<void> => {
      stop.throwIfAborted();
      walked = seals;
      if (now() - said < BEAT_MS) return;
      said = now();
      await beatVerification(pool, { id, walked, at: said });
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
