/**
 * The environment, parsed once: one parser for each kind of process.
 *
 * Nothing else reads `process.env`. A variable that is missing or wrong ends the process with one
 * message that names all of them and repeats no value, because some are secret.
 */
import { isIP } from 'node:net';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

const databaseUrl = z.string().regex(/^postgres(?:ql)?:\/\//, {
  error: 'must be a connection string (postgres://…)',
});
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });
const portNumber = z.coerce.number().int().min(0).max(65_535);
const path = z.string().min(1);
const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

/** Names that stand for ranges of private addresses; see `trust proxy` of Express. */
const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/** Never a number of hops or "everybody": whoever reaches the API directly could then be anybody. */
const proxies = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((all) => all.every(isProxy), {
    error: `must be addresses, ranges (10.0.0.0/8) or ${PROXY_RANGES.join(', ')}, with commas between them`,
  });

function isProxy(text: string): boolean {
  if (PROXY_RANGES.includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  // A range of everybody is no range.
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128);
}

const SHARED = {
  DATABASE_URL: databaseUrl,
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(16),
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s:]+:\d+$/, { error: 'must be host:port' }),
  TEMPORAL_NAMESPACE: z.string().min(1).default('anju'),
  /** 1: the cluster speaks TLS; needed with an API key. */
  TEMPORAL_TLS: z.enum(['0', '1']).default('0'),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  ANJU_SECRETS_FILE: path,
  ANJU_FILES: path,
  ANJU_HEADS: path,
  ANJU_LOG_LEVEL: logLevel.default('info'),
  ANJU_DEMO: z.enum(['0', '1']).default('0'),
  /** The clock file of a time demo; `npm start -- --time-demo` sets it, nobody else. */
  ANJU_DEMO_TIME: path.optional(),
} as const;

const ApiEnvironment = z.object({
  ...SHARED,
  ANJU_PORT: portNumber.default(7300),
  ANJU_HOST: z.string().min(1).default('127.0.0.1'),
  ANJU_PUBLIC_URL: httpUrl,
  /** Whose X-Forwarded-For is believed; left out: nobody's. */
  ANJU_TRUST_PROXY: proxies.optional(),
  ANJU_OIDC_ISSUER: httpUrl,
  ANJU_OIDC_CLIENT_ID: z.string().min(1).default('anju-console'),
  ANJU_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  ANJU_OIDC_AUDIENCE: z.string().min(1).default('anju-api'),
  /** The simulators' page, which a demo links to. */
  ANJU_SIMULATORS_URL: httpUrl.optional(),
});

const WorkerEnvironment = z.object({
  ...SHARED,
  ANJU_NATIONAL_URL: httpUrl,
  ANJU_IDENTITY_URL: httpUrl,
  ANJU_NOTICES_URL: httpUrl,
  ANJU_BANK_URL: httpUrl,
  ANJU_METRICS_PORT: portNumber.optional(),
  ANJU_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  ANJU_OUTSIDE_BUDGET_SECONDS: z.coerce.number().int().min(1).max(86_400).default(120),
  ANJU_PARKED_RETRY_MINUTES: z.coerce.number().int().min(1).max(1_440).default(30),
  /** Whether the clock starts the daily runs; off where somebody else's clock does. */
  ANJU_SCHEDULES: z.enum(['0', '1']).default('1'),
  ANJU_OUTSIDE_PER_SECOND: z.coerce.number().min(0.1).max(10_000).default(200),
});

const MigrateEnvironment = z.object({
  DATABASE_OWNER_URL: databaseUrl,
  DATABASE_APP_PASSWORD: z.string().min(1).optional(),
  DATABASE_API_PASSWORD: z.string().min(1).optional(),
});

const SeedEnvironment = z.object({
  DATABASE_OWNER_URL: databaseUrl,
  ANJU_SECRETS_FILE: path,
});

const KeysEnvironment = z.object({ DATABASE_URL: databaseUrl, ANJU_SECRETS_FILE: path });

/** What every process with a database and a Temporal server knows. */
export interface SharedConfig {
  readonly databaseUrl: string;
  /** Connections of the pool. */
  readonly databasePool: number;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly tls: boolean;
    readonly apiKey: string | undefined;
  };
  readonly secretsFile: string;
  /** Folder of the content store. */
  readonly files: string;
  /** Folder of the signed heads of the event chain. */
  readonly heads: string;
  readonly logLevel: z.infer<typeof logLevel>;
  /** The clock file of a time demo; null: time is the machine's. */
  readonly demoTime: string | null;
}

export interface ApiConfig extends SharedConfig {
  readonly port: number;
  /** The address it listens on. */
  readonly host: string;
  readonly publicUrl: string;
  /** Proxies in front of it, whose word on a client's address is taken; none by default. */
  readonly trustProxy: readonly string[];
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | undefined;
    readonly audience: string;
  };
  /** A demo, with the page of its simulated outside; null: the outside is real. */
  readonly demo: { readonly simulators: string } | null;
}

export interface WorkerConfig extends SharedConfig {
  readonly outside: {
    readonly national: string;
    readonly identity: string;
    readonly notices: string;
    readonly bank: string;
  };
  /** Health and metrics; left out: none are served. */
  readonly metricsPort: number | undefined;
  /** Where they listen; a container listens on every address of its own. */
  readonly metricsHost: string;
  /** Requests a second to each outside system from this process. */
  readonly outsidePerSecond: number;
  /** Whether Schedules start the daily runs. */
  readonly schedules: boolean;
  /** How long an outside step retries before its case parks, and how often a parked one tries. */
  readonly patience: { readonly budgetSeconds: number; readonly retryMinutes: number };
}

export interface MigrateConfig {
  readonly ownerUrl: string;
  readonly passwords: { readonly app: string | undefined; readonly api: string | undefined };
}

export interface SeedConfig {
  readonly ownerUrl: string;
  readonly secretsFile: string;
}

export interface KeysConfig {
  readonly databaseUrl: string;
  readonly secretsFile: string;
}

/** @throws Error naming every variable that is missing or wrong */
export function parseApiConfig(environment: Environment): ApiConfig {
  const env = read(ApiEnvironment, environment);
  return {
    ...shared(env),
    port: env.ANJU_PORT,
    host: env.ANJU_HOST,
    publicUrl: withoutSlash(env.ANJU_PUBLIC_URL),
    trustProxy: env.ANJU_TRUST_PROXY ?? [],
    oidc: {
      issuer: env.ANJU_OIDC_ISSUER,
      clientId: env.ANJU_OIDC_CLIENT_ID,
      clientSecret: env.ANJU_OIDC_CLIENT_SECRET,
      audience: env.ANJU_OIDC_AUDIENCE,
    },
    demo:
      env.ANJU_DEMO === '1' && env.ANJU_SIMULATORS_URL !== undefined
        ? { simulators: withoutSlash(env.ANJU_SIMULATORS_URL) }
        : null,
  };
}

/** @throws Error naming every variable that is missing or wrong */
export function parseWorkerConfig(environment: Environment): WorkerConfig {
  const env = read(WorkerEnvironment, environment);
  return {
    ...shared(env),
    outside: {
      national: withoutSlash(env.ANJU_NATIONAL_URL),
      identity: withoutSlash(env.ANJU_IDENTITY_URL),
      notices: withoutSlash(env.ANJU_NOTICES_URL),
      bank: withoutSlash(env.ANJU_BANK_URL),
    },
    metricsPort: env.ANJU_METRICS_PORT,
    metricsHost: env.ANJU_METRICS_HOST,
    outsidePerSecond: env.ANJU_OUTSIDE_PER_SECOND,
    schedules: env.ANJU_SCHEDULES === '1',
    patience: {
      budgetSeconds: env.ANJU_OUTSIDE_BUDGET_SECONDS,
      retryMinutes: env.ANJU_PARKED_RETRY_MINUTES,
    },
  };
}

/** Passwords that are not given stay as they are. */
export function parseMigrateConfig(environment: Environment): MigrateConfig {
  const env = read(MigrateEnvironment, environment);
  return {
    ownerUrl: env.DATABASE_OWNER_URL,
    passwords: { app: env.DATABASE_APP_PASSWORD, api: env.DATABASE_API_PASSWORD },
  };
}

/** @throws Error naming every variable that is missing or wrong */
export function parseSeedConfig(environment: Environment): SeedConfig {
  const env = read(SeedEnvironment, environment);
  return { ownerUrl: env.DATABASE_OWNER_URL, secretsFile: env.ANJU_SECRETS_FILE };
}

/** @throws Error naming every variable that is missing or wrong */
export function parseKeysConfig(environment: Environment): KeysConfig {
  const env = read(KeysEnvironment, environment);
  return { databaseUrl: env.DATABASE_URL, secretsFile: env.ANJU_SECRETS_FILE };
}

function shared(env: z.infer<z.ZodObject<typeof SHARED>>): SharedConfig {
  return {
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      tls: env.TEMPORAL_TLS === '1',
      apiKey: env.TEMPORAL_API_KEY,
    },
    secretsFile: env.ANJU_SECRETS_FILE,
    files: env.ANJU_FILES,
    heads: env.ANJU_HEADS,
    logLevel: env.ANJU_LOG_LEVEL,
    demoTime: demoTimeOf(env),
  };
}

/** @throws Error when time shall be skipped where it is no demo */
function demoTimeOf({
  ANJU_DEMO,
  ANJU_DEMO_TIME,
}: Pick<z.infer<z.ZodObject<typeof SHARED>>, 'ANJU_DEMO' | 'ANJU_DEMO_TIME'>): string | null {
  if (ANJU_DEMO_TIME === undefined) return null;
  if (ANJU_DEMO === '1') return ANJU_DEMO_TIME;
  throw new Error(
    'the environment cannot be used:\n  ANJU_DEMO_TIME: time is skipped in a demo only',
  );
}

/** An empty variable counts as none: compose files and shells cannot leave one out. */
function read<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.infer<Schema> {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path: [name], message }) => `${String(name)}: ${message}`,
  );
  throw new Error(`the environment cannot be used:\n  ${wrong.join('\n  ')}`);
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
