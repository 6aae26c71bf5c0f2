/** The clock that the processes of a time demo share. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDemoClock } from '../../src/temporal/demo-clock.ts';
import { temporaryFolder } from '../harness/folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the clock of a time demo', () => {
  it('is the machine’s until somebody moves it, and then runs ahead of it', () => {
    let machine = 1_000;
    const clock = openDemoClock(join(folder, 'time'), () => machine);
    expect(clock.now()).toBe(1_000);
    clock.setTo(51_000);
    expect(clock.now()).toBe(51_000);
    machine += 500;
    expect(clock.now()).toBe(51_500);
  });

  it('is the same for every process that has the file', () => {
    const file = join(folder, 'time');
    const [one, other] = [openDemoClock(file, () => 1_000), openDemoClock(file, () => 1_000)];
    one.setTo(9_000);
    expect(other.now()).toBe(9_000);
    expect(other.ahead()).toBe(8_000);
  });

  it('never goes back', () => {
    const clock = openDemoClock(join(folder, 'time'), () => 1_000);
    clock.setTo(9_000);
    clock.setTo(5_000);
    expect(clock.now()).toBe(9_000);
  });
});
