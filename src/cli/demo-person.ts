/**
 * What a demo person signs in with, and signing in as one without a browser.
 *
 * Only for the embedded start on this machine: its own program tells password and code, because
 * it alone knows the secrets of that home. A real provider is never asked this way.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { field, text } from './answers.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { demoHome } from './settings.ts';
import { notSignedIn, type DevicePrompt } from './sign-in.ts';

const PROGRAM = fileURLToPath(new URL('../embedded/demo-code.ts', import.meta.url));
const PAGES_MAX = 10;

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  readonly code: string;
  /** Seconds the code goes on. */
  readonly seconds: number;
}

/**
 * @throws a failure (input) when no embedded start has been here, (notFound) for somebody unknown
 */
export async function demoPerson(id: string, env: NodeJS.ProcessEnv): Promise<DemoPerson> {
  const home = demoHome(env);
  if (home === null) {
    throw badInput(
      '没有找到本机启动的演示环境。',
      '先执行 npm start，或用 ANJU_HOME 指明其文件夹。',
    );
  }
  const run = promisify(execFile);
  const ran = await run(process.execPath, [PROGRAM, home, id], { encoding: 'utf8' }).catch(
    (cause: unknown) => {
      const unknown = field(cause, 'code') === EXIT.notFound;
      throw unknown
        ? failure(EXIT.notFound, { code: 'not-found', title: '没有这名演示人员' })
        : badInput('演示环境的密钥无法读取。', '请用启动演示环境的用户执行。');
    },
  );
  const told: unknown = JSON.parse(ran.stdout);
  return {
    id,
    name: text(told, 'name'),
    password: text(told, 'password'),
    code: text(told, 'code'),
    seconds: Number(text(told, 'seconds')),
  };
}

/** Goes through the demo provider's plain pages as the person would. */
export async function confirmAsDemo(
  { direct, address }: DevicePrompt,
  { id, password, code }: DemoPerson,
): Promise<'confirmed'> {
  const answers: Readonly<Record<string, string>> = { username: id, password, code };
  const cookies = new Map<string, string>();
  let page = await visit(new URL(direct ?? address), cookies);
  for (let count = 0; count < PAGES_MAX; count += 1) {
    const form = formIn(page.html, page.url, answers);
    if (form === null) return 'confirmed';
    if (page.status >= 400) break;
    page = await visit(form.action, cookies, form.fields);
  }
  throw notSignedIn('演示登录服务没有接受该演示人员。');
}

interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

const HOPS_MAX = 10;

/** One page, through its redirects, with the cookies of the walk. */
async function visit(
  first: URL,
  cookies: Map<string, string>,
  fields?: URLSearchParams,
): Promise<Page> {
  let url = first;
  let body: URLSearchParams | null = fields ?? null;
  for (let hop = 0; hop < HOPS_MAX; hop += 1) {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      body,
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    keep(response, cookies);
    const next = response.headers.get('location');
    if (next === null) return { url, status: response.status, html: await response.text() };
    await response.arrayBuffer();
    url = new URL(next, url);
    body = null;
  }
  throw notSignedIn('演示登录服务的页面转来转去。');
}

function keep(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return found === undefined
    ? null
    : found.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The form of a page with its own values and ours; null when the page has none. */
function formIn(html: string, url: URL, answers: Readonly<Record<string, string>>) {
  const [whole, tag = ''] = /(<form[^>]*>)[\s\S]*?<\/form>/i.exec(html) ?? [];
  if (whole === undefined) return null;
  const fields = new URLSearchParams();
  for (const [input] of whole.matchAll(/<input[^>]*>/gi)) {
    const name = attribute(input, 'name');
    if (name !== null) fields.set(name, answers[name] ?? attribute(input, 'value') ?? '');
  }
  return { action: new URL(attribute(tag, 'action') ?? url.href, url), fields };
}
