/** What somebody typed into the one search box: a number of which kind, or a name. */

export type SearchField = 'number' | 'accountNumber' | 'documentNumber' | 'phone' | 'name';

export interface Asked {
  readonly field: SearchField;
  readonly text: string;
}

const FULL_WIDTH = /[\uFF01-\uFF5E]/g;

/** Full-width signs as a keyboard's other mode writes them become the plain ones. */
function plain(text: string): string {
  return text
    .replaceAll(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .trim();
}

/** @returns null when there is nothing to look for */
export function whatIsIt(typed: string): Asked | null {
  const text = plain(typed);
  const joined = text.replaceAll(/[\s-]/g, '');
  if (joined === '') return null;
  if (/^[A-Za-z]\d{15}$/.test(joined)) return { field: 'number', text: joined.toUpperCase() };
  if (/^\d{20}$/.test(joined)) return { field: 'accountNumber', text: joined };
  if (/^1\d{10}$/.test(joined)) return { field: 'phone', text: joined };
  if (/^[0-9A-Za-z()]+$/.test(joined) && /\d/.test(joined)) {
    return { field: 'documentNumber', text: joined };
  }
  return { field: 'name', text };
}

export const FIELD_TITLES: Readonly<Record<SearchField, string>> = {
  number: '办件编号',
  accountNumber: '账号',
  documentNumber: '证件号码',
  phone: '手机号码',
  name: '姓名',
};
