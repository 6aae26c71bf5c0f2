/**
 * Signing in against an OpenID provider: device code for people, client credentials for programs.
 *
 * The command never sees a password: a person types it on the provider's own page. Tokens rest in
 * the session file only, never in arguments or addresses.
 */
import {
  allowInsecureRequests,
  clientCredentialsGrant,
  ClientSecretBasic,
  discovery,
  initiateDeviceAuthorization,
  None,
  pollDeviceAuthorizationGrant,
  refreshTokenGrant,
  tokenRevocation,
  type Configuration,
} from 'openid-client';
import { EXIT, failure } from './failure.ts';
import { alone, keepSession, readSession, type Session } from './session.ts';
import type { SignInAddress } from './settings.ts';

/** Renewed a little before it ends, so that it lasts for the request. */
const MARGIN_MS = 20_000;
const SCOPE = 'openid offline_access cases';
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

interface Granted {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in?: number;
}

/** Plain http only on this machine itself. */
async function configuration(
  { issuer, clientId }: SignInAddress,
  secret?: string,
): Promise<Configuration> {
  const url = new URL(issuer);
  const plain = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
  const execute = plain ? [allowInsecureRequests] : []; // eslint-disable-line @typescript-eslint/no-deprecated -- on this machine only
  try {
    return await discovery(
      url,
      clientId,
      undefined,
      secret === undefined ? None() : ClientSecretBasic(secret),
      { execute, timeout: 15 },
    );
  } catch (cause) {
    throw Object.assign(
      failure(EXIT.unavailable, {
        code: 'outside-system-unavailable',
        title: '登录服务暂时无法连接',
        remedy: '请稍后重试，或核对登录服务的地址。',
      }),
      { cause },
    );
  }
}

function sessionFrom({ issuer, clientId }: SignInAddress, granted: Granted, now: number): Session {
  return {
    issuer,
    clientId,
    accessToken: granted.access_token,
    refreshToken: granted.refresh_token ?? null,
    expiresAt: now + (granted.expires_in ?? 60) * 1000,
  };
}

export interface DevicePrompt {
  readonly address: string;
  /** The same with the code filled in. */
  readonly direct: string | null;
  readonly code: string;
}

/**
 * Signs a person in.
 *
 * @param show tells where to go; `confirmed` when that was already done, so that nobody waits
 * @throws a failure (notAllowed) when they declined or let the code run out
 */
export async function signInByDevice(
  address: SignInAddress,
  show: (prompt: DevicePrompt) => Promise<'shown' | 'confirmed'>,
): Promise<Session> {
  const config = await configuration(address);
  const started = await initiateDeviceAuthorization(config, { scope: SCOPE });
  const standing = await show({
    address: started.verification_uri,
    direct: started.verification_uri_complete ?? null,
    code: started.user_code,
  });
  const order = standing === 'confirmed' ? { ...started, interval: 0 } : started;
  try {
    return sessionFrom(address, await pollDeviceAuthorizationGrant(config, order), Date.now());
  } catch (cause) {
    throw Object.assign(notSignedIn('登录未完成：没有在浏览器中确认，或代码已过期。'), { cause });
  }
}

/** Signs a program in as itself. */
export async function signInAsProgram(address: SignInAddress, secret: string): Promise<Session> {
  const config = await configuration(address, secret);
  try {
    const granted = await clientCredentialsGrant(config, { scope: 'cases' });
    return sessionFrom(address, granted, Date.now());
  } catch (cause) {
    throw Object.assign(notSignedIn('程序身份未被接受，请核对客户端编号和密钥。'), { cause });
  }
}

export function notSignedIn(detail: string) {
  return failure(EXIT.notAllowed, {
    code: 'not-signed-in',
    title: '尚未登录或登录已失效',
    detail,
    remedy: '请执行 anju login；程序请设置 ANJU_CLIENT_ID 和 ANJU_CLIENT_SECRET。',
  });
}

/**
 * The access token for an API: ANJU_TOKEN, a program's own, or that of the session, renewed when
 * it has run out.
 *
 * @throws a failure (notAllowed) when nobody is signed in
 */
export async function accessToken(
  api: string,
  program: { readonly address: SignInAddress; readonly secret: string } | null,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const given = env['ANJU_TOKEN'];
  if (given !== undefined && given !== '') return given;
  if (program !== null) {
    const known = readSession(api, env);
    if (known?.clientId === program.address.clientId && isFresh(known)) return known.accessToken;
    const session = await signInAsProgram(program.address, program.secret);
    keepSession(api, session, env);
    return session.accessToken;
  }
  const session = readSession(api, env);
  if (session === null) throw notSignedIn('这台机器上没有登录到该接口。');
  return isFresh(session) ? session.accessToken : renewed(api, env);
}

function isFresh({ expiresAt }: Session): boolean {
  return Date.now() < expiresAt - MARGIN_MS;
}

function renewed(api: string, env: NodeJS.ProcessEnv): Promise<string> {
  return alone(env, async () => {
    // Another command may have renewed it while this one waited.
    const session = readSession(api, env);
    if (session !== null && isFresh(session)) return session.accessToken;
    if (session?.refreshToken == null) throw notSignedIn('登录已过期。');
    const config = await configuration(session);
    try {
      const granted = await refreshTokenGrant(config, session.refreshToken);
      const next = sessionFrom(session, granted, Date.now());
      keepSession(api, { ...next, refreshToken: next.refreshToken ?? session.refreshToken }, env);
      return next.accessToken;
    } catch (cause) {
      throw Object.assign(notSignedIn('登录已过期。'), { cause });
    }
  });
}

/** Ends the session here and, where it can be reached, at the provider. */
export async function signOut(api: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const session = readSession(api, env);
  if (session === null) return false;
  keepSession(api, null, env);
  if (session.refreshToken !== null) {
    const config = await configuration(session).catch(() => null);
    if (config !== null) {
      await tokenRevocation(config, session.refreshToken).catch(() => undefined);
    }
  }
  return true;
}
