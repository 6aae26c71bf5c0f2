/** The Temporal server's configuration files, written into the home. */

export interface TemporalPorts {
  readonly frontend: number;
  /** Seven more: history, matching, worker, then the membership ports of all four. */
  readonly inner: readonly number[];
}
export const INNER_PORTS = 7;

/** Fixed at the first start for good: the server refuses another number. */
const HISTORY_SHARDS = 64;
const MAX_CONNECTIONS = 60;
const VISIBILITY_CONNECTIONS = 10;

/** The databases in our cluster, and the role that owns them. */
export const DATABASES = { default: 'temporal', visibility: 'temporal_visibility' } as const;
export const TEMPORAL_ROLE = 'temporal';
/** Environment variable the configuration takes the role's password from. */
export const PASSWORD_VARIABLE = 'TEMPORAL_SQL_PASSWORD';

export interface ConfigOptions {
  readonly ports: TemporalPorts;
  readonly postgres: { readonly host: string; readonly port: number };
  readonly dynamicConfigFile: string;
}

/** All ports the server listens on. */
export function portsOf({ frontend, inner }: TemporalPorts): number[] {
  return [frontend, ...inner];
}

/** The main file: JSON is YAML, and the server fills in the password from its environment. */
export function serverConfig({ ports, postgres, dynamicConfigFile }: ConfigOptions): string {
  const { frontend } = ports;
  const [history = 0, matching = 0, worker = 0, ...membership] = ports.inner;
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: 'postgres12_pgx',
      databaseName,
      connectAddr: `${postgres.host}:${postgres.port}`,
      connectProtocol: 'tcp',
      user: TEMPORAL_ROLE,
      password: `{{ env \`${PASSWORD_VARIABLE}\` }}`,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  const service = (grpcPort: number, membershipPort = 0) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  });
  const config = {
    log: { stdout: true, level: 'warn', format: 'json' },
    persistence: {
      numHistoryShards: HISTORY_SHARDS,
      defaultStore: 'default',
      visibilityStore: 'visibility',
      datastores: {
        default: store(DATABASES.default, MAX_CONNECTIONS),
        visibility: store(DATABASES.visibility, VISIBILITY_CONNECTIONS),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(frontend, membership[0]),
      history: service(history, membership[1]),
      matching: service(matching, membership[2]),
      worker: service(worker, membership[3]),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
  return `# enable-template\n${JSON.stringify(config, undefined, 2)}\n`;
}

/** What the product sets, and what only tests may set: time that can be skipped. */
const PRODUCT_SETTINGS: Readonly<Record<string, unknown>> = {
  // One namespace, staff lists come from our own tables: visibility is asked seldom but at once.
  'frontend.namespaceRPS.visibility': 100,
  // A workflow whose code failed twice in a row is shown as failing: the radar reads it off the list.
  'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': 2,
  // What waits for half a year is read when it goes on: held in memory, each takes a tenth of a megabyte.
  'history.hostLevelCacheMaxSize': 8_192,
};
const TEST_SETTINGS: Readonly<Record<string, unknown>> = {
  'frontend.WorkflowTimeSkippingEnabled': true,
  'system.workflowTimeSkippingEnabled': true,
  // Every jump in time costs this much.
  'history.timerProcessorMaxTimeShift': '5ms',
  'system.namespaceCacheRefreshInterval': '200ms',
};

function settings(testing: boolean): [string, unknown][] {
  return Object.entries({ ...PRODUCT_SETTINGS, ...(testing ? TEST_SETTINGS : {}) });
}

export function dynamicConfig(testing: boolean): string {
  const file = Object.fromEntries(settings(testing).map(([key, value]) => [key, [{ value }]]));
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The same for the CLI's server, as its flags. */
export function dynamicConfigFlags(testing: boolean): string[] {
  return settings(testing).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ]);
}
