/**
 * Where the API and the sign-in are, and where the command keeps its session.
 *
 * The API: `--api`, else ANJU_API, else what the embedded start left in its home. Nothing is
 * guessed: without any of them the command says so.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT, failure } from './failure.ts';
import { readAddresses } from './home.ts';

type Env = NodeJS.ProcessEnv;

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * The address of the API, without a slash at the end.
 *
 * @throws a failure (input) when there is none, or it is no http address
 */
export function apiAddress(option: string | undefined, env: Env): string {
  const given = option ?? text(env['ANJU_API']) ?? text(readAddresses(env)?.['api']);
  if (given === null) {
    throw failure(EXIT.input, {
      code: 'input-invalid',
      title: '不知道接口地址',
      remedy: '用 --api 或环境变量 ANJU_API 指定；或先以 npm start 启动本机的安居办件。',
    });
  }
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw failure(EXIT.input, { code: 'input-invalid', title: '接口地址不是 http(s) 地址' });
  }
  return given.replace(/\/+$/, '');
}

export interface SignInAddress {
  readonly issuer: string;
  readonly clientId: string;
}

/**
 * Where people sign in: ANJU_OIDC_ISSUER (and ANJU_CLI_CLIENT), else the embedded start's.
 *
 * @throws a failure (input) when neither is known
 */
export function signInAddress(option: string | undefined, env: Env): SignInAddress {
  const addresses = readAddresses(env);
  const cli: unknown = addresses?.['cli'];
  const known = typeof cli === 'object' && cli !== null && 'clientId' in cli ? cli.clientId : null;
  const issuer = option ?? text(env['ANJU_OIDC_ISSUER']) ?? text(addresses?.['issuer']);
  if (issuer === null) {
    throw failure(EXIT.input, {
      code: 'input-invalid',
      title: '不知道登录服务的地址',
      remedy: '用 --issuer 或环境变量 ANJU_OIDC_ISSUER 指定。',
    });
  }
  return { issuer, clientId: text(env['ANJU_CLI_CLIENT']) ?? text(known) ?? 'anju-cli' };
}

/** The home of the embedded start, for the demo people's second factor; null without one. */
export function demoHome(env: Env): string | null {
  return text(readAddresses(env)?.['home']);
}

/** The folder in which the session lies, 0700. */
export function configFolder(env: Env): string {
  const own = text(env['ANJU_CONFIG']);
  if (own !== null) return own;
  const shared = text(env['XDG_CONFIG_HOME']) ?? text(env['APPDATA']);
  return join(shared ?? join(homedir(), '.config'), 'anju');
}
