/**
 * How the demo provider is set up: code with PKCE for the console, device code for the command
 * line, client credentials for channels; every access token a JWT for the API.
 */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { signingKeys } from './keys.ts';
import { formPage, textPage } from './pages.ts';
import {
  CLI_CLIENT,
  CONSOLE_CLIENT,
  DEMO_CHANNELS,
  DEMO_PEOPLE,
  DEMO_SENDERS,
  demoClientSecret,
  pageKey,
  senderScope,
} from './people.ts';
import type { Secrets } from '../../crypto/secrets.ts';
import type { ProviderSettings } from './settings.ts';

/** The API as a resource (RFC 8707); its tokens carry the configured audience. */
export const API_RESOURCE = 'urn:anju:api';
const SCOPE = 'cases';
const INBOX_SCOPES = [...new Set(DEMO_SENDERS.flatMap((id) => senderScope(id).split(' ')))];
export const ACR = 'mfa';
const HOUR_S = 3_600;

export function configurationOf(settings: ProviderSettings): Configuration {
  return {
    clients: clientsOf(settings),
    jwks: signingKeys(settings.keysFile),
    cookies: {
      keys: [pageKey(settings.secrets)],
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    acrValues: [ACR],
    claims: { openid: ['sub', 'acr', 'amr'], auth_time: null, sid: null, iss: null },
    scopes: ['openid', 'offline_access', SCOPE, ...INBOX_SCOPES],
    responseTypes: ['code'],
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
    pkce: { required: () => true },
    features: featuresOf(settings),
    findAccount: (_ctx, id) =>
      DEMO_PEOPLE.some((person) => person.id === id)
        ? { accountId: id, claims: () => ({ sub: id }) }
        : undefined,
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantEverythingAsked,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    extraTokenClaims: strengthOf,
    ttl: {
      AccessToken: HOUR_S / 4,
      ClientCredentials: HOUR_S / 4,
      AuthorizationCode: 60,
      DeviceCode: 600,
      IdToken: HOUR_S,
      Interaction: 900,
      Session: 10 * HOUR_S,
      Grant: 10 * HOUR_S,
      RefreshToken: 10 * HOUR_S,
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = textPage('登录未完成', `请回到原来的页面重新登录。（${out.error}）`);
    },
  };
}

function clientsOf({ secrets, publicUrl }: ProviderSettings): Configuration['clients'] {
  return [
    {
      client_id: CONSOLE_CLIENT,
      client_name: '安居办件',
      client_secret: demoClientSecret(CONSOLE_CLIENT, secrets),
      redirect_uris: [`${publicUrl}/auth/callback`],
      post_logout_redirect_uris: [`${publicUrl}/`],
    },
    {
      client_id: CLI_CLIENT,
      client_name: '安居命令行',
      token_endpoint_auth_method: 'none',
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      redirect_uris: [],
      response_types: [],
    },
    ...DEMO_CHANNELS.map((id) => programOf(id, SCOPE, secrets)),
    ...DEMO_SENDERS.map((id) => programOf(id, senderScope(id), secrets)),
  ];
}

/** Signs in as itself, for one purpose. */
function programOf(id: string, scope: string, secrets: Secrets) {
  return {
    client_id: id,
    client_secret: demoClientSecret(id, secrets),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    scope,
  } as const;
}

function featuresOf({ audience }: ProviderSettings): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API_RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: [SCOPE, ...INBOX_SCOPES].join(' '),
        audience,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
    deviceFlow: {
      enabled: true,
      charset: 'base-20',
      mask: '****-****',
      userCodeInputSource: (ctx, form, _out, error) => {
        const text = error ? '代码不正确或已失效，请重新输入。' : '请输入命令行显示的代码。';
        show(ctx, formPage('命令行登录', text, form, { form: 'op.deviceInputForm', text: '继续' }));
      },
      userCodeConfirmSource: (ctx, form, ...[client, , userCode]) => {
        const text = `“${client.clientName ?? client.clientId}”请求以您的身份登录，代码 ${userCode}。只有代码与命令行显示的一致时才确认。`;
        show(
          ctx,
          formPage('命令行登录', text, form, { form: 'op.deviceConfirmForm', text: '确认' }),
        );
      },
      successSource: (ctx) => {
        show(ctx, textPage('命令行登录', '已登录，可以回到命令行。'));
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const button = { form: 'op.logoutForm', text: '退出', name: 'logout', value: 'yes' };
        show(ctx, formPage('退出登录', '要同时退出身份认证服务吗？', form, button));
      },
      postLogoutSuccessSource: (ctx) => {
        show(ctx, textPage('退出登录', '已退出。'));
      },
    },
  };
}

/** Our own three kinds of client need nobody's consent. */
async function grantEverythingAsked(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  const asked = typeof params?.['scope'] === 'string' ? params['scope'] : 'openid';
  grant.addOIDCScope(asked);
  grant.addResourceScope(API_RESOURCE, SCOPE);
  await grant.save();
  return grant;
}

/** How the person was verified travels in the access token, as it does in the ID token. */
function strengthOf(ctx: KoaContextWithOIDC): Record<string, unknown> | undefined {
  const { AuthorizationCode, DeviceCode, RefreshToken } = ctx.oidc.entities;
  const source = RefreshToken ?? DeviceCode ?? AuthorizationCode;
  return source === undefined ? undefined : { acr: source.acr, amr: source.amr };
}

function show(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html';
  ctx.body = html;
}
