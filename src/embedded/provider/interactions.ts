/**
 * The demo's sign-in: name and password, then the second factor, as two plain forms.
 *
 * Whatever is wrong (no such person, wrong password, wrong code, locked), the answer is the same
 * sentence; the log says which it was, without the name of somebody unknown.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { ACR } from './configuration.ts';
import { createLockout, type Lockout } from './lockout.ts';
import { codePage, passwordPage, STYLE, STYLE_PATH, textPage, type Shown } from './pages.ts';
import {
  DEMO_PEOPLE,
  demoCode,
  demoPassword,
  isDemoCode,
  isDemoPassword,
  pageKey,
} from './people.ts';
import type { ProviderSettings } from './settings.ts';

const PATH = /^\/interaction\/([\w-]{1,64})$/;
const BODY_BYTES_MAX = 8_192;
const STEP_MS = 5 * 60_000;
const REFUSED = '用户名、密码或动态码不正确，或尝试次数过多已暂停15分钟。';

export type SignInLog = (event: 'signed-in' | 'refused' | 'locked', person: string | null) => void;

interface Desk {
  readonly settings: ProviderSettings;
  readonly lockout: Lockout;
  readonly log: SignInLog;
}

/** What the middleware needs of its context; Koa's own, cut to size. */
interface Ctx {
  readonly path: string;
  readonly method: string;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  status: number;
  type: string;
  body: unknown;
  respond?: boolean;
}

/** Koa middleware for `/interaction/:uid`; everything else is the library's. */
export function interactions(provider: Provider, settings: ProviderSettings, log: SignInLog) {
  const desk: Desk = { settings, log, lockout: createLockout() };
  return async (ctx: Ctx, next: () => Promise<unknown>): Promise<void> => {
    if (ctx.path === STYLE_PATH) {
      ctx.status = 200;
      ctx.type = 'css';
      ctx.body = STYLE;
      return;
    }
    const uid = PATH.exec(ctx.path)?.[1];
    if (uid === undefined) {
      await next();
      return;
    }
    const there = await provider.interactionDetails(ctx.req, ctx.res).catch(() => null);
    if (there?.uid !== uid) {
      show(ctx, 400, textPage('登录未完成', '登录已超时，请回到原来的页面重新登录。'));
    } else if (ctx.method === 'GET') {
      show(ctx, 200, passwordPage(ctx.path, null, shownPeople(settings)));
    } else if (ctx.method === 'POST') {
      await answer(provider, desk, ctx, uid);
    } else {
      show(ctx, 405, textPage('登录未完成', '不支持该请求方式。'));
    }
  };
}

function shownPeople({ secrets }: ProviderSettings): readonly Shown[] {
  return DEMO_PEOPLE.map((person) => ({ ...person, password: demoPassword(person.id, secrets) }));
}

async function answer(provider: Provider, desk: Desk, ctx: Ctx, uid: string): Promise<void> {
  const form = await formOf(ctx.req);
  const step = form.get('step');
  if (step === null) {
    passwordGiven(desk, ctx, uid, form);
    return;
  }
  const person = codeGiven(desk, uid, step, form.get('code') ?? '');
  if (person === null) {
    show(ctx, 401, passwordPage(ctx.path, REFUSED, shownPeople(desk.settings)));
    return;
  }
  desk.log('signed-in', person);
  ctx.respond = false;
  await provider.interactionFinished(
    ctx.req,
    ctx.res,
    { login: { accountId: person, acr: ACR, amr: ['pwd', 'otp'] } },
    { mergeWithLastSubmission: false },
  );
}

function passwordGiven(desk: Desk, ctx: Ctx, uid: string, form: URLSearchParams): void {
  const { settings, lockout } = desk;
  const name = (form.get('username') ?? '').trim().slice(0, 100);
  const at = settings.now();
  const right = isDemoPassword(name, settings.secrets, form.get('password') ?? '');
  if (lockout.isLocked(name, at) || !right) {
    refused(desk, name, at);
    show(ctx, 401, passwordPage(ctx.path, REFUSED, shownPeople(settings)));
    return;
  }
  const person = DEMO_PEOPLE.find(({ id }) => id === name);
  show(
    ctx,
    200,
    codePage({
      action: ctx.path,
      name: person?.name ?? name,
      step: signedStep(settings, uid, name, at + STEP_MS),
      code: demoCode(name, settings.secrets, at),
    }),
  );
}

/** @returns the person, or null when step or code are not right */
function codeGiven(desk: Desk, uid: string, step: string, code: string): string | null {
  const { settings, lockout } = desk;
  const at = settings.now();
  const person = personIn(settings, uid, step, at);
  if (person === null) return null;
  const right = /^\d{6}$/.test(code) && isDemoCode(person, settings.secrets, code, at);
  if (lockout.isLocked(person, at) || !right) {
    refused(desk, person, at);
    return null;
  }
  lockout.right(person);
  return person;
}

/** While locked nothing counts: a stranger cannot prolong somebody's lock by going on. */
function refused({ lockout, log }: Desk, name: string, at: number): void {
  const known = DEMO_PEOPLE.some(({ id }) => id === name) ? name : null;
  if (lockout.isLocked(name, at)) log('refused', known);
  else log(lockout.wrong(name, at) ? 'locked' : 'refused', known);
}

function signedStep(
  settings: ProviderSettings,
  uid: string,
  person: string,
  until: number,
): string {
  const text = `${person}.${until}`;
  return `${text}.${stepMac(settings, uid, text)}`;
}

function personIn(
  settings: ProviderSettings,
  uid: string,
  step: string,
  at: number,
): string | null {
  const [person = '', until = '', mac = ''] = step.split('.');
  const expected = Buffer.from(stepMac(settings, uid, `${person}.${until}`));
  const given = Buffer.from(mac);
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  return genuine && Number(until) > at ? person : null;
}

function stepMac({ secrets }: ProviderSettings, uid: string, text: string): string {
  return createHmac('sha256', pageKey(secrets)).update(`step\n${uid}\n${text}`).digest('base64url');
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_BYTES_MAX) return new URLSearchParams();
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

function show(ctx: Ctx, status: number, html: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = html;
}
