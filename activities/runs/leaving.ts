/**
 * A batch of debits as it leaves for the bank: marked before, and unmarked when the line was never used, so that
 * a run whose batches did not leave may be cancelled. What is not certain stays marked.
 */
import { inRun, type Run } from '../../src/db/runs.ts';
import { markLeaving, markStayed, type Leaving } from '../../src/ledger/debit-batches.ts';
import { nothingLeft, type DeliveringBank } from '../outside/bank-delivery.ts';
import type { RunDeps } from './kind.ts';

export class LeavingOnce {
  readonly #deps: Pick<RunDeps, 'pool' | 'bank'>;
  readonly #run: Run;
  readonly #batch: number;
  #leaving: Leaving | null = null;

  constructor(deps: Pick<RunDeps, 'pool' | 'bank'>, run: Run, batch: number) {
    this.#deps = deps;
    this.#run = run;
    this.#batch = batch;
  }

  /** No instruction leaves of a run that was stopped. */
  async mark(): Promise<void> {
    this.#leaving = await inRun(this.#deps.pool, this.#run, (tx) =>
      markLeaving(tx, this.#run.id, this.#batch),
    );
  }

  bank(): DeliveringBank {
    const { bank } = this.#deps;
    return {
      findInstructions: (...ask) => bank.findInstructions(...ask),
      sendPayouts: (...batch) => bank.sendPayouts(...batch),
      sendDebits: async (...batch) => {
        try {
          return await bank.sendDebits(...batch);
        } catch (error) {
          if (nothingLeft(error)) await this.#stayed();
          throw error;
        }
      },
    };
  }

  async #stayed(): Promise<void> {
    if (!this.#leaving?.first) return;
    const { tries } = this.#leaving;
    await markStayed(this.#deps.pool, { run: this.#run.id, batch: this.#batch, tries });
  }
}
