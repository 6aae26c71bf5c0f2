/** Which Temporal server a start takes, for every machine it may find itself on. */
import { describe, expect, it } from 'vitest';
import {
  reaches,
  resolveTemporal,
  type Probe,
  type ResolveOptions,
} from '../../src/embedded/temporal-resolver.ts';

const CACHED = { server: '/cache/temporal-server', sqlTool: '/cache/temporal-sql-tool' };
const ON_PATH = { server: '/bin/temporal-server', sqlTool: '/bin/temporal-sql-tool' };
const BUILT = { server: '/built/temporal-server', sqlTool: '/built/temporal-sql-tool' };

/** A machine with nothing on it and no network, but for what is given. */
function machine(
  has: Partial<Probe>,
): Probe & { readonly asked: string[]; readonly said: string[] } {
  const asked: string[] = [];
  const said: string[] = [];
  const probe: Probe = {
    address: () => undefined,
    cachedServer: () => Promise.resolve(undefined),
    serverOnPath: () => Promise.resolve(undefined),
    go: () => Promise.resolve(undefined),
    build: () => Promise.reject(new Error('没有源码')),
    cliOnPath: () => Promise.resolve(undefined),
    download: () => Promise.reject(new Error('没有网络')),
    say: (line) => said.push(line),
    ...has,
  };
  const noting = <K extends 'build' | 'download' | 'cliOnPath'>(name: K): Probe[K] =>
    (() => {
      asked.push(name);
      return probe[name]();
    }) as Probe[K];
  return {
    ...probe,
    build: noting('build'),
    download: noting('download'),
    cliOnPath: noting('cliOnPath'),
    asked,
    said,
  };
}

const PRODUCT: ResolveOptions = { mayUseAddress: true };

describe('the order of the ways', () => {
  it('takes TEMPORAL_ADDRESS before everything else', async () => {
    const probe = machine({
      address: () => 'cluster:7233',
      cachedServer: () => Promise.resolve(CACHED),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({
      way: 'address',
      address: 'cluster:7233',
    });
  });

  it('ignores TEMPORAL_ADDRESS in tests, which need virtual time', async () => {
    const probe = machine({
      address: () => 'cluster:7233',
      cachedServer: () => Promise.resolve(CACHED),
    });
    expect(await resolveTemporal(probe, { mayUseAddress: false })).toEqual({
      way: 'cache',
      ...CACHED,
    });
  });

  it('takes the cache before the PATH', async () => {
    const probe = machine({
      cachedServer: () => Promise.resolve(CACHED),
      serverOnPath: () => Promise.resolve({ ...ON_PATH, version: '1.33.0' }),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({ way: 'cache', ...CACHED });
  });

  it.each(['1.32.0', '1.32.2', '1.33.0', '2.0.0'])(
    'takes a server %s on the PATH before it builds',
    async (version) => {
      const probe = machine({
        serverOnPath: () => Promise.resolve({ ...ON_PATH, version }),
        go: () => Promise.resolve('1.26.8'),
        build: () => Promise.resolve(BUILT),
      });
      expect(await resolveTemporal(probe, PRODUCT)).toEqual({ way: 'path', ...ON_PATH });
      expect(probe.asked).toEqual([]);
    },
  );

  it('passes over a server on the PATH that is older than 1.32', async () => {
    const probe = machine({
      serverOnPath: () => Promise.resolve({ ...ON_PATH, version: '1.31.9' }),
      go: () => Promise.resolve('1.26.8'),
      build: () => Promise.resolve(BUILT),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({ way: 'build', ...BUILT });
  });

  it.each(['1.21', '1.21.0', '1.26.7', '1.26.8', '1.27'])('builds with Go %s', async (version) => {
    const probe = machine({
      go: () => Promise.resolve(version),
      build: () => Promise.resolve(BUILT),
      cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.32.0' }),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({ way: 'build', ...BUILT });
  });

  it('does not try to build with a Go older than 1.21', async () => {
    const probe = machine({
      go: () => Promise.resolve('1.20.14'),
      build: () => Promise.resolve(BUILT),
      download: () => Promise.resolve('/cache/temporal'),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({
      way: 'download',
      cli: '/cache/temporal',
    });
    expect(probe.asked).toEqual(['cliOnPath', 'download']);
  });

  it('takes the CLI on the PATH when the build fails, and says so', async () => {
    const probe = machine({
      go: () => Promise.resolve('1.26.8'),
      cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.32.0' }),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({ way: 'cli', cli: '/bin/temporal' });
    expect(probe.asked).toEqual(['build', 'cliOnPath']);
    expect(probe.said.join()).toContain('没有源码');
  });

  it('passes over a CLI whose server is older than 1.32 and downloads', async () => {
    const probe = machine({
      go: () => Promise.resolve('1.26.8'),
      cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.31.2' }),
      download: () => Promise.resolve('/cache/temporal'),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({
      way: 'download',
      cli: '/cache/temporal',
    });
  });

  it('downloads first when Go is missing', async () => {
    const probe = machine({
      cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.32.0' }),
      download: () => Promise.resolve('/cache/temporal'),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({
      way: 'download',
      cli: '/cache/temporal',
    });
    expect(probe.asked).toEqual(['download']);
  });

  it('gives way from a hanging download to the CLI on the PATH', async () => {
    const probe = machine({
      cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.32.0' }),
    });
    expect(await resolveTemporal(probe, PRODUCT)).toEqual({ way: 'cli', cli: '/bin/temporal' });
    expect(probe.said.join()).toContain('没有网络');
  });
});

describe('a home that has been used before', () => {
  const both = {
    cachedServer: () => Promise.resolve(CACHED),
    go: () => Promise.resolve('1.26.8'),
    cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.32.0' }),
  };

  it('stays with the CLI when its cases lie in the CLI’s file', async () => {
    expect(await resolveTemporal(machine(both), { ...PRODUCT, kept: 'sqlite' })).toEqual({
      way: 'cli',
      cli: '/bin/temporal',
    });
  });

  it('stays with the server when its cases lie in PostgreSQL', async () => {
    const probe = machine({ cliOnPath: both.cliOnPath });
    await expect(resolveTemporal(probe, { ...PRODUCT, kept: 'postgres' })).rejects.toThrow(
      '在办业务保存在 PostgreSQL 中',
    );
  });
});

describe('a home whose running cases lie elsewhere', () => {
  const theirs = machine({ address: () => 'cluster:7233' });
  const own = machine({ cachedServer: () => Promise.resolve(CACHED) });

  it.each(['postgres', 'sqlite'] as const)(
    'is not started with TEMPORAL_ADDRESS when it keeps its cases itself, in %s',
    async (kept) => {
      const refused = resolveTemporal(theirs, { ...PRODUCT, kept });
      await expect(refused).rejects.toThrow(/自带的流程引擎.*cluster:7233[\s\S]*去掉环境变量/);
    },
  );

  it('is not started with another address than that of its cases, and is with the same', async () => {
    const refused = resolveTemporal(theirs, { ...PRODUCT, kept: { address: 'old:7233' } });
    await expect(refused).rejects.toThrow(
      /TEMPORAL_ADDRESS old:7233 中办理，现在指定的却是 cluster:7233[\s\S]*--home[\s\S]*--fresh/,
    );
    const kept = { address: 'cluster:7233' };
    expect(await resolveTemporal(theirs, { ...PRODUCT, kept })).toEqual({
      way: 'address',
      ...kept,
    });
  });

  it('is not started with an engine of its own when its cases lie at an address', async () => {
    const refused = resolveTemporal(own, { ...PRODUCT, kept: { address: 'old:7233' } });
    await expect(refused).rejects.toThrow(/没有指定 TEMPORAL_ADDRESS[\s\S]*=old:7233/);
  });
});

describe('a machine with nothing', () => {
  it('is told what was tried and the three ways out, in one message', async () => {
    const probe = machine({
      serverOnPath: () => Promise.resolve({ ...ON_PATH, version: '1.31.2' }),
      cliOnPath: () => Promise.resolve({ cli: '/bin/temporal', serverVersion: '1.31.2' }),
    });
    const message = await resolveTemporal(probe, PRODUCT).then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(message).toContain('temporal-server 是 1.31.2，需要 1.32 以上');
    expect(message).toContain('没有 Go');
    expect(message).toContain('下载 temporal 1.9.1 没有成功：没有网络');
    expect(message).toContain('temporal 带的服务是 1.31.2');
    expect(message.match(/^ {2}[123]\. /gm)).toHaveLength(3);
    expect(message).toContain('TEMPORAL_ADDRESS');
  });
});

describe('versions', () => {
  it.each([
    ['1.32.0', '1.32', true],
    ['1.32', '1.32.0', true],
    ['1.31.99', '1.32', false],
    ['v1.32.0-162.0', '1.32', true],
    ['1.9.1', '1.10', false],
    ['go1.26.8', '1.26.8', true],
    ['', '1.0', false],
  ])('%s against %s: %s', (version, least, expected) => {
    expect(reaches(version, least)).toBe(expected);
  });
});
