/** The servers of the long form, and a door by which its story has them started again. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startServers } from '../harness/servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a POST starts PostgreSQL and Temporal again; left out: they are shared with other suites. */
    readonly restart?: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { servers, restart, stop } = await startServers((line) => {
    console.log(line);
  });
  const door = createServer((_, response) => {
    const end = (status: number) => {
      response.writeHead(status).end();
    };
    restart().then(
      () => {
        end(204);
      },
      (error: unknown) => {
        console.error(error);
        end(500);
      },
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  project.provide('servers', servers);
  project.provide('restart', `http://127.0.0.1:${(door.address() as AddressInfo).port}/`);
  return async () => {
    door.close();
    await stop();
  };
}
