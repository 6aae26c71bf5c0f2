/**
 * Whether a printed document is the center's own: a page for everybody, without signing in.
 *
 * The code is sent by POST, so that it stays out of addresses, histories and logs. The answer says
 * which document it is and when it was issued, and nothing of whom it is about. Anything that is
 * no code and any code that fits nothing get the same answer.
 */
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { noticeTitle } from '../cases/wording-things.ts';
import { dayText } from '../cases/wording.ts';
import { isCodeOf, readCode } from '../crypto/verification.ts';
import { Fault } from '../domain/fault.ts';
import type { ApiDeps } from './deps.ts';
import { verifyLimiter } from './limits.ts';
import { escapeHtml, page } from './pages.ts';
import { documentsBetween, type PublicDocumentRow } from './queries/documents.ts';
import { stateOf } from './state.ts';

const BODY = { limit: 1024, inflate: false } as const;

export function verifyPages(deps: ApiDeps): Router {
  const routes = Router();
  routes.use((_request, response, next) => {
    stateOf(response).operation = 'verify';
    response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
    next();
  });
  routes.get('/style.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('css').send(STYLE);
  });
  routes.get('/', (_request, response) => {
    response.type('html').send(verifyPage(''));
  });
  routes.post(
    '/',
    verifyLimiter(deps.limits, tooOften),
    express.urlencoded({ extended: false, ...BODY }),
    express.json({ strict: true, ...BODY }),
    async (request, response) => {
      const found = await documentWith(deps, codeIn(request));
      if (wantsJson(request)) response.json(asJson(found));
      else sendPage(response, found);
    },
  );
  return routes;
}

/** @throws Fault 'too-many-requests' for a program; a person reads it on the page */
const tooOften: RequestHandler = (request, response) => {
  if (wantsJson(request)) throw new Fault('too-many-requests', '核验次数超过每分钟的限额。');
  response.status(429).set('Retry-After', '60').type('html').send(verifyPage(TOO_OFTEN));
};

function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

function codeIn(request: Request): string {
  const body: unknown = request.body;
  const told = typeof body === 'object' && body !== null && 'code' in body ? body.code : '';
  return typeof told === 'string' ? told : '';
}

/** The document a code was printed on; null for everything else. */
async function documentWith(
  { pool, secrets }: ApiDeps,
  text: string,
): Promise<PublicDocumentRow | null> {
  const read = readCode(text);
  if (read === null) return null;
  const rows = await documentsBetween(pool, read);
  const fitting = rows.filter(({ id, content_hash: contentHash }) =>
    isCodeOf(secrets.lookup, read, { id, contentHash }),
  );
  return fitting[0] ?? null;
}

function asJson(found: PublicDocumentRow | null): object {
  if (found === null) return { genuine: false };
  const { kind, number, issued_on: issuedOn, center_name: center, files } = found;
  return { genuine: true, title: noticeTitle(kind), number, issuedOn, center, files };
}

function sendPage(response: Response, found: PublicDocumentRow | null): void {
  response.type('html').send(verifyPage(found === null ? NOT_KNOWN : genuine(found)));
}

const TOO_OFTEN = `<section class="unknown" role="alert"><h2>核验过于频繁</h2>
<p>请一分钟以后再试。</p></section>`;

const NOT_KNOWN = `<section class="unknown" role="alert"><h2>没有查到</h2>
<p>没有与该验证码相符的文书。请对照纸面逐组核对后再试；数字0与字母O、数字1与字母I、L通用，不分大小写。</p>
<p>核对无误仍查不到的，该文书不是本系统出具的，请向出具单位核实，并留存原件。</p></section>`;

const FILE_HINT = '手中是电子文件的，可以比对文件摘要：相同即没有被改动。';

function genuine(row: PublicDocumentRow): string {
  const { kind, number, issued_on: issuedOn, center_name: center, files } = row;
  const facts = [
    ['文书名称', noticeTitle(kind)],
    ['文书编号', number],
    ['出具单位', center],
    ['出具日期', dayText(issuedOn)],
    ...files.map((hash) => ['文件摘要（SHA-256）', hash] as const),
  ] as const;
  const rows = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<section class="genuine" role="status"><h2>查到该文书，由本系统出具</h2>
<dl>${rows.join('')}</dl>
<p>请对照名称、编号、单位和日期是否与手中的文书一致。${files.length === 0 ? '' : FILE_HINT}为保护个人信息，这里不显示文书的内容。</p></section>`;
}

function verifyPage(result: string): string {
  const title = '文书核验';
  return page(
    title,
    `<main><h1>${title}</h1>
<p>填入文书页脚的验证码，可以核验文书是否由住房公积金管理中心通过本系统出具。</p>
${result}
<form method="post" action="/verify" autocomplete="off">
<label for="code">验证码</label>
<input id="code" name="code" required maxlength="60" placeholder="XXXX-XXXX-XXXX-XXXX-XXXX" spellcheck="false" autocapitalize="characters" autocomplete="off" aria-describedby="hint">
<p id="hint">共20个字符，每组4个；连字符和空格可以不填。</p>
<button>核验</button>
</form></main>`,
    '/verify/style.css',
  );
}

const STYLE = `:root{color-scheme:light;font-family:system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;line-height:1.7;color:#1a1a1a;background:#f5f6f8}
body{margin:0}
main{max-width:40rem;margin:0 auto;padding:2.5rem 1.25rem}
h1{font-size:1.6rem;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:0 0 .5rem}
section{background:#fff;border-left:4px solid #5f6368;border-radius:4px;padding:1rem 1.25rem;margin:1.25rem 0}
section.genuine{border-color:#137333}
section.unknown{border-color:#b3261e}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}
dt{color:#4a4f55}
dd{margin:0;overflow-wrap:anywhere}
form{background:#fff;border-radius:4px;padding:1.25rem;margin-top:1.25rem}
label{display:block;font-weight:600}
input{box-sizing:border-box;width:100%;font:inherit;font-family:ui-monospace,monospace;letter-spacing:.05em;padding:.55rem .7rem;border:1px solid #6b7075;border-radius:4px}
button{font:inherit;padding:.5rem 1.75rem;border:0;border-radius:4px;background:#0b5a6f;color:#fff;cursor:pointer}
input:focus-visible,button:focus-visible{outline:3px solid #0b5a6f;outline-offset:2px}
#hint{color:#4a4f55;font-size:.9rem;margin:.25rem 0 1rem}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
`;
