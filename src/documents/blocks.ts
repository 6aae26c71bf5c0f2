/** What a document is made of before it meets paper: plain data, the same for PDF and screen. */

export type Block =
  | { readonly type: 'heading'; readonly text: string }
  /** 张三： at the left edge. */
  | { readonly type: 'addressee'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  /** A clause that weighs on the reader: set apart, bold, with its label (民法典 496). */
  | { readonly type: 'emphasis'; readonly label: string; readonly text: string }
  /** The law's own words under their title. */
  | { readonly type: 'quotation'; readonly title: string; readonly text: string | null }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | {
      readonly type: 'table';
      readonly head: readonly string[] | null;
      /** A row with fewer cells than columns: its last cell takes the rest of the width. */
      readonly rows: readonly (readonly string[])[];
      /** Relative widths of the columns. */
      readonly widths: readonly number[];
      /** Columns that name the value beside them. */
      readonly labels?: readonly number[];
      /** Columns of amounts: set to the right, so that the cents stand below each other. */
      readonly right?: readonly number[];
    }
  | { readonly type: 'signatures'; readonly parties: readonly Signature[] }
  /** Who issues it and when, at the right, over the place of the seal. */
  | { readonly type: 'issuer'; readonly name: string; readonly day: string }
  /** Small print. */
  | { readonly type: 'note'; readonly text: string };

export interface Signature {
  /** 甲方（盖章） */
  readonly label: string;
  readonly name: string;
  /** Lines left to be filled in by hand: 经办人, 日期. */
  readonly lines: readonly string[];
}

export const heading = (text: string): Block => ({ type: 'heading', text });
export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const note = (text: string): Block => ({ type: 'note', text });
export const list = (items: readonly string[]): Block => ({ type: 'list', items });

/** A table of two columns: what, and its value. */
export function facts(rows: readonly (readonly [string, string])[]): Block {
  return { type: 'table', head: null, rows, widths: [1, 3], labels: [0] };
}

/** The same in four columns, two facts to a row. */
export function pairedFacts(all: readonly (readonly [string, string])[]): Block {
  const rows = all.flatMap((fact, index) => {
    return index % 2 === 1 ? [] : [[...fact, ...(all[index + 1] ?? [])]];
  });
  return { type: 'table', head: null, rows, widths: [1, 2.7, 1, 2], labels: [0, 2] };
}
