/**
 * Text in GB 18030, as banks write their files; the platform itself only reads it.
 *
 * The table is the platform's own, read backwards: whatever it decodes to a character is how that
 * character is written.
 */

/** Codes of one, two and four bytes of the basic plane, by the character they stand for. */
let table: ReadonlyMap<string, Buffer> | null = null;

function read(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, Buffer>();
  const add = (bytes: Buffer) => {
    const character = decoder.decode(bytes);
    if (character.length === 1 && character !== '\ufffd' && !codes.has(character)) {
      codes.set(character, bytes);
    }
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) add(Buffer.from([lead, trail]));
    }
  }
  // Four bytes, up to the last code of the basic plane.
  for (let at = 0; at <= LAST_OF_PLANE; at += 1) add(fourBytes(at));
  return codes;
}

const LAST_OF_PLANE = 39_419;
const FIRST_BEYOND = 189_000;

/** The four-byte code with this number, counted from 81 30 81 30. */
function fourBytes(number: number): Buffer {
  return Buffer.from([
    0x81 + Math.floor(number / 12_600),
    0x30 + (Math.floor(number / 1260) % 10),
    0x81 + (Math.floor(number / 10) % 126),
    0x30 + (number % 10),
  ]);
}

export function encodeGb18030(text: string): Buffer {
  table ??= read();
  const codes = table;
  const parts = Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) return Buffer.from([point]);
    if (point > 0xffff) return fourBytes(FIRST_BEYOND + point - 0x10000);
    return codes.get(character) ?? Buffer.from('?');
  });
  return Buffer.concat(parts);
}
