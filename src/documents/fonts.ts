/** The embedded typeface (Noto Sans SC, SIL Open Font License) and what it can show. */
import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Weight = 'regular' | 'bold';

const FILES: Readonly<Record<Weight, string>> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

const resolve = createRequire(import.meta.url).resolve;
const bytes = new Map<Weight, Buffer>();
const faces = new Map<Weight, Font>();

/** The font file, read once. */
export function fontFile(weight: Weight): Buffer {
  const known = bytes.get(weight);
  if (known) return known;
  const file = readFileSync(resolve(FILES[weight]));
  bytes.set(weight, file);
  return file;
}

function face(weight: Weight): Font {
  const known = faces.get(weight);
  if (known) return known;
  const font = create(fontFile(weight));
  if (font.type !== 'TTF') throw new TypeError('the embedded font file is not one TrueType font');
  faces.set(weight, font);
  return font;
}

/** Stands for a character the typeface lacks (U+3013, 〓), as printers use it. */
export const GETA = '〓';

const VARIATION = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

export interface Printable {
  readonly text: string;
  /** Characters that 〓 stands for, in the order of reading. */
  readonly lacking: readonly string[];
}

/**
 * The text with 〓 for every character that the typeface cannot show; nothing is dropped without a
 * word. Variation selectors are not characters and fall away.
 */
export function printable(text: string, weight: Weight): Printable {
  const font = face(weight);
  const lacking: string[] = [];
  let shown = '';
  for (const character of text.replace(VARIATION, '')) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n' || font.hasGlyphForCodePoint(code)) shown += character;
    else {
      shown += GETA;
      lacking.push(character);
    }
  }
  return { text: shown, lacking };
}

/** U+20BB7 */
export function codePointText(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
