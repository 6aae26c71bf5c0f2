// Loaded before a worker (node -r), and so before each of its threads: the engine's library keeps a
// call stack for every promise of a workflow, for a query that nobody here asks. What a case waits for
// is in its waits. ANJU_CALL_STACKS=1 keeps them, for whoever follows a workflow in the engine's own pages.
'use strict';

const { isMainThread } = require('node:worker_threads');

if (!isMainThread && process.env.ANJU_CALL_STACKS !== '1') {
  const { warn } = console;
  require('node:v8').promiseHooks.createHook = () => {
    // The library goes on without the hook, but would say at every start that this Node has none.
    console.warn = () => {
      console.warn = warn;
    };
    throw new Error('call stacks are not kept');
  };
}
