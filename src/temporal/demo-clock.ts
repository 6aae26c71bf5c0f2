/**
 * The clock of a time demo (演示时间): how far its business is ahead of the machine, in a file that its
 * processes share. It only ever goes forward.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface DemoClock {
  /** The demo's instant (ms). */
  readonly now: () => number;
  /** How far ahead of the machine it is (ms). */
  readonly ahead: () => number;
  /** Nothing happens when the demo is later already. */
  readonly setTo: (instant: number) => void;
}

export function openDemoClock(file: string, machine: () => number = Date.now): DemoClock {
  const ahead = (): number => {
    // A file that is not there yet: nobody has moved the time.
    const text = readIfThere(file);
    const told = Number(text);
    return Number.isFinite(told) && told > 0 ? told : 0;
  };
  return {
    now: () => machine() + ahead(),
    ahead,
    setTo: (instant) => {
      const wanted = Math.ceil(instant - machine());
      if (wanted <= ahead()) return;
      // Put in place whole: another process reads at any moment.
      const beside = `${file}.${process.pid}`;
      writeFileSync(beside, String(wanted), { mode: 0o600 });
      renameSync(beside, file);
    },
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
