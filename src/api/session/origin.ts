/**
 * A browser sends the session cookie along whoever wrote the page. What changes something is
 * therefore accepted with a cookie only when the browser says that our own page asked for it.
 */
import type { Request } from 'express';
import { Fault } from '../../domain/fault.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @throws Fault 'origin-refused' */
export function requireOwnOrigin(request: Request, publicUrl: string): void {
  if (SAFE.has(request.method)) return;
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  const known = origin !== undefined || site !== undefined;
  const own =
    (origin === undefined || origin === new URL(publicUrl).origin) &&
    (site === undefined || site === 'same-origin');
  if (!known || !own) {
    throw new Fault('origin-refused', '该请求不是从本系统页面发出的。');
  }
}
