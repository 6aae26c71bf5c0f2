/** A suite in the browser: people who sign in, the same people by API, pictures and axe. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { readSecrets, type Secrets } from '../../../src/crypto/secrets.ts';
import { demoPassword } from '../../../src/embedded/provider/people.ts';
import { apiClient, type Api } from '../../api/world/client.ts';
import { createContract, type ApiDocument } from '../../api/world/contract.ts';
import { signIn as signInByForms, type Browser as SignedIn } from '../../api/world/sign-in.ts';
import { idNumber } from '../../builders.ts';
import { simulatedWorld, type SimulatedWorld } from '../../harness/simulated.ts';
import { theBrowser } from './chromium.ts';
import type { Product } from './global-setup.ts';

const SCREENS = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
const SCREENS_DOCUMENT = fileURLToPath(new URL('../../../docs/screens.md', import.meta.url));
/** Long enough for a loaded machine, short enough to hear soon that something never comes. */
const TIMEOUT_MS = 15_000;
const SIZE = { width: 1366, height: 768 };

export interface Desk {
  readonly product: Product;
  readonly secrets: () => Secrets;
  readonly world: () => SimulatedWorld;
  /** The database as its owner: to look, and to break what nobody else may. */
  readonly owner: () => pg.Pool;
  /** A person at the console who has signed in, in a browser of their own. */
  readonly signIn: (person: string, path?: string, how?: How) => Promise<Page>;
  /** The same through the pages: three of them, so only where signing in is the subject. */
  readonly signInByPages: (person: string, path?: string) => Promise<Page>;
  /** A browser in which nobody has signed in. */
  readonly stranger: (path?: string) => Promise<Page>;
  /** The same person as a program: to prepare what a test looks at. */
  readonly api: (person: string) => Promise<Api>;
  /** For a test whose subject is what the page refuses. */
  readonly forgetComplaints: () => void;
  /** Somebody nobody has heard of. */
  readonly newNumber: () => string;
}

export interface How {
  /** The page's clock can be put forward: `page.clock.fastForward`. */
  readonly forward?: boolean;
}

interface Settings {
  /** For a suite that breaks what everybody needs, or counts what everybody makes. */
  readonly alone?: boolean;
  /** A stack of the suite's own; its beforeAll comes first. */
  readonly product?: Product;
}

/** Of ours: tells this advisory lock from others. */
const OFFICE_LOCK = 7_320_077;

/** Call it once at the top of a suite. Every page error and refused style fails its test. */
export function desk({ alone = false, product = inject('product') }: Settings = {}): Desk {
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let secrets: Secrets;
  let owner: pg.Pool;
  let turn: pg.Client;
  let document: ApiDocument;
  const days = randomDays();
  // Forty suites that draw one of eight thousand days meet now and then: the rest of the number is drawn too.
  const order = 101 + 2 * Math.floor(Math.random() * 449);

  beforeAll(async () => {
    secrets = readSecrets(product.secretsFile);
    owner = new pg.Pool({ connectionString: product.ownerUrl, max: 2 });
    // One office for all stories: most share it, some must have it for themselves.
    turn = new pg.Client({ connectionString: product.ownerUrl });
    await turn.connect();
    await turn.query('set statement_timeout = 0');
    await turn.query(`select pg_advisory_lock${alone ? '' : '_shared'}($1)`, [OFFICE_LOCK]);
    document = (await (await fetch(`${product.api}/api/openapi.json`)).json()) as ApiDocument;
    browser = await theBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf(contexts, task.name, product.folder);
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const told = complaints.splice(0);
    expect(told).toEqual([]);
  });
  afterAll(async () => {
    await owner.end();
    await turn.end();
  });

  /** @param given cookies of somebody who has signed in */
  const visit = async (
    path: string,
    given: readonly Cookie[],
    { forward = false }: How = {},
  ): Promise<Page> => {
    const context = await browser.newContext({
      viewport: SIZE,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      baseURL: product.api,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    contexts.push(context);
    await context.addCookies([...given]);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (isComplaint(message.type(), message.text())) complaints.push(message.text());
    });
    // A part of a page that shows a bug of ours is easily looked past.
    page.on('response', (response) => {
      if (response.status() === 500) complaints.push(`500: ${new URL(response.url()).pathname}`);
    });
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      const ours = [product.api, product.issuer, 'null'].includes(origin);
      if (!ours) complaints.push(`a request to ${origin}`);
    });
    if (forward) await page.clock.install();
    await page.goto(path);
    return page;
  };
  const stranger: Desk['stranger'] = (path = '/') => visit(path, []);

  return {
    product,
    secrets: () => secrets,
    world: () => simulatedWorld(() => product.simulators, product.simulatorToken),
    owner: () => owner,
    stranger,
    signIn: async (person, path = '/', how) => {
      const own = await signInByForms(product.api, person, secrets);
      const page = await visit(path, cookiesOf(own, [product.api, product.issuer]), how);
      await page.locator('button.who').waitFor();
      return page;
    },
    signInByPages: async (person, path = '/') => {
      const page = await stranger(path);
      await page.getByRole('link', { name: '登录' }).click();
      await page.getByLabel('用户名').fill(person);
      await page.getByLabel('密码').fill(demoPassword(person, secrets));
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('button', { name: '登录' }).click();
      await page.locator('button.who').waitFor();
      return page;
    },
    api: async (person) => {
      const own = await signInByForms(product.api, person, secrets);
      const headers = () => ({ cookie: own.cookies(product.api), origin: product.api });
      return apiClient(product.api, headers, createContract(document));
    },
    forgetComplaints: () => {
      complaints.length = 0;
    },
    newNumber: () => idNumber(days(), order),
  };
}

type Cookie = Parameters<BrowserContext['addCookies']>[0][number];

/** What the forms gave, as a browser keeps it. */
function cookiesOf({ jar }: SignedIn, addresses: readonly string[]): readonly Cookie[] {
  return addresses.flatMap((url) =>
    [...jar].flatMap(([key, value]) => {
      const [host, name = ''] = key.split(' ');
      const ours = host === new URL(url).host;
      return ours ? [{ name, value, url, httpOnly: true, sameSite: 'Lax' as const }] : [];
    }),
  );
}

/** What was on the screens when a story failed, beside the pictures it made on its way. */
async function picturesOf(
  contexts: readonly BrowserContext[],
  story: string,
  folder: string,
): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages());
  const place = process.env['ANJU_PICTURES'] ?? join(folder, 'pictures');
  for (const [n, page] of pages.entries()) {
    const file = join(place, `failed-${story.replaceAll(/\W+/g, '-').slice(0, 60)}-${n}.png`);
    console.log(await page.screenshot({ path: file, ...AS_IT_IS }).then(() => file, String));
  }
}

/** Hiding the caret or stopping animations would write a style that the page's policy refuses. */
const AS_IT_IS = { caret: 'initial', animations: 'allow' } as const;

/** React's and the browser's own complaints; a refused request is what many tests are about. */
function isComplaint(type: string, text: string): boolean {
  if (type !== 'error') return false;
  return !/Failed to load resource|EventSource|ERR_/.test(text);
}

/** Suites run side by side on one stack: each draws birthdays of its own. */
function randomDays(): () => string {
  const from = Date.UTC(1975, 0, 1) + Math.floor(Math.random() * 8_000) * 86_400_000;
  let n = 0;
  return () => {
    n += 1;
    return new Date(from + n * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  };
}

/** WCAG 2.2 AA as far as a program can see it. */
export async function expectNoViolations(page: Page): Promise<void> {
  const builder = new AxeBuilder({ page });
  // What lies behind an open dialog cannot be reached, and is dimmed on purpose.
  if (await page.locator('[aria-modal="true"]:visible').count()) {
    builder.include('[aria-modal="true"]');
  }
  const { violations } = await builder
    // Pop-ups stand beside the landmarks of the page.
    .disableRules(['region'])
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const place = new URL(page.url()).pathname;
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 5)
      .map(
        ({ target, failureSummary }) =>
          `${place} ${id}: ${help} ${String(target)} ${failureSummary ?? ''}`,
      ),
  );
  expect(told).toEqual([]);
}

/** What other suites broke may still be down: its bar lies over the page and is put away. */
export async function foldDegradedBar(page: Page): Promise<void> {
  const fold = page.getByRole('button', { name: '收起', exact: true });
  if (await fold.isVisible()) await fold.click();
}

/**
 * A picture of the page for people who ask for one: into the folder `ANJU_PICTURES`, and small into
 * docs/screens/ when docs/screens.md shows it and the run is `ANJU_SCREENS=1` (npm run screens).
 */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  const place = process.env['ANJU_PICTURES'];
  if (place !== undefined) {
    await page.screenshot({ path: join(place, `${name}.png`), fullPage, ...AS_IT_IS });
  }
  if (process.env['ANJU_SCREENS'] === '1' && shownInDocs().has(name)) {
    const path = join(SCREENS, `${name}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 60, fullPage, ...AS_IT_IS });
  }
}

function shownInDocs(): ReadonlySet<string> {
  const text = readFileSync(SCREENS_DOCUMENT, 'utf8');
  return new Set([...text.matchAll(/\(screens\/([\w-]+)\.jpg\)/g)].map(([, name = '']) => name));
}
