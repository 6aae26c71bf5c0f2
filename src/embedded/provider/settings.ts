/** What the demo provider is told by the environment. */
import { readSecrets, type Secrets } from '../../crypto/secrets.ts';

export interface ProviderSettings {
  /** Its own address, as browsers and the API reach it. */
  readonly issuer: string;
  readonly host: string;
  readonly port: number;
  /** Address of the API and console: the only site that may receive a code. */
  readonly publicUrl: string;
  readonly secrets: Secrets;
  /** File of the signing keys. */
  readonly keysFile: string;
  /** Audience of access tokens. */
  readonly audience: string;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** @throws Error naming the variable that is missing or unusable */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): ProviderSettings {
  const port = Number(env['PORT'] ?? '7301');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT is not a port');
  const home = needed(env, 'ANJU_HOME');
  return {
    issuer: env['ANJU_OIDC_ISSUER'] ?? `http://127.0.0.1:${port}`,
    host: env['HOST'] ?? '127.0.0.1',
    port,
    publicUrl: needed(env, 'ANJU_PUBLIC_URL'),
    secrets: readSecrets(needed(env, 'ANJU_SECRETS_FILE')),
    keysFile: `${home}/provider-keys.json`,
    audience: env['ANJU_OIDC_AUDIENCE'] ?? 'anju-api',
    now: Date.now,
  };
}

function needed(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
