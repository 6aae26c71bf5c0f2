/** What may be shown of a person: enough to recognize a test, never enough to know somebody. */

/** 张伟明 → 张**; one character stays, whatever the length. */
export function maskName(name: string): string {
  return `${String.fromCodePoint(name.codePointAt(0) ?? 0x2a)}**`;
}

/** First three and last four characters of a long number, the last two of a short one. */
export function maskNumber(number: string): string {
  if (number.length < 10) return `${'*'.repeat(6)}${number.slice(-2)}`;
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`;
}

/** A phone number or an address: its last four characters, or two when it is short. */
export function maskAddress(address: string): string {
  return `${'*'.repeat(6)}${address.slice(address.length < 10 ? -2 : -4)}`;
}
