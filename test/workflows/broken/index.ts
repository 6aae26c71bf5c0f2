/** Workflows with the order of their commands changed on purpose, to see a replay fail. */
import { sleep } from '@temporalio/workflow';
import type { RunStart } from '../../../src/cases/runs.ts';
import * as sound from '../../../workflows/index.ts';

/** A timer where the recorded histories have none. */
function disturbed<Start, End>(course: (start: Start) => Promise<End>) {
  return (start: Start): Promise<End> => {
    void sleep('1 day');
    return course(start);
  };
}

export const accountOpening = disturbed(sound.accountOpening);
export const contributionChange = disturbed(sound.contributionChange);
export const openingReversal = disturbed(sound.openingReversal);
export const agreementChange = disturbed(sound.agreementChange);
export const breach = disturbed(sound.breach);
export const deathPayout = disturbed(sound.deathPayout);
export const exit = disturbed(sound.exit);
export const withdrawal = disturbed(sound.withdrawal);
export const hold = disturbed(sound.hold);
export const conversionToFlexible = disturbed(sound.conversionToFlexible);
export const conversionToEmployee = disturbed(sound.conversionToEmployee);
export const personalChange = disturbed(sound.personalChange);
export const resumption = disturbed(sound.resumption);
export const dormantClosing = disturbed(sound.dormantClosing);
export const irregularity = disturbed(sound.irregularity);
export const dueRun = disturbed(sound.dueRun);

/** The sleep comes before the step, not after it. */
export async function run(start: RunStart): Promise<string> {
  await sleep('20 seconds');
  return sound.run(start);
}
