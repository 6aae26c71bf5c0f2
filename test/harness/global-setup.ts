/** Starts the servers before the integration tests and stops them after, whatever happened. */
import type { TestProject } from 'vitest/node';
import { startServers, type Servers } from './servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly servers: Servers;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { servers, stop } = await startServers((line) => {
    console.log(line);
  });
  project.provide('servers', servers);
  return stop;
}
