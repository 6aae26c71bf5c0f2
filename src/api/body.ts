/** Reads bodies: JSON of limited size and depth, or raw bytes. Nothing compressed is unpacked. */
import express, { type RequestHandler } from 'express';
import { Fault } from '../domain/fault.ts';
import type { Limits } from './deps.ts';

/** JSON only; another content type is refused rather than read as something it is not. */
export function jsonBody({ jsonBytesMax, jsonDepthMax }: Limits): RequestHandler {
  const read: RequestHandler = express.json({
    limit: jsonBytesMax,
    strict: true,
    inflate: false,
    verify: (_request, _response, bytes) => {
      if (depthOf(bytes) > jsonDepthMax) throw new Error('nested too deeply');
      // PostgreSQL keeps no text with a NUL in it; nobody means one.
      if (bytes.includes(NUL)) throw new Error('a NUL character');
    },
  });
  return (request, response, next) => {
    if (request.is('application/json') === false || request.get('content-type') === undefined) {
      next(new Fault('media-type-refused', '请求内容须为 application/json。'));
      return;
    }
    void read(request, response, next);
  };
}

export function rawBody(bytesMax: number): RequestHandler {
  return express.raw({ type: () => true, limit: bytesMax, inflate: false });
}

const NUL = Buffer.from(String.raw`\u0000`, 'latin1');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** The deepest nesting of a JSON text, before anybody builds it in memory. */
export function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
    } else if (OPENING.has(byte)) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
  }
  return deepest;
}
