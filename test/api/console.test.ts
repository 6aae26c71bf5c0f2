/** How the console is served: its page by any address, styles by nonce, files by their names. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import type { AddressInfo } from 'node:net';
import helmet from 'helmet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../src/api/console-page.ts';
import { temporaryFolder } from '../harness/folder.ts';

const folder = temporaryFolder();
const app = express();
let base = '';
let server: ReturnType<typeof app.listen>;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="ANJU_NONCE"><script nonce="ANJU_NONCE"></script>',
  );
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'export {};');
  const policy = {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
    },
  };
  app.use(helmet({ contentSecurityPolicy: policy }));
  app.use(consoleRoutes(folder));
  app.use((_request, response) => void response.status(404).json({ code: 'not-found' }));
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => {
      resolve();
    });
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const page = (path: string, accept = 'text/html') =>
  fetch(`${base}${path}`, { headers: { accept } });

describe('the console’s page', () => {
  it('is delivered by every address of the console, each time with another nonce', async () => {
    const nonces = await Promise.all(
      ['/', '/work', '/cases/0f9d6a1e?x=1'].map(async (path) => {
        const told = await page(path);
        expect(told.status).toBe(200);
        expect(told.headers.get('cache-control')).toBe('no-store');
        const text = await told.text();
        const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
        expect(text).not.toContain('ANJU_NONCE');
        const policy = told.headers.get('content-security-policy') ?? '';
        expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
        expect(policy).not.toContain('unsafe-inline');
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(3);
  });

  it.each(['/api/v1/nothing', '/auth/nothing', '/health/nothing', '/metrics', '/assets/gone.js'])(
    'is not delivered at %s',
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );

  it('is not delivered to a program that asks for JSON', async () => {
    expect((await page('/work', 'application/json')).status).toBe(404);
  });

  it('has files whose names change with their content, kept for a year', async () => {
    const told = await page('/assets/index-abc123.js', '*/*');
    expect(told.headers.get('cache-control')).toContain('immutable');
  });
});
