/** What is loaded before a worker: its threads keep no call stack for each promise of a workflow. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const BEFORE = fileURLToPath(new URL('../../bin/no-call-stacks.cjs', import.meta.url));

/** As the engine's library does it when a thread of workflows begins, and what is said afterwards. */
const BEGINNING = `
  let stacks = true;
  try { require('node:v8').promiseHooks.createHook({ init() {} }); }
  catch { stacks = false; console.warn('this Node has no hooks'); }
  console.log(stacks ? 'kept' : 'none');
  console.warn('said');`;

function begun(where: 'program' | 'thread', env: Record<string, string> = {}) {
  const thread = `new (require('node:worker_threads').Worker)(${JSON.stringify(BEGINNING)}, { eval: true });`;
  const args = ['-r', BEFORE, '-e', where === 'thread' ? thread : BEGINNING];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { kept: stdout.trim(), warned: stderr.trim().split('\n') };
}

describe('call stacks of promises', () => {
  it('are not kept in a thread, and no line says that Node could not', () => {
    expect(begun('thread')).toEqual({ kept: 'none', warned: ['said'] });
  });

  it('are kept where somebody asks for them', () => {
    expect(begun('thread', { ANJU_CALL_STACKS: '1' })).toEqual({ kept: 'kept', warned: ['said'] });
  });

  it('are nobody else’s: the program itself has its hooks', () => {
    expect(begun('program')).toEqual({ kept: 'kept', warned: ['said'] });
  });
});
