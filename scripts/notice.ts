/**
 * Reads docs/law/notice.md as a document: headings, paragraphs, and the fifteen clauses.
 *
 * The text was taken from pages, so that a paragraph may be broken where a page was; brackets are
 * wide or narrow. Nothing of its words is changed, and a clause that says anything else than
 * src/policy/clauses-notice.ts ends the run.
 */
import { NOTICE } from '../src/policy/clauses-notice.ts';

export type NoticeBlock =
  | { readonly kind: 'title' | 'heading' | 'paragraph' | 'signature'; readonly text: string }
  | {
      readonly kind: 'clause';
      readonly id: string;
      readonly numeral: string;
      readonly name: string;
      readonly text: string;
      /** Who is in charge (负责). */
      readonly department: string;
    };

const CLAUSE = /^[(（]([一二三四五六七八九十]+)[)）]\s*([^。]+)。(.*)[(（](.+?)[)）]$/u;
const HEADING = /^[一二三四五]、/u;
const SIGNED = /^(辽宁省[^（，。]+厅|国家税务总局|2026年5月)/u;

export function noticeBlocks(text: string): readonly NoticeBlock[] {
  const [title = '', draft = '', ...rest] = paragraphs(text);
  const blocks = rest.map(blockOf);
  const ids = blocks.flatMap((block) => (block.kind === 'clause' ? [block.id] : []));
  const expected = Object.keys(NOTICE);
  if (ids.join() !== expected.join()) throw new Error(`clauses ${ids.join()} are not all`);
  return [{ kind: 'title', text: `${title}${wide(draft)}` }, ...blocks];
}

/** Lines of the text, those that a page broke joined again. */
function paragraphs(text: string): readonly string[] {
  const joined: string[] = [];
  for (const line of text.split(/\n\s*\n/).map((one) => one.trim())) {
    if (line === '') continue;
    const last = joined.at(-1);
    if (last !== undefined && goesOn(last, line)) joined[joined.length - 1] = `${last}${line}`;
    else joined.push(line);
  }
  return joined;
}

function goesOn(last: string, line: string): boolean {
  if (SIGNED.test(line) || HEADING.test(line) || /^[(（][一二三四五六七八九十]+[)）]/u.test(line)) {
    return false;
  }
  // A clause ends with its department, whatever stands before it.
  if (/^[(（][一二三四五六七八九十]+[)）]/u.test(last)) return !/负责[)）]$/u.test(last);
  return false;
}

function blockOf(line: string): NoticeBlock {
  const [, numeral, name, text, department] = CLAUSE.exec(line) ?? [];
  if (numeral !== undefined && name !== undefined && text !== undefined) {
    const id = `liaoning-${String(numberOf(numeral))}`;
    const known = Object.entries(NOTICE).find(([key]) => key === id)?.[1];
    if (known?.text !== text) throw new Error(`${id} differs from src/policy/clauses-notice.ts`);
    return {
      kind: 'clause',
      id,
      numeral: `（${numeral}）`,
      name,
      text,
      department: department ?? '',
    };
  }
  if (HEADING.test(line)) return { kind: 'heading', text: line };
  return { kind: SIGNED.test(line) ? 'signature' : 'paragraph', text: line };
}

function numberOf(numeral: string): number {
  const ones = '一二三四五六七八九'.indexOf(numeral.at(-1) ?? '') + 1;
  return (numeral.startsWith('十') ? 10 : 0) + ones;
}

function wide(text: string): string {
  return text.replace('(', '（').replace(')', '）');
}
