/** The paper itself: what stands on it when it is read back. */
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { DocumentKind } from '../../src/cases/wording-documents.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { codePointText, printable } from '../../src/documents/fonts.ts';
import { agreementHash } from '../../src/documents/hash.ts';
import { renderDocument } from '../../src/documents/pdf.ts';
import { currentTemplate, DOCUMENT_KINDS } from '../../src/documents/registry.ts';

const issuedOn = plainDate('2026-11-23');
const number = '某金决〔2026〕00123号';
const registered = {
  number,
  code: '7KQ2-9FHM-31XZ-ABCD-EFGH',
  address: 'https://anju.example/verify',
};

function order<Kind extends DocumentKind>(kind: Kind) {
  const template = currentTemplate(kind);
  return {
    kind,
    template: template.version,
    issuedOn,
    center: { name: '某市住房公积金管理中心' },
    content: template.examples[0],
    registered,
  };
}

/** The text of every page, without spaces and line breaks. */
async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replace(/\s/g, ''));
}

describe('every kind of document on paper', () => {
  it.each(DOCUMENT_KINDS)('%s bears center, number, title, page numbers and code', async (kind) => {
    const pages = await pagesOf(await renderDocument(order(kind)));
    expect(pages[0]).toContain('某市住房公积金管理中心');
    expect(pages[0]).toContain(currentTemplate(kind).title);
    pages.forEach((page, index) => {
      expect(page).toContain(`第${String(index + 1)}页共${String(pages.length)}页`);
      expect(page).toContain(`文书编号${number}`);
      expect(page).toContain(`验证码${registered.code}`);
      expect(page).toContain(`在${registered.address}填入验证码`);
    });
  });

  it.each(DOCUMENT_KINDS)('%s is A4 and carries its typeface along', async (kind) => {
    const pdf = await renderDocument(order(kind));
    const read = await getDocumentProxy(new Uint8Array(pdf));
    for (let n = 1; n <= read.numPages; n += 1) {
      const [, , width = 0, height = 0] = (await read.getPage(n)).view;
      // 210 × 297 mm in points.
      expect([width, height].map((side) => Math.round((side / 72) * 25.4))).toEqual([210, 297]);
    }
    expect(pdf.includes('/FontFile')).toBe(true);
  });

  it('says on paper every word of the template', async () => {
    const { content, kind } = order('refusal');
    const paper = (await pagesOf(await renderDocument(order(kind)))).join('');
    for (const block of currentTemplate(kind).render(content)) {
      if (block.type === 'paragraph') expect(paper).toContain(block.text.slice(0, 12));
      if (block.type === 'heading') expect(paper).toContain(block.text);
    }
  });

  it('gives the same bytes for the same document, whenever it is printed', async () => {
    const [first, second] = await Promise.all([
      renderDocument(order('acceptance')),
      renderDocument(order('acceptance')),
    ]);
    expect(first.equals(second)).toBe(true);
  });

  it('is titled for readers of the file', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(await renderDocument(order('receipt'))));
    const { info } = await getMeta(pdf);
    expect(info['Title']).toBe(`收件回执 ${number}`);
    expect(info['Language']).toBe('zh-CN');
  });
});

describe('the agreement on paper', () => {
  it('bears the hash of what is signed', async () => {
    const one = order('agreement');
    const paper = (await pagesOf(await renderDocument(one))).join('');
    expect(paper).toContain(agreementHash(one.template, one.content));
  });

  // One document of every kind: dozens.
  it('never leaves the issuer alone on the last sheet', { timeout: 90_000 }, async () => {
    for (const kind of DOCUMENT_KINDS) {
      const pages = await pagesOf(await renderDocument(order(kind)));
      expect(pages.at(-1)?.length).toBeGreaterThan(150);
      expect(pages.join('')).not.toContain('此页无正文');
    }
  });
});

describe('a name of eighty characters', () => {
  const name = '阿卜杜拉·买买提'.repeat(10);

  it('stands on the paper whole, wherever the paper names the person', async () => {
    expect(Array.from(name)).toHaveLength(80);
    const papers = await Promise.all([
      renderDocument(withName(order('receipt'))),
      renderDocument(withName(order('refusal'))),
      renderDocument({
        ...order('earliest-dates'),
        content: { ...order('earliest-dates').content, name },
      }),
    ]);
    for (const pdf of papers) {
      const [page = ''] = await pagesOf(pdf);
      // As the addressee and in the table of facts.
      expect(page.split(name)).toHaveLength(3);
    }
  });

  it('in the agreement too, and nothing runs over the margins', async () => {
    const one = order('agreement');
    const holder = { ...one.content.holder, name };
    const pdf = await renderDocument({ ...one, content: { ...one.content, holder } });
    const document = await getDocumentProxy(new Uint8Array(pdf));
    for (let at = 1; at <= document.numPages; at += 1) {
      const { items } = await (await document.getPage(at)).getTextContent();
      for (const item of items) {
        if (!('width' in item) || item.str.trim() === '') continue;
        const left = Number(item.transform[4]);
        expect(left, item.str).toBeGreaterThanOrEqual(70);
        expect(left + item.width, item.str).toBeLessThan(595.28 - 60);
      }
    }
    expect((await pagesOf(pdf)).join('')).toContain(name);
  });

  function withName<Order extends { content: { person: object } }>(one: Order): Order {
    return { ...one, content: { ...one.content, person: { ...one.content.person, name } } };
  }
});

describe('a sheet that is registered nowhere', () => {
  it('says so on every page and bears neither number nor code', async () => {
    const pages = await pagesOf(
      await renderDocument({ ...order('earliest-dates'), registered: null }),
    );
    for (const page of pages) {
      expect(page).toContain('测算参考，不编号');
      expect(page).toContain('没有留存，不设验证码');
      expect(page).not.toContain(number);
      expect(page).not.toContain('验证码7KQ2');
    }
  });
});

describe('characters that the typeface lacks', () => {
  const rare = '𠮷';

  it('shows 〓 and says which character it stands for', async () => {
    const one = order('receipt');
    const content = { ...one.content, person: { ...one.content.person, name: `张${rare}` } };
    const paper = (await pagesOf(await renderDocument({ ...one, content }))).join('');
    expect(paper).toContain('张〓');
    expect(paper).toContain('U+20BB7');
  });

  it('says nothing where nothing is lacking, minority names and rare but known characters included', async () => {
    const one = order('receipt');
    const person = { ...one.content.person, name: '阿卜杜拉·买买提䶮㛃' };
    const pages = await pagesOf(
      await renderDocument({ ...one, content: { ...one.content, person } }),
    );
    expect(pages.join('')).toContain('阿卜杜拉·买买提䶮㛃');
    expect(pages.join('')).not.toContain('〓');
  });

  it('says what every lacking character of a long name stands for, each once', async () => {
    const one = order('receipt');
    const person = { ...one.content.person, name: `𠀋${rare}·𠮷𪚥` };
    const paper = (
      await pagesOf(await renderDocument({ ...one, content: { ...one.content, person } }))
    ).join('');
    expect(paper).toContain('〓〓·〓〓');
    for (const code of ['U+2000B', 'U+20BB7', 'U+2A6A5']) {
      expect(paper.split(code)).toHaveLength(2);
    }
  });

  it('keeps the base character of a variation sequence', () => {
    expect(printable('葛\u{E0100}', 'regular')).toEqual({ text: '葛', lacking: [] });
    expect(codePointText(rare)).toBe('U+20BB7');
  });
});
