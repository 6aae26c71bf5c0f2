/** docker-compose.yml, read as text: no container engine is needed for what is checked here. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dynamicConfig } from '../src/embedded/temporal-config.ts';
import { SERVER_PINNED } from '../src/embedded/temporal-resolver.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(`${ROOT}/${file}`, 'utf8');

interface Service {
  readonly image?: string;
  readonly restart?: string;
  readonly healthcheck?: object;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

const TEXT = read('docker-compose.yml');
const compose = parse(TEXT, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const isJob = ({ restart }: Service): boolean => restart?.startsWith('on-failure') ?? false;

describe('docker-compose.yml', () => {
  it('obeys the Compose Specification', () => {
    const schema = JSON.parse(read('test/fixtures/compose-spec/compose-spec.json')) as Record<
      string,
      unknown
    >;
    // The dialect's address is written with https there, which Ajv does not know by that name.
    delete schema['$schema'];
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ services: { a: { image: 1 } } })).toBe(false);
  });

  it('has every part of the product', () => {
    expect(services.map(([name]) => name).sort()).toEqual([
      'api',
      'case-worker',
      'database',
      'migrate',
      'namespace',
      'postgres',
      'provider',
      'run-worker',
      'secrets',
      'seed',
      'simulators',
      'temporal',
      'temporal-schema',
      'temporal-ui',
    ]);
  });

  it('gives every service a health check, unless it is a job that ends', () => {
    for (const [name, service] of services) {
      expect(isJob(service), name).toBe(service.healthcheck === undefined);
    }
  });

  it('lets services wait for jobs to end and for other services to be healthy', () => {
    for (const [name, { depends_on: awaited = {} }] of services) {
      for (const [other, { condition }] of Object.entries(awaited)) {
        const service = compose.services[other];
        expect(service, `${name} -> ${other}`).toBeDefined();
        const expected = isJob(service!) ? 'service_completed_successfully' : 'service_healthy';
        expect(condition, `${name} -> ${other}`).toBe(expected);
      }
    }
  });

  it('is reached from this machine alone', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
  });

  it('runs pinned images and programs that exist', () => {
    for (const [name, { image, command = [] }] of services) {
      expect(image, name).toMatch(/^(anju:local|[\w/-]+:\d[\w.-]*)$/);
      const files = [...command.join(' ').matchAll(/\b(?:src|bin)\/[\w/.-]+\.(?:ts|cjs)\b/g)];
      for (const [file] of files) expect(existsSync(`${ROOT}/${file}`), file).toBe(true);
    }
  });

  it('starts workers as the embedded start does: without call stacks of promises', () => {
    const workers = services.filter(([, { command = [] }]) => command.includes('src/worker.ts'));
    expect(workers.map(([name]) => name)).toEqual(['case-worker', 'run-worker']);
    for (const [, { command = [] }] of workers) {
      expect(command.slice(0, 2)).toEqual(['-r', './bin/no-call-stacks.cjs']);
    }
  });

  it('mounts volumes that are declared', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes);
    const names = new Set(mounted.map((volume) => volume.split(':')[0]));
    expect([...names].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('runs the server version that the embedded start builds, with the same settings', () => {
    for (const name of ['temporal', 'temporal-schema']) {
      expect(compose.services[name]?.image).toMatch(new RegExp(`:${SERVER_PINNED}$`));
    }
    const settings: unknown = parse(compose.configs['temporal-settings']?.content ?? '');
    expect(settings).toEqual(JSON.parse(dynamicConfig(false)));
  });
});

describe('secrets', () => {
  const SECRET = /PASSWORD|PWD|TOKEN|_SECRET$|_KEY$/;
  const REFERENCE = /^\$\{[A-Z_]+:\?[^}]+\}$/;

  it('are only referred to', () => {
    const variables = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    expect(variables.length).toBeGreaterThan(50);
    for (const [name, value] of variables) {
      if (SECRET.test(name)) expect(value, name).toMatch(REFERENCE);
      const password = /:\/\/[^:/]+:([^@]+)@/.exec(value)?.[1];
      if (password !== undefined) expect(password, name).toMatch(REFERENCE);
    }
  });

  it('are all named in .env.example, which holds none', () => {
    const wanted = new Set([...TEXT.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.filter((line) => !/^[A-Z_]+=$/.test(line))).toEqual([]);
    expect(new Set(lines.map((line) => line.slice(0, -1)))).toEqual(wanted);
  });

  it('and data never enter the image or the repository', () => {
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect(read('.dockerignore')).not.toMatch(/^!.*\.env/m);
    expect(read('.gitignore')).toMatch(/^\.env$/m);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('runs the product as an ordinary user', () => {
    const user = lines.findLastIndex((line) => line.startsWith('USER '));
    expect(lines[user]).toBe('USER node');
    expect(lines.slice(user).some((line) => line.startsWith('RUN '))).toBe(false);
  });

  it('copies only what exists', () => {
    const sources = lines.flatMap((line) => /^COPY (.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(sources.filter((source) => !existsSync(`${ROOT}/${source}`))).toEqual([]);
  });
});
