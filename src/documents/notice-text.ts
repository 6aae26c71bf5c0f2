/** The clauses of a notice, read out of its plain text as somebody pastes it. */

export interface ReadClause {
  /** 「（七）」, brackets always full width. */
  readonly numeral: string;
  /** Its heading, up to the first full stop. */
  readonly name: string;
  /** What it says, in one line without spaces. */
  readonly text: string;
  /** Who is in charge, without brackets; empty where the text names nobody. */
  readonly department: string;
}

const CLAUSE = /^（[一二三四五六七八九十]{1,3}）/;
const HEADING = /^[一二三四五六七八九十]{1,3}、/;
const IN_CHARGE = /（([^（）]*负责)）$/;
const ENDS = /[。；！？）]$/;

/**
 * Lines may be broken anywhere, as they are when a page ends; brackets and commas may be of half width.
 * Preamble, headings, the signature and what follows who is in charge belong to no clause.
 *
 * @returns in the order of the text; empty when no line begins with a numeral in brackets
 */
export function clausesIn(text: string): readonly ReadClause[] {
  const found: string[][] = [];
  let open: string[] | null = null;
  for (const line of text.split(/\r\n|\r|\n/).map(plain)) {
    if (CLAUSE.test(line)) {
      open = [line];
      found.push(open);
    } else if (HEADING.test(line)) open = null;
    else if (line !== '' && open !== null && !IN_CHARGE.test(open.join(''))) open.push(line);
  }
  return found.map(read);
}

/** As it is compared: without spaces, brackets, points and quotation marks of full width. */
export function plain(text: string): string {
  let quotes = 0;
  return text
    .replaceAll(/\s/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replaceAll(',', '，')
    .replaceAll(';', '；')
    .replaceAll(':', '：')
    .replaceAll('"', () => (quotes++ % 2 === 0 ? '“' : '”'));
}

function read(lines: readonly string[]): ReadClause {
  const whole = withoutSignature(lines).join('');
  const numeral = CLAUSE.exec(whole)?.[0] ?? '';
  const department = IN_CHARGE.exec(whole)?.[1] ?? '';
  const said = whole.slice(numeral.length).replace(IN_CHARGE, '');
  const stop = said.indexOf('。');
  const name = stop < 0 ? said : said.slice(0, stop);
  return { numeral, name, text: stop < 0 ? '' : said.slice(stop + 1), department };
}

/** Whoever signs, and the day, stand behind the last sentence and are none. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => ENDS.test(line));
  return last < 0 ? lines : lines.slice(0, last + 1);
}
