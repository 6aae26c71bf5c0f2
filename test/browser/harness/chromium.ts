/** A Chromium: one on the PATH, else the one shipped by npm; Chinese letters come from npm, too. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import shipped from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FONTS = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
);

/** Of a process: its suites are in turn, and each story has a context of its own. It ends with the process. */
let started: Promise<Browser> | null = null;

/** The browser of this process; one that crashed or did not start gives way to another. @throws Error in plain words when there is none */
export async function theBrowser(): Promise<Browser> {
  const known = await started?.catch(() => null);
  if (known?.isConnected()) return known;
  started = startBrowser();
  return started;
}

/** Before several processes start it: the one shipped by npm is unpacked by the first, and must be whole for the second. */
export async function prepareBrowser(): Promise<void> {
  if (findOnPath(process.env['PATH'] ?? '') === undefined) await shippedPath();
}

async function startBrowser(): Promise<Browser> {
  const onPath = findOnPath(process.env['PATH'] ?? '');
  const executablePath = onPath ?? (await shippedPath());
  return chromium.launch({
    executablePath,
    args: QUIET,
    env: { ...process.env, FONTCONFIG_FILE: fontconfig() },
  });
}

/** No look-ups, no updates: the browser talks to the product alone. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
  '--font-render-hinting=none',
];

export function findOnPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

async function shippedPath(): Promise<string> {
  if (process.platform !== 'linux') {
    throw new Error('browser tests need Chromium or Chrome on the PATH on this platform');
  }
  return shipped.executablePath();
}

/** Fontconfig of our own: the machine may have no Chinese font, or none at all. */
function fontconfig(): string {
  const folder = join(tmpdir(), `anju-fonts-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const faces = ['400Regular', '500Medium', '600SemiBold', '700Bold'];
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${faces.map((face) => `<dir>${join(FONTS, face)}</dir>`).join('\n')}
<cachedir>${join(folder, 'cache')}</cachedir>
<match target="pattern"><edit name="family" mode="append"><string>Noto Sans SC</string></edit></match>
</fontconfig>
`,
  );
  return file;
}
