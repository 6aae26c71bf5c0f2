/**
 * What an uploaded file is, judged by its content alone: PDF, JPEG or PNG, nothing else.
 *
 * What the sender says it is counts for nothing. A file that could be two things at once, or that
 * a browser might run, is refused: it will be shown to clerks.
 */
import { fileTypeFromBuffer } from 'file-type';

const MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

const PDF_END_WITHIN = 1_024;
const PNG_END = Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** JPEG from some cameras carries padding behind its end. */
const JPEG_END_WITHIN = 64;

/** @returns null when it is none of the three, or not whole */
export async function judgeFile(content: Uint8Array): Promise<MediaType | null> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  const type = MEDIA_TYPES.find((known) => known === found);
  return type !== undefined && isWhole(type, bytes) ? type : null;
}

/** Begins at its first byte and ends where such a file ends. */
function isWhole(type: MediaType, bytes: Buffer): boolean {
  switch (type) {
    case 'application/pdf':
      // PDF allows rubbish in front; what hides there is not ours to show.
      return (
        bytes.subarray(0, 5).toString('latin1') === '%PDF-' &&
        bytes.subarray(-PDF_END_WITHIN).toString('latin1').includes('%%EOF')
      );
    case 'image/jpeg':
      return bytes.subarray(-JPEG_END_WITHIN).includes(JPEG_END);
    case 'image/png':
      return bytes.subarray(-PNG_END.length).equals(PNG_END);
  }
}
