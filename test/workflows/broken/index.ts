/** Workflows with the order of their commands changed on purpose, to see a replay fail. */
import { sleep } from '@temporalio/workflow';
import type { CaseStart } from '../../../src/cases/messages.ts';
import { accountOpening as sound } from '../../../workflows/account-opening.ts';

export function accountOpening(start: CaseStart): Promise<string> {
  // A timer where the recorded histories have none.
  void sleep('1 day');
  return sound(start);
}
