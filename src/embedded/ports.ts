/** The ports of one start, and who is in the way when one is taken. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { INNER_PORTS, portsOf, type TemporalPorts } from './temporal-config.ts';

export interface Ports {
  readonly api: number;
  readonly issuer: number;
  readonly simulators: number;
  readonly caseWorker: number;
  readonly runWorker: number;
  readonly postgres: number;
  readonly temporal: TemporalPorts;
}

export const PORT_BASE = 7300;
const PORT_BASE_MIN = 1024;
/** The Temporal server stores its ports in PostgreSQL's smallint. */
const PORT_MAX = 32_767;
const PORT_BASE_MAX = 32_700;

/**
 * All ports of a start, counted from one base.
 *
 * @throws Error in Chinese when the base leaves no room
 */
export function portsFrom(base: number): Ports {
  if (!Number.isInteger(base) || base < PORT_BASE_MIN || base > PORT_BASE_MAX) {
    throw new Error(`--port-base 须是 ${PORT_BASE_MIN} 到 ${PORT_BASE_MAX} 之间的整数`);
  }
  return {
    api: base,
    issuer: base + 1,
    simulators: base + 10,
    caseWorker: base + 21,
    runWorker: base + 22,
    postgres: base + 32,
    temporal: {
      frontend: base + 33,
      inner: Array.from({ length: INNER_PORTS }, (_, i) => base + 40 + i),
    },
  };
}

/** Every port with the name of the service that wants it. */
export function wantedPorts(ports: Ports): [port: number, title: string][] {
  return [
    [ports.api, '网页与接口'],
    [ports.issuer, '登录服务'],
    [ports.simulators, '外部系统模拟器'],
    [ports.caseWorker, '办件进程（健康检查）'],
    [ports.runWorker, '批处理进程（健康检查）'],
    [ports.postgres, '数据库 PostgreSQL'],
    ...portsOf(ports.temporal).map((port): [number, string] => [port, '流程引擎 Temporal']),
  ];
}

/** @throws Error in Chinese naming each taken port and the service of ours that wants it */
export async function checkPorts(wanted: readonly [port: number, title: string][]): Promise<void> {
  const free = await Promise.all(wanted.map(([port]) => isFree(port)));
  const taken = wanted.filter((_, i) => free[i] === false);
  if (taken.length === 0) return;
  throw new Error(
    [
      '以下端口已被其他程序占用：',
      ...taken.map(([port, title]) => `  · ${port}（${title}要用）`),
      '请先停止占用它的程序，或换一组端口：npm start -- --port-base 17300',
    ].join('\n'),
  );
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/**
 * Free ports, drawn at random below the range that systems give to outgoing connections; so two
 * test runs at once hardly meet.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(10_000, PORT_MAX + 1);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}
