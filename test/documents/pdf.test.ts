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
const verification = '7KQ2-9FHM-31XZ';

function order<Kind extends DocumentKind>(kind: Kind) {
  const template = currentTemplate(kind);
  return {
    kind,
    template: template.version,
    number,
    issuedOn,
    center: { name: '某市住房公积金管理中心' },
    content: template.examples[0],
    verification,
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
      expect(page).toContain(`核验码${verification}`);
    });
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

  it('never leaves the issuer alone on the last sheet', async () => {
    for (const kind of DOCUMENT_KINDS) {
      const pages = await pagesOf(await renderDocument(order(kind)));
      expect(pages.at(-1)?.length).toBeGreaterThan(150);
      expect(pages.join('')).not.toContain('此页无正文');
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

  it('keeps the base character of a variation sequence', () => {
    expect(printable('葛\u{E0100}', 'regular')).toEqual({ text: '葛', lacking: [] });
    expect(codePointText(rare)).toBe('U+20BB7');
  });
});
