/**
 * What a template says and what a person signs, each as one hash.
 *
 * Canonical JSON: object keys in code-unit order, no white space; the same values give the same
 * text on every machine and in every year.
 */
import { createHash } from 'node:crypto';
import type { AgreementParams, DocumentKind, DocumentParams } from '../cases/wording-documents.ts';
import { templateOf } from './registry.ts';

/** @throws TypeError on a value that JSON cannot hold */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  throw new TypeError('not a JSON value');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Templates never change while a program runs. */
const known = new Map<string, string>();

/** The hash of a template's text: it changes when any word of any branch changes. */
export function templateHash(kind: DocumentKind, version: string): string {
  const name = `${kind} ${version}`;
  const hash = known.get(name) ?? hashOf(kind, version);
  known.set(name, hash);
  return hash;
}

function hashOf(kind: DocumentKind, version: string): string {
  const { title, examples, render, message } = templateOf(kind, version);
  const texts = examples.map((example) => ({
    blocks: render(example),
    message: message?.(example) ?? null,
  }));
  return sha256(canonicalJson({ kind, version, title, texts }));
}

/**
 * What the holder signs: the agreement's text by its hash, and his or her own parameters in full.
 *
 * @returns 64 hexadecimal characters
 * @throws RangeError when that version of the agreement does not exist
 */
export function agreementHash(templateVersion: string, params: AgreementParams): string {
  return signingHash('agreement', templateVersion, params);
}

/** Kinds of documents that are signed by their hash. */
export type SignedKind = 'agreement' | 'take-up-agreement' | 'amendment';

export function isSigned(kind: DocumentKind): kind is SignedKind {
  return kind === 'agreement' || kind === 'take-up-agreement' || kind === 'amendment';
}

/** @returns 64 hexadecimal characters; the same for any document that is signed */
export function signingHash<Kind extends SignedKind>(
  kind: Kind,
  templateVersion: string,
  params: DocumentParams[Kind],
): string {
  const text = templateHash(kind, templateVersion);
  return sha256(canonicalJson({ template: templateVersion, text, params }));
}
