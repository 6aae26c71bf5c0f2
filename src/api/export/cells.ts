/**
 * What a cell of an exported table may hold, and the table as CSV.
 *
 * Office programs take a text that begins with = + - @ (or their wide forms, or a tab or line end
 * before them) for a formula. Such a text gets an apostrophe in front, in every format alike: an
 * XLSX that is saved as CSV later stays as safe as it was.
 */

/** Excel takes no more than 32,767 characters into a cell. */
const CELL_MAX = 32_000;
const CUT = '……（内容过长，已截断）';
/** Not allowed in XML; a program that drops them would bring what stands behind them to the front. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;
const FORMULA = /^(?:[\s\u200B-\u200F\u2060\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** The text as a cell may hold it: well-formed, not too long, and never the begin of a formula. */
export function safeCell(text: string): string {
  const clean = text.toWellFormed().replaceAll(FORBIDDEN, '\uFFFD');
  const short = clean.length > CELL_MAX ? `${whole(clean.slice(0, CELL_MAX))}${CUT}` : clean;
  return FORMULA.test(short) ? `'${short}` : short;
}

/** A cut never leaves half a character. */
function whole(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1);
}

export type Line = readonly string[];

/** RFC 4180, every cell quoted; the mark in front lets office programs see that it is UTF-8. */
export function csvText(lines: readonly Line[]): string {
  const text = lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
  return `\uFEFF${text}`;
}

function quoted(cell: string): string {
  return `"${safeCell(cell).replaceAll('"', '""')}"`;
}
