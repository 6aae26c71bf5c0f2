/** The codes on printed documents, and the page on which anybody may have them confirmed. */
import { createHash, randomUUID } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { verificationCode } from '../../src/crypto/verification.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world({ limits: { verifyPerMinuteMax: 60 } });
const limited = world({ limits: { verifyPerMinuteMax: 2 } });
const clerk = () => place.as('lin-guiyuan');

/** As a browser sends the form, or as a program sends JSON. */
async function asked(code: string, base = place.base, accept = 'text/html'): Promise<Response> {
  return fetch(`${base}/verify`, {
    method: 'POST',
    headers: { accept },
    body: new URLSearchParams({ code }),
  });
}
async function told(code: string): Promise<unknown> {
  const response = await fetch(`${place.base}/verify`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

interface Printed {
  readonly case: string;
  readonly id: string;
  readonly code: string;
  readonly number: string;
  readonly pdf: Buffer;
}

async function receipt(): Promise<Printed> {
  const { id } = await startCase(clerk());
  const documents = await clerk().get(`/cases/${id}/documents`);
  const href = documents.string('items.0.href').replace('/api/v1', '');
  const pdf = await fetchPdf(href);
  return {
    case: id,
    id: documents.string('items.0.id'),
    code: documents.string('items.0.code'),
    number: documents.string('items.0.number'),
    pdf,
  };
}

async function fetchPdf(href: string): Promise<Buffer> {
  const response = await fetch(`${place.base}/api/v1${href}`, {
    headers: { authorization: place.authorization('lin-guiyuan') },
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replace(/\s/g, ''));
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a printed document', () => {
  it('bears its code and where it is checked on every page, and is the same bytes every time', async () => {
    const printed = await receipt();
    for (const page of await pagesOf(printed.pdf)) {
      expect(page).toContain(`验证码${printed.code}`);
      expect(page).toContain(`${place.base}/verify`);
      expect(page).toMatch(/第1页共1页/);
    }
    const again = await fetchPdf(`/cases/${printed.case}/documents/${printed.id}.pdf`);
    expect(again.equals(printed.pdf)).toBe(true);
    const { rows } = await place.owner.query<{ sha256: string }>(
      'select sha256 from document_rendering where document = $1',
      [printed.id],
    );
    expect(rows).toEqual([{ sha256: sha256(printed.pdf) }]);
    const events = await place.owner.query<{ kind: string }>(
      `select kind from event where case_id = $1 and kind in ('content-read', 'document-rendered')
        order by id`,
      [printed.case],
    );
    expect(events.rows.map(({ kind }) => kind)).toEqual([
      'content-read',
      'document-rendered',
      'content-read',
    ]);
  });

  it('that was issued before there were codes has one all the same', async () => {
    const { rows } = await place.owner.query<{ id: string; content_hash: string }>(
      'select id, content_hash from document order by issued_at limit 1',
    );
    const { id, content_hash: contentHash } = rows[0]!;
    const code = verificationCode(place.secrets.lookup, { id, contentHash });
    expect(await told(code)).toMatchObject({ genuine: true });
  });
});

describe('whoever has the code', () => {
  it('learns title, number, day, center and the hash of the file, and nothing of the person', async () => {
    const printed = await receipt();
    const answer = await told(printed.code);
    expect(answer).toEqual({
      genuine: true,
      title: '收件回执',
      number: printed.number,
      issuedOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
      center: '沈阳住房公积金管理中心',
      files: [sha256(printed.pdf)],
    });
    const page = await (await asked(printed.code)).text();
    expect(page).toContain('查到该文书，由本系统出具');
    expect(page).toContain(printed.number);
    expect(page).toContain(sha256(printed.pdf));
    for (const personal of ['张三', '张＊', '2199', '13900001111', printed.case, printed.id]) {
      expect(page).not.toContain(personal);
      expect(JSON.stringify(answer)).not.toContain(personal);
    }
  });

  it('may type it in small letters, with spaces, with O for 0', async () => {
    const { code } = await receipt();
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
    expect(await told(typed)).toMatchObject({ genuine: true });
  });
});

describe('whoever has none', () => {
  it.each(['', 'x', '0000-0000-0000-0000-0000', '<script>alert(1)</script>', "' or 1=1 --"])(
    'is told the same whatever was typed (%s), and never what was typed',
    async (code) => {
      expect(await told(code)).toEqual({ genuine: false });
      const response = await asked(code);
      expect(response.status).toBe(200);
      const page = await response.text();
      expect(page).toContain('没有与该验证码相符的文书');
      expect(page).not.toContain('<script>');
    },
  );

  it('finds nothing with the code of another document of the same beginning', async () => {
    const { id, code } = await receipt();
    const neighbor = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const other = verificationCode(place.secrets.lookup, {
      id: neighbor,
      contentHash: 'ab'.repeat(32),
    });
    expect(other.slice(0, 4)).toBe(code.slice(0, 4));
    expect(await told(other)).toEqual({ genuine: false });
  });

  it('finds nothing when what is stored was exchanged', async () => {
    const { id, code } = await receipt();
    await place.owner.query('alter table document disable trigger append_only');
    await place.owner.query('update document set content_hash = $2 where id = $1', [
      id,
      'cd'.repeat(32),
    ]);
    await place.owner.query('alter table document enable trigger append_only');
    expect(await told(code)).toEqual({ genuine: false });
  });

  it('is slowed down, on the page and as a program', async () => {
    for (let n = 0; n < 2; n += 1) await asked(randomUUID(), limited.base);
    const page = await asked('x', limited.base);
    expect(page.status).toBe(429);
    expect(page.headers.get('retry-after')).toBe('60');
    expect(await page.text()).toContain('核验过于频繁');
    const program = await asked('x', limited.base, 'application/json');
    expect(program.status).toBe(429);
    expect(program.headers.get('content-type')).toContain('application/problem+json');
    // Looking at the page costs nothing.
    expect((await fetch(`${limited.base}/verify`)).status).toBe(200);
  });

  it('sends nothing but a small form or a small JSON object', async () => {
    const send = (body: string, type: string) =>
      fetch(`${place.base}/verify`, { method: 'POST', headers: { 'content-type': type }, body });
    expect(
      (await send(`code=${'A'.repeat(5000)}`, 'application/x-www-form-urlencoded')).status,
    ).toBe(413);
    expect((await send('{', 'application/json')).status).toBe(400);
    expect(await (await send('[]', 'application/json')).text()).toContain('没有查到');
    expect(await (await send('<x/>', 'text/xml')).text()).toContain('没有查到');
  });
});

describe('the page', () => {
  it('is plain, without script, and keeps codes out of addresses, caches and logs', async () => {
    const { code } = await receipt();
    const response = await asked(code);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).toContain('<form method="post" action="/verify"');
    expect(html).not.toMatch(/<script|style=|https?:/);
    const style = await fetch(`${place.base}/verify/style.css`);
    expect(style.headers.get('content-type')).toContain('text/css');
    const line = place.log.findLast((one) => one.includes('"operation":"verify"'));
    expect(line).toBeDefined();
    expect(place.log.join('')).not.toContain(code);
  });
});
