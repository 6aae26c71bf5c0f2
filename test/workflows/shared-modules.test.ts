/** The modules of workflows are evaluated once for a worker and frozen: no workflow has its own. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { workflowBundle } from '../harness/bundle.ts';

/** As the worker's sandbox keeps modules: those of the worker, and those of the workflow that runs. */
async function loaded(): Promise<{ readonly shared: number; readonly own: number }> {
  const { codePath } = await workflowBundle();
  const [shared, own] = [new Map<string, object>(), new Map<string, object>()];
  let running = false;
  const cache = new Proxy(
    {},
    {
      get: (_, id) => shared.get(String(id)) ?? (running ? own.get(String(id)) : undefined),
      set: (_, id, module: object) => {
        (running ? own : shared).set(String(id), module);
        return true;
      },
    },
  );
  const globals = { AsyncLocalStorage, URL, URLSearchParams, TextEncoder, TextDecoder };
  const context = createContext({
    ...globals,
    ...{ AbortController, assert: () => undefined, __webpack_module_cache__: cache },
  });
  runInContext(readFileSync(codePath, 'utf8'), context);
  runInContext('__TEMPORAL__.preloadModules()', context);
  running = true;
  runInContext('__TEMPORAL__.importWorkflows()', context);
  return { shared: shared.size, own: own.size };
}

describe('a workflow that begins', () => {
  it('evaluates no module: those of all workflows are there', async () => {
    const { shared, own } = await loaded();
    expect(shared).toBeGreaterThan(250);
    expect(own).toBe(0);
  });
});
