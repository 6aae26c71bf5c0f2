/**
 * Masking: what of a person's data an answer shows unless somebody gave a reason to see more.
 *
 * A mask tells a clerk that it is the right person and tells a stranger nothing to use.
 */

/** 张三丰 → 张＊, however long the rest is. */
export function maskName(name: string): string {
  const [first = ''] = name.trim();
  return first === '' ? '' : `${first}＊`;
}

/** 219900199003072316 → 219***********2316. Short numbers show their first and last two. */
export function maskDocument(number: string): string {
  if (number.length >= 15) return between(number, 3, 4);
  return number.length >= 7 ? between(number, 1, 2) : '*'.repeat(number.length);
}

/** Last four digits. */
export function maskCard(number: string): string {
  return number.length > 8 ? between(number, 0, 4) : '*'.repeat(number.length);
}

/** 13840000123 → 138****0123. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? between(phone, 3, 4) : '*'.repeat(phone.length);
}

/** Province and city stay, street and house go. */
export function maskAddress(address: string): string {
  const [, area] = /^(.{2,12}?[市州盟]|.{2,8}?[省区])/u.exec(address) ?? [];
  return area === undefined ? '＊＊＊' : `${area}＊＊＊`;
}

/** The last six characters of our own account numbers are running numbers: show four. */
export function maskAccount(number: string): string {
  return between(number, 0, 4);
}

/** The date of birth, and days from which it can be counted back. */
const BIRTHDAYS = new Set(['bornOn', 'sixteenOn', 'eighteenOn', 'retiresOn']);

const MASKS: Readonly<Record<string, (text: string) => string>> = {
  name: maskName,
  holder: maskName,
  phone: maskPhone,
  address: maskAddress,
  card: maskCard,
};

/**
 * Masks a form, an event's before and after, or any other content by the names of its fields:
 * name, holder, phone, address, card, bornOn and what follows from it, and `number` as a card number inside `bankCard`,
 * else as a document number. Free text passes; it is for the eyes of whoever may see the case.
 */
export function maskContent(content: unknown): unknown {
  return maskAt('', content);
}

function maskAt(parent: string, content: unknown): unknown {
  if (Array.isArray(content)) return content.map((item) => maskAt(parent, item));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([field, value]: [string, unknown]) => [
      field,
      typeof value === 'string' ? maskField(parent, field, value) : maskAt(field, value),
    ]),
  );
}

function maskField(parent: string, field: string, text: string): string {
  if (field === 'number') return parent === 'bankCard' ? maskCard(text) : maskDocument(text);
  if (BIRTHDAYS.has(field)) return `${text.slice(0, 4)}-**-**`;
  return MASKS[field]?.(text) ?? text;
}

function between(text: string, first: number, last: number): string {
  const hidden = Math.max(0, text.length - first - last);
  return text.slice(0, first) + '*'.repeat(hidden) + text.slice(text.length - last);
}
