/** Our own programs as children: each is told everything by environment variables. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildSpec } from './child.ts';
import { roleUrl } from './databases.ts';
import type { Home } from './home.ts';
import type { Ports } from './ports.ts';
import type { Postgres } from './postgres.ts';
import { STOP_MS } from './stop-limits.ts';
import {
  BANK_CLIENT,
  CONSOLE_CLIENT,
  demoClientSecret,
  NOTICES_CLIENT,
  UNITS_CLIENT,
} from './provider/people.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const DATABASE = 'anju';
export const SIMULATOR_DATABASE = 'anju_simulators';
export const SIMULATOR_ROLE = 'anju_simulators';
export const NAMESPACE = 'anju';
const CENTER = '210100';
const AUDIENCE = 'anju-api';

export interface Facts {
  readonly home: Home;
  readonly ports: Ports;
  readonly postgres: Postgres;
  readonly temporalAddress: string;
  /** A time demo: its processes share a clock, and nobody's Schedules run beside it. */
  readonly timeDemo: boolean;
  readonly outsideAhead: string | undefined;
  /** The environment of whoever starts; only what is named below goes on. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Addresses {
  readonly api: string;
  readonly issuer: string;
  readonly simulators: string;
}

export function addressesOf(ports: Ports): Addresses {
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  return { api: at(ports.api), issuer: at(ports.issuer), simulators: at(ports.simulators) };
}

/** Programs that run once, before the others. */
export function preparations(facts: Facts): ChildSpec[] {
  const { home, postgres } = facts;
  const { passwords } = home;
  const owner = {
    ...shared(facts),
    DATABASE_OWNER_URL: roleUrl(postgres, DATABASE, { role: 'owner', passwords }),
    DATABASE_APP_PASSWORD: passwords.app,
    DATABASE_API_PASSWORD: passwords.api,
  };
  return [
    once(facts, { name: 'migrate', title: '数据库结构', program: 'src/migrate.ts', env: owner }),
    once(facts, { name: 'seed', title: '演示数据', program: 'src/seed.ts', env: owner }),
  ];
}

/** The console from its sources, when they changed since it was last built. */
export function consoleBuild(facts: Facts): ChildSpec {
  const program = 'src/embedded/build-console.ts';
  return once(facts, { name: 'console', title: '办件网页', program, env: {} });
}

/** Programs that stay, those of the outside first. */
export function outsidePrograms(facts: Facts): ChildSpec[] {
  const { home, ports, postgres } = facts;
  const { api, issuer, simulators } = addressesOf(ports);
  const { passwords } = home;
  return [
    stays(facts, {
      name: 'simulators',
      title: '外部系统模拟器',
      program: 'src/simulators/main.ts',
      health: `${simulators}/health`,
      env: {
        SIM_PORT: String(ports.simulators),
        SIM_HOST: '127.0.0.1',
        SIM_CENTER: CENTER,
        SIM_CONTROL_TOKEN: passwords.simulatorToken,
        ...aheadOf(facts),
        SIM_RECEIPTS_INBOX: `${api}/api/v1/inbox`,
        SIM_RECEIPTS_SIGN_IN: `${issuer}/token`,
        SIM_RECEIPTS_CLIENT: NOTICES_CLIENT,
        SIM_RECEIPTS_SECRET: demoClientSecret(NOTICES_CLIENT, home.secrets),
        SIM_BANK_INBOX: `${api}/api/v1/inbox`,
        SIM_BANK_SIGN_IN: `${issuer}/token`,
        SIM_BANK_CLIENT: BANK_CLIENT,
        SIM_BANK_SECRET: demoClientSecret(BANK_CLIENT, home.secrets),
        SIM_UNITS_INBOX: `${api}/api/v1/inbox`,
        SIM_UNITS_SIGN_IN: `${issuer}/token`,
        SIM_UNITS_CLIENT: UNITS_CLIENT,
        SIM_UNITS_SECRET: demoClientSecret(UNITS_CLIENT, home.secrets),
        SIM_DATABASE_URL: postgres.url(SIMULATOR_DATABASE, {
          name: SIMULATOR_ROLE,
          password: passwords.simulators,
        }),
      },
    }),
    stays(facts, {
      name: 'provider',
      title: '登录服务',
      program: 'src/embedded/provider.ts',
      health: `${issuer}/.well-known/openid-configuration`,
      env: {
        PORT: String(ports.issuer),
        ANJU_HOME: home.folder,
        ANJU_PUBLIC_URL: api,
        ANJU_SECRETS_FILE: home.secretsFile,
        ANJU_OIDC_ISSUER: issuer,
        ANJU_OIDC_AUDIENCE: AUDIENCE,
      },
    }),
  ];
}

export function productPrograms(facts: Facts): ChildSpec[] {
  const { home, ports, postgres } = facts;
  const { api, issuer, simulators } = addressesOf(ports);
  const worker = (kind: 'cases' | 'runs', title: string, port: number): ChildSpec =>
    stays(facts, {
      name: `worker-${kind}`,
      title,
      program: 'src/worker.ts',
      args: [kind],
      before: 'no-call-stacks.cjs',
      health: `http://127.0.0.1:${port}/health/ready`,
      env: {
        ...shared(facts),
        DATABASE_URL: roleUrl(postgres, DATABASE, { role: 'app', passwords: home.passwords }),
        ANJU_METRICS_PORT: String(port),
        ANJU_PUBLIC_URL: api,
      },
    });
  return [
    stays(facts, {
      name: 'api',
      title: '网页与接口',
      program: 'src/server.ts',
      health: `${api}/health/live`,
      env: {
        ...shared(facts),
        ANJU_OIDC_ISSUER: issuer,
        ANJU_OIDC_CLIENT_ID: CONSOLE_CLIENT,
        ANJU_OIDC_CLIENT_SECRET: demoClientSecret(CONSOLE_CLIENT, home.secrets),
        ANJU_OIDC_AUDIENCE: AUDIENCE,
        DATABASE_URL: roleUrl(postgres, DATABASE, { role: 'api', passwords: home.passwords }),
        ANJU_PORT: String(ports.api),
        ANJU_SIMULATORS_URL: simulators,
        ANJU_PUBLIC_URL: api,
      },
    }),
    worker('cases', '办件进程', ports.caseWorker),
    worker('runs', '批处理进程', ports.runWorker),
  ];
}

/** What more than one of our programs needs to know. */
function shared(facts: Facts): Record<string, string> {
  const { home, ports, temporalAddress } = facts;
  const { simulators } = addressesOf(ports);
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: NAMESPACE,
    ANJU_SECRETS_FILE: home.secretsFile,
    ANJU_FILES: home.files,
    ANJU_HEADS: home.heads,
    ANJU_NATIONAL_URL: `${simulators}/national`,
    ANJU_IDENTITY_URL: `${simulators}/identity`,
    ANJU_NOTICES_URL: `${simulators}/notices`,
    ANJU_BANK_URL: `${simulators}/bank`,
    ANJU_DEMO: '1',
    ...(facts.timeDemo && {
      ANJU_DEMO_TIME: demoTimeFile(home),
      ANJU_SCHEDULES: '0',
    }),
  };
}

/** On which day the outside systems live: the demo's, or one that a test has them be ahead of. */
function aheadOf({ home, timeDemo, outsideAhead }: Facts): Record<string, string> {
  const file = timeDemo ? demoTimeFile(home) : outsideAhead;
  return file === undefined ? {} : { SIM_DEMO_TIME: file };
}

/** How far the time demo is ahead; its processes share it. */
function demoTimeFile(home: Home): string {
  return join(home.folder, 'demo-time');
}

interface Program {
  readonly name: string;
  readonly title: string;
  readonly program: string;
  readonly args?: readonly string[];
  /** A file of `bin/` that is loaded before it, and before each of its threads. */
  readonly before?: string;
  readonly env: Readonly<Record<string, string>>;
}

function stays(facts: Facts, program: Program & { readonly health: string }): ChildSpec {
  return {
    ...once(facts, program),
    needs: facts.postgres.spec.ready,
    ready: async () => (await fetch(program.health, { signal: AbortSignal.timeout(2_000) })).ok,
    readyMs: 60_000,
  };
}

function once({ home, env: given }: Facts, work: Program) {
  const { name, title, program, args = [], before, env } = work;
  return {
    name,
    title,
    command: process.execPath,
    args: [...(before ? ['-r', join(ROOT, 'bin', before)] : []), join(ROOT, program), ...args],
    env: { ...DEMO_PATIENCE, ...passedOn(given), ...env },
    cwd: ROOT,
    log: home.log(name),
    ready: () => Promise.resolve(true),
    readyMs: 0,
    stopSignal: 'SIGTERM',
    stopMs: STOP_MS.programs,
  } satisfies ChildSpec;
}

/** Whoever tries an outage at the demo sees a case park within half a minute. */
const DEMO_PATIENCE = { ANJU_OUTSIDE_BUDGET_SECONDS: '30', ANJU_PARKED_RETRY_MINUTES: '5' };

/** Of the starter's environment: what any program needs, how patient, and somebody's Temporal. */
function passedOn(env: Facts['env']): Record<string, string> {
  const wanted =
    /^(PATH|HOME|TMPDIR|LANG|LC_ALL|NODE_EXTRA_CA_CERTS|NODE_COMPILE_CACHE|ANJU_(CALL_STACKS|LOG_LEVEL|OUTSIDE_BUDGET_SECONDS|PARKED_RETRY_MINUTES|SCHEDULES)|TEMPORAL_.+)$/;
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      wanted.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
