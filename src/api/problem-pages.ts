/** What a problem's `type` leads to: a page that says what it means and what can be done. */
import { Router } from 'express';
import { FAULTS, type FaultCode } from '../domain/fault.ts';
import { escapeHtml, page } from './pages.ts';
import { INTERNAL_TITLE, REMEDIES } from './problem-texts.ts';

export function problemPages(): Router {
  const routes = Router();
  routes.get('/:code', (request, response, next) => {
    const code = request.params.code;
    if (code !== 'internal' && !isFault(code)) {
      next();
      return;
    }
    const { status, title, retry } =
      code === 'internal' ? { status: 500, title: INTERNAL_TITLE, retry: true } : FAULTS[code];
    response.type('html').send(
      page(
        title,
        `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(REMEDIES[code])}</p>
<dl><dt>code</dt><dd>${code}</dd><dt>HTTP</dt><dd>${status}</dd>
<dt>同一请求稍后重试</dt><dd>${retry ? '可能成功' : '不会成功，须先按上述办法处理'}</dd></dl>`,
      ),
    );
  });
  return routes;
}

function isFault(code: string): code is FaultCode {
  return Object.hasOwn(FAULTS, code);
}
