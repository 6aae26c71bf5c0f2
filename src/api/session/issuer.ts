/** The OpenID issuer: found when first needed, found again when it was not there. */
import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import { Fault } from '../../domain/fault.ts';
import type { Proof } from '../caller.ts';
import { isStrong } from './proof.ts';

export interface IssuerSettings {
  /** `https://…`; `http://…` only where the configuration says so itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** Left out: a client without one, held by PKCE alone. */
  readonly clientSecret?: string | undefined;
  /** Audience of access tokens. */
  readonly audience: string;
  /** The `acr` that staff must reach. */
  readonly requiredAcr: string;
}

export interface Issuer {
  readonly settings: IssuerSettings;
  /** @throws Fault 'outside-system-unavailable' while the issuer does not answer */
  configuration: () => Promise<oidc.Configuration>;
  /** @throws Fault 'not-signed-in' for any token that is not a valid one for us */
  proofOf: (token: string) => Promise<Proof>;
}

const DISCOVERY_S = 5;
/** Asymmetric only: a token is never checked with something its bearer could know. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export function createIssuer(settings: IssuerSettings): Issuer {
  let found: Promise<oidc.Configuration> | null = null;
  let keys: JWTVerifyGetKey | null = null;

  const configuration = (): Promise<oidc.Configuration> => {
    found ??= discover(settings).catch((cause: unknown) => {
      found = null;
      throw new Fault('outside-system-unavailable', '身份认证服务暂时没有回应。', { cause });
    });
    return found;
  };

  return {
    settings,
    configuration,
    proofOf: async (token) => {
      const { jwks_uri: address } = (await configuration()).serverMetadata();
      if (address === undefined) throw new Error('the issuer publishes no keys');
      keys ??= createRemoteJWKSet(new URL(address), { timeoutDuration: 5_000 });
      return bearerProof(await verified(token, keys, settings), settings);
    },
  };
}

async function discover(settings: IssuerSettings): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const plain = new URL(issuer).protocol === 'http:';
  return oidc.discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    {
      timeout: DISCOVERY_S,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the library's mark for "think twice"; only an issuer configured as http comes here
      ...(plain ? { execute: [oidc.allowInsecureRequests] } : {}),
    },
  );
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: IssuerSettings,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: 5,
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ERR_JWKS_TIMEOUT' || cause instanceof TypeError) {
      throw new Fault('outside-system-unavailable', '身份认证服务暂时没有回应。', { cause });
    }
    throw new Fault('not-signed-in', '访问令牌无效或已过期。', { cause });
  }
}

function bearerProof(payload: JWTPayload, { requiredAcr }: IssuerSettings): Proof {
  const { sub: subject = '', acr, amr, scope, client_id: client } = payload;
  return {
    subject,
    via: 'bearer',
    strong: isStrong({ acr, amr }, requiredAcr),
    machine: client === subject,
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
  };
}
