/**
 * The chain of the audit trail: what a seal is computed over, and the signed heads.
 *
 * Each seal is HMAC-SHA-256 over the seal before it and the event, so that a changed, missing or
 * moved event breaks the chain at its place. The key lies outside the database: whoever can
 * write every row still cannot make a seal. The chain covers ciphertext, so it stays whole when
 * a person's key is destroyed.
 */
import { createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

/** An event as the chain sees it: every column as text, exactly as PostgreSQL prints it. */
export interface ChainedEvent {
  readonly id: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly person: string | null;
  readonly kind: string;
  /** Microseconds since the epoch. */
  readonly at: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly actor_role: string;
  readonly origin: string;
  /** jsonb as text: no number is rounded on the way. */
  readonly public: string;
  readonly content: string | null;
}

/** The seal before the first one of a center. */
export function chainStart(center: string): string {
  return `start:${center}`;
}

/** One line per event, the same on every machine. */
export function canonicalEvent(event: ChainedEvent): string {
  return JSON.stringify([
    'event-1',
    event.id,
    event.center,
    event.case_id,
    event.person,
    event.kind,
    event.at,
    event.recorded_at,
    event.actor,
    event.actor_role,
    event.origin,
    event.public,
    event.content,
  ]);
}

/** @returns the seal of an event, 64 hexadecimal digits */
export function chainMac(key: KeyObject, previous: string, event: ChainedEvent): string {
  return createHmac('sha256', key)
    .update(`${previous}\n${canonicalEvent(event)}`)
    .digest('hex');
}

export function sameMac(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8')];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Where the chain of a center stood at a time. */
export interface Head {
  readonly center: string;
  /** The Shanghai day that ended, or the day on which a running head was written. */
  readonly date: string;
  readonly seq: string;
  readonly mac: string;
}

export interface SignedHead extends Head {
  /** Ed25519 over the four fields above, base64. */
  readonly signature: string;
}

export function signHead(privateKey: KeyObject, head: Head): SignedHead {
  const { center, date, seq, mac } = head;
  const signature = sign(null, headBytes(head), privateKey).toString('base64');
  return { center, date, seq, mac, signature };
}

export function isHeadGenuine(publicKey: KeyObject, head: SignedHead): boolean {
  return verify(null, headBytes(head), publicKey, Buffer.from(head.signature, 'base64'));
}

function headBytes({ center, date, seq, mac }: Head): Buffer {
  return Buffer.from(JSON.stringify(['head-1', center, date, seq, mac]), 'utf8');
}
