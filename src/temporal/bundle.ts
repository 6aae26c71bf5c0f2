/** The workflow bundle: made once per process start, the same for workers and replay. */
import { createHash } from 'node:crypto';
import {
  bundleWorkflowCode,
  type BundleOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { FAILURE_CONVERTER } from './codec.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

/** The bundler's progress would bury a process's own lines; its errors are thrown anyway. */
const silent = {
  log: () => undefined,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function bundleOf(workflowsPath: string): BundleOptions {
  return {
    workflowsPath,
    // Nothing of ours keeps state in a module: every workflow uses the same modules, frozen, instead
    // of evaluating and holding two hundred of its own.
    preloadModules: [workflowsPath],
    failureConverterPath: FAILURE_CONVERTER,
    logger: silent,
  };
}

/** How the workflows of the product are bundled. */
export const WORKFLOW_BUNDLE = bundleOf(WORKFLOWS);

/** @param workflowsPath another registry, for tests that break one on purpose */
export function bundleWorkflows(workflowsPath = WORKFLOWS): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode(bundleOf(workflowsPath));
}

/** Release and digest of the workflow code, the same wherever the same code lies. */
export function buildOf(version: string, { code }: WorkflowBundleWithSourceMap): string {
  const bare = code.replace(/\/\/# sourceMappingURL=.*$/m, '').replaceAll(ROOT, '');
  return `${version}+${createHash('sha256').update(bare).digest('hex').slice(0, 12)}`;
}
