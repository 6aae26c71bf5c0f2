/**
 * The built console: files by their hashed names, everything else its one page.
 *
 * Ant Design writes its styles at run time; a fresh nonce for every page lets these in and no others.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { stateOf } from './state.ts';

/** vite.config.ts writes it into the page. */
const NONCE_PLACE = 'ANJU_NONCE';
const OURS = /^\/(?!api\/|auth\/|health\/|problems\/|metrics|verify|assets\/)/;

/** @throws Error at start when the folder holds no page */
export function consoleRoutes(folder: string): Router {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const routes = express.Router();
  routes.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  routes.use(express.static(folder, { index: false, maxAge: '1h' }));
  routes.get(OURS, (request, response, next) => {
    if (request.accepts(['html', 'json']) !== 'html') {
      next();
      return;
    }
    stateOf(response).operation = 'console';
    const nonce = randomBytes(16).toString('base64');
    const policy = response.get('Content-Security-Policy') ?? '';
    response
      .set(
        'Content-Security-Policy',
        policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
      )
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page.replaceAll(NONCE_PLACE, nonce));
  });
  return routes;
}
