/**
 * The people and channels of the demo, and what they sign in with.
 *
 * Passwords, second factors and client secrets are derived from the secrets of the installation:
 * every home has its own, nothing is stored twice, and `npm start` can show them.
 */
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Secrets } from '../../crypto/secrets.ts';

export interface DemoPerson {
  /** Staff id, sign-in name and subject. */
  readonly id: string;
  readonly name: string;
  /** What they do, for the table of the start. */
  readonly duty: string;
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: 'lin-guiyuan', name: '林桂元', duty: '柜员（沈阳 大厅）' },
  { id: 'wang-guiyuan', name: '王柜员', duty: '柜员（沈阳 银行网点）' },
  { id: 'zhao-fuhe', name: '赵复核', duty: '复核（沈阳）' },
  { id: 'chen-fuhe', name: '陈复核', duty: '复核（沈阳）' },
  { id: 'qian-shenpi', name: '钱审批', duty: '审批（沈阳）' },
  { id: 'sun-zhuguan', name: '孙主管', duty: '主管（沈阳）' },
  { id: 'zhou-zhuguan', name: '周主管', duty: '主管（沈阳）' },
  { id: 'li-shenji', name: '李审计', duty: '审计（沈阳）' },
  { id: 'wu-yunwei', name: '吴运维', duty: '运维（沈阳）' },
  { id: 'dl-guiyuan', name: '大连柜员', duty: '柜员（大连）' },
  { id: 'dl-zhuguan', name: '大连主管', duty: '主管（大连）' },
];

/** Programs that sign in as themselves. */
export const DEMO_CHANNELS: readonly string[] = ['channel-bank', 'channel-terminal'];

/** The notices service, which tells by itself what was delivered. */
export const NOTICES_CLIENT = 'notices';
/** The entrusted bank, which tells by itself what happened to mandates there. */
export const BANK_CLIENT = 'bank';
/** The unit side, which tells by itself what units did to accounts. */
export const UNITS_CLIENT = 'units';
/** Outside systems that answer by themselves: they may speak to the inbox and to nothing else. */
export const DEMO_SENDERS: readonly string[] = [NOTICES_CLIENT, BANK_CLIENT, UNITS_CLIENT];

/** What a sender may ask for in its token: the inbox, and there what it alone may tell of. */
export function senderScope(client: string): string {
  return `inbox inbox:${client}`;
}

export const CONSOLE_CLIENT = 'anju-console';
export const CLI_CLIENT = 'anju-cli';

/** Without the characters that look like each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 12;

/** The password of a demo person in this installation. */
export function demoPassword(person: string, secrets: Secrets): string {
  const bytes = derived(secrets.session, `password\n${person}`);
  return [...bytes.subarray(0, PASSWORD_LENGTH)]
    .map((byte) => ALPHABET[byte % ALPHABET.length] ?? '')
    .join('');
}

/** The secret of a client of the demo provider: the console, or a channel. */
export function demoClientSecret(client: string, secrets: Secrets): string {
  return derived(secrets.session, `client\n${client}`).toString('base64url');
}

/** The key that signs the cookies and steps of the demo's sign-in pages. */
export function pageKey(secrets: Secrets): Buffer {
  return derived(secrets.session, 'sign-in pages');
}

/** The code a demo person's second factor shows at an instant (ms). */
export function demoCode(person: string, secrets: Secrets, at: number): string {
  return totpOf(person, secrets).generate({ timestamp: at });
}

/** One step of 30 s before and after is accepted, for clocks that differ. */
export function isDemoCode(person: string, secrets: Secrets, code: string, at: number): boolean {
  return totpOf(person, secrets).validate({ token: code, timestamp: at, window: 1 }) !== null;
}

/** Equal time for known and unknown people, right and wrong passwords. */
export function isDemoPassword(person: string, secrets: Secrets, given: string): boolean {
  const known = DEMO_PEOPLE.some(({ id }) => id === person);
  const expected = derived(secrets.session, `given\n${demoPassword(person, secrets)}`);
  const same = timingSafeEqual(derived(secrets.session, `given\n${given}`), expected);
  return known && same;
}

function totpOf(person: string, secrets: Secrets): TOTP {
  const secret = derived(secrets.session, `second factor\n${person}`).subarray(0, 20);
  return new TOTP({
    issuer: 'Anju',
    label: person,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

function derived(key: KeyObject, purpose: string): Buffer {
  return createHmac('sha256', key).update(`demo\n${purpose}`).digest();
}
