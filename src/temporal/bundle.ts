/** The workflow bundle: made once per process start, the same for workers and replay. */
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { FAILURE_CONVERTER } from './codec.ts';

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

/** @param workflowsPath another registry, for tests that break one on purpose */
export function bundleWorkflows(workflowsPath = WORKFLOWS): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath,
    failureConverterPath: FAILURE_CONVERTER,
    logger: silent,
  });
}

/** The bundler's progress would bury a process's own lines; its errors are thrown anyway. */
const silent = {
  log: () => undefined,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
