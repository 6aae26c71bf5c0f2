/** The ports of a start. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkPorts, freePorts, portsFrom, wantedPorts } from '../../src/embedded/ports.ts';

describe('the ports of a start', () => {
  it('all move with the base', () => {
    const low = wantedPorts(portsFrom(7300)).map(([port]) => port);
    const high = wantedPorts(portsFrom(17_300)).map(([port]) => port);
    expect(high).toEqual(low.map((port) => port + 10_000));
  });

  it('are all different', () => {
    const ports = wantedPorts(portsFrom(7300)).map(([port]) => port);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it.each([1023, 32_701, 70_000, 7300.5, Number.NaN])('refuse %d as a base', (base) => {
    expect(() => portsFrom(base)).toThrow('--port-base');
  });

  it.each([1024, 32_700])('accept %d as a base, and stay below the engine’s limit', (base) => {
    for (const [port] of wantedPorts(portsFrom(base))) expect(port).toBeLessThanOrEqual(32_767);
  });
});

describe('a port that is taken', () => {
  it('is named with the service of ours that wants it', async () => {
    const [taken = 0, free = 0] = await freePorts(2);
    const server = createServer().listen(taken, '127.0.0.1');
    await once(server, 'listening');
    const check = checkPorts([
      [taken, '数据库 PostgreSQL'],
      [free, '登录服务'],
    ]);
    await expect(check).rejects.toThrow(`${taken}（数据库 PostgreSQL要用）`);
    await expect(check).rejects.not.toThrow('登录服务');
    server.close();
  });

  it('does not stop a start once it is free again', async () => {
    const [port = 0] = await freePorts(1);
    await expect(checkPorts([[port, '登录服务']])).resolves.toBeUndefined();
  });
});
