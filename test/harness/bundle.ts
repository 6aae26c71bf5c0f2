/** The workflows as one file, made once for a whole test run: every suite's worker loads it. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { bundleWorkflows } from '../../src/temporal/bundle.ts';

export async function workflowBundle(): Promise<{ readonly codePath: string }> {
  const codePath = join(inject('servers').folder, 'workflows.js');
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflows();
  const own = `${codePath}.${process.pid}`;
  writeFileSync(own, code);
  renameSync(own, codePath);
  return { codePath };
}
