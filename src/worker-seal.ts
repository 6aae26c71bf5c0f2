/** The sealer as the run worker starts it: what it did and what stopped it stand in the beats. */
import type pg from 'pg';
import type { Secrets } from './crypto/secrets.ts';
import { runSealer } from './db/sealer.ts';
import type { openLoopBook } from './worker-beat.ts';

interface Sealing {
  readonly secrets: Secrets;
  readonly heads: string;
  readonly seal: ReturnType<typeof openLoopBook>;
  readonly onFault: (error: unknown) => void;
}

export function startSealer(pool: pg.Pool, { secrets, heads, seal, onFault }: Sealing) {
  return runSealer(pool, {
    ...{ secrets, heads },
    onPass: seal.passed,
    onFault: (error) => {
      seal.failed(error);
      onFault(error);
    },
  });
}
