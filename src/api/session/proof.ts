/** How strongly the issuer proved who somebody is (`acr`, `amr`: OpenID Connect core, RFC 8176). */

/** Methods that are a second factor when they stand beside a password. */
const SECOND_FACTORS = new Set(['otp', 'mfa', 'hwk', 'swk', 'sc', 'fpt', 'face', 'pop']);

export interface StrengthClaims {
  readonly acr: unknown;
  readonly amr: unknown;
}

/** Both must say it: the class that staff need, and a method that is a second factor. */
export function isStrong({ acr, amr }: StrengthClaims, requiredAcr: string): boolean {
  if (acr !== requiredAcr || !Array.isArray(amr)) return false;
  return amr.some((method) => typeof method === 'string' && SECOND_FACTORS.has(method));
}
