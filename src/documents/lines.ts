/**
 * Breaking Chinese text into lines (避头尾, as in GB/T 15834 and JIS X 4051).
 *
 * A line never begins with a closing mark and never ends with an opening one; a run of Latin
 * letters or digits stays together where it fits. Pure: the measure is handed in.
 */

/** Marks that may not begin a line. */
const NO_START = new Set('，。、；：？！）》〉】〕”’』」％…—·～,.!?;:)]}%’”°'.split(''));
/** Marks that may not end a line. */
const NO_END = new Set('（《〈【〔“‘『「([{￥$№'.split(''));
const LATIN = /^[\p{Script=Latin}\p{Nd}.,:/@_#+*=&%-]$/u;

export interface Line {
  readonly text: string;
  /** Width of the text as measured. */
  readonly width: number;
  /** How far the line is moved in. */
  readonly indent: number;
  /** The last line of its paragraph: it is not stretched. */
  readonly last: boolean;
}

export interface Breaking {
  readonly width: number;
  /** Moves the first line in. */
  readonly indent?: number;
  readonly measure: (text: string) => number;
}

/** Pieces that may not be broken, with the marks that cling to them. */
function pieces(text: string): string[] {
  const units: string[] = [];
  for (const character of text) {
    const before = units.at(-1);
    const clings =
      before !== undefined &&
      (NO_START.has(character) ||
        NO_END.has(before.slice(-1)) ||
        (LATIN.test(character) && LATIN.test(before.slice(-1))));
    if (clings) units[units.length - 1] = before + character;
    else units.push(character);
  }
  return units;
}

/** A piece wider than a whole line is broken anywhere. */
function fitting(piece: string, width: number, measure: Breaking['measure']): string[] {
  if (measure(piece) <= width) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (part !== '' && measure(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/**
 * The lines of one paragraph; a line feed in the text begins a new one.
 *
 * @returns at least one line, empty for an empty text
 */
export function breakLines(text: string, breaking: Breaking): readonly Line[] {
  return text.split('\n').flatMap((part) => breakParagraph(part, breaking));
}

function breakParagraph(text: string, { width, indent = 0, measure }: Breaking): Line[] {
  const lines: Line[] = [];
  let line = '';
  let lineWidth = 0;
  const close = (last: boolean) => {
    const done = line.trimEnd();
    const lineIndent = lines.length === 0 ? indent : 0;
    lines.push({ text: done, width: measure(done), indent: lineIndent, last });
    line = '';
    lineWidth = 0;
  };
  for (const piece of pieces(text).flatMap((one) => fitting(one, width - indent, measure))) {
    const pieceWidth = measure(piece);
    const room = width - (lines.length === 0 ? indent : 0);
    if (line !== '' && lineWidth + pieceWidth > room) close(false);
    if (line === '' && piece === ' ') continue;
    line += piece;
    lineWidth += pieceWidth;
  }
  close(true);
  return lines;
}

/**
 * Space to put between the characters of a line so that it ends at the margin.
 *
 * @param limit the most that may be missing; a line shorter than that stays as it is
 */
export function stretch(line: Line, width: number, limit: number): number {
  const missing = width - line.indent - line.width;
  const count = Array.from(line.text).length;
  if (line.last || count < 2 || missing <= 0 || missing > limit) return 0;
  return missing / (count - 1);
}
