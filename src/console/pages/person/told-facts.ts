/** What stands in the calculator's form, as facts that can be sent; and which field an error is of. */
import { dateOfDigits, normalizeNumber, readNumber } from '../../../domain/identity.ts';
import type { PlainDate } from '../../../domain/calendar.ts';
import type { DocumentType, Sex } from '../../../domain/vocabulary.ts';
import { toldDates, type ToldDates } from '../../../forms/earliest-dates.ts';

export type { ToldDates } from '../../../forms/earliest-dates.ts';

/** Text as typed; what is empty was not told. */
export interface FormValues {
  readonly on?: string;
  readonly bornOn?: string;
  readonly sex?: Sex;
  readonly retirementBase?: 50 | 55 | 60;
  readonly drawsPension?: boolean;
  readonly account?: 'none' | 'unit' | 'flexible';
  readonly state?: 'normal' | 'sealed';
  readonly sealedOn?: string;
  readonly employeeSealedOn?: string;
  readonly flexibleBalance?: string;
  readonly employeeBalance?: string;
  readonly paidTo?: string;
  readonly activatedIn?: string;
  readonly documentType?: DocumentType;
  readonly employedFrom?: string;
  readonly continuousMonths?: string;
  readonly withdrew?: Readonly<Record<string, string | undefined>>;
  readonly banUntil?: string;
  readonly obstacles?: readonly string[];
  readonly began?: Readonly<Record<string, string | undefined>>;
}

export interface FormError {
  /** Name of the field in the form; empty: of the whole. */
  readonly field: readonly string[];
  readonly text: string;
}

export type Read =
  | { readonly told: ToldDates; readonly errors: readonly [] }
  | { readonly told: null; readonly errors: readonly FormError[] };

/** By the very schema that the server reads with. */
export function readForm(values: FormValues): Read {
  const parsed = toldDates.safeParse(toldOf(values));
  if (parsed.success) return { told: parsed.data, errors: [] };
  return {
    told: null,
    errors: parsed.error.issues.map(({ path, message }) => ({
      field: fieldOf(path),
      text: message,
    })),
  };
}

/** Fields stand flat in the form, but for the beginnings of deadlines. */
function fieldOf(path: readonly PropertyKey[]): readonly string[] {
  const [part, ...rest] = path.map(String);
  if (part === 'began') return ['began', ...rest];
  if (rest[0] === 'withdrew') return rest;
  return rest.length > 0 ? rest.slice(-1) : part === undefined ? [] : [part];
}

function toldOf(values: FormValues): unknown {
  const { bornOn, sex, retirementBase, drawsPension = false, obstacles = [] } = values;
  const began = told(
    Object.fromEntries(
      Object.entries(values.began ?? {}).map(([what, text]) => [what, dayIn(text)]),
    ),
  );
  return told({
    on: dayIn(values.on),
    person: isTold(bornOn)
      ? told({
          bornOn: dayIn(bornOn),
          sex,
          retirementBase,
          drawsPension: drawsPension || undefined,
          documentType: values.documentType,
        })
      : undefined,
    account: accountOf(values),
    obstacles:
      obstacles.length > 0
        ? told({
            ...Object.fromEntries(obstacles.map((name) => [name, true])),
            banUntil: obstacles.includes('ban') ? dayIn(values.banUntil) : undefined,
          })
        : undefined,
    began: Object.keys(began).length > 0 ? began : undefined,
  });
}

function accountOf(values: FormValues): unknown {
  const { account: source = 'none', state = 'normal' } = values;
  if (source === 'none') return undefined;
  const sealed = state === 'sealed';
  return told({
    source,
    state,
    sealedOn: sealed ? dayIn(values.sealedOn) : undefined,
    employeeSealedOn: source === 'flexible' ? dayIn(values.employeeSealedOn) : undefined,
    flexibleBalance: amountOf(values.flexibleBalance),
    employeeBalance: amountOf(values.employeeBalance),
    paidTo: monthIn(values.paidTo),
    activatedIn: isTold(values.paidTo) ? undefined : monthIn(values.activatedIn),
    employedFrom: source === 'flexible' ? monthIn(values.employedFrom) : undefined,
    continuousMonths: wholeIn(values.continuousMonths),
    withdrew: daysIn(values.withdrew),
  });
}

/** A number as typed; anything else stays, and is refused where it stands. */
function wholeIn(text: string | undefined): unknown {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : text;
}

function daysIn(days: FormValues['withdrew'] = {}): unknown {
  const known = told(Object.fromEntries(Object.entries(days).map(([of, day]) => [of, dayIn(day)])));
  return Object.keys(known).length > 0 ? known : undefined;
}

function isTold(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function told(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isTold(value)));
}

function dayIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : tidyDay(text);
}

function monthIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : tidyMonth(text);
}

/** 800 and 800.5 are amounts as people write them. */
function amountOf(text: string | undefined): string | undefined {
  const plain = text?.trim().replaceAll(',', '');
  const [, whole, part = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(plain ?? '') ?? [];
  return whole === undefined ? plain : `${String(BigInt(whole))}.${part.padEnd(2, '0')}`;
}

/** 20260831, 2026/8/31 and 2026年8月31日 are days as people write them; anything else stays. */
export function tidyDay(text: string): string {
  const parts = /^\s*(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?\s*$/.exec(text);
  if (parts === null) return text.trim();
  const [, year = '', month = '', day = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** 202608 and 2026/8 are months. */
export function tidyMonth(text: string): string {
  const [, year, month = ''] = /^\s*(\d{4})\D?(\d{1,2})\D?\s*$/.exec(text) ?? [];
  return year === undefined ? text.trim() : `${year}-${month.padStart(2, '0')}`;
}

/** Birth date and sex that a document number tells; null for anything that is not one. */
export function readBirth(text: string): { readonly bornOn: PlainDate; readonly sex: Sex } | null {
  const number = normalizeNumber(text);
  const reading = readNumber('resident-id', number);
  if (reading?.checkFits !== true || reading.birthDigits === null || reading.sex === null) {
    return null;
  }
  const bornOn = dateOfDigits(reading.birthDigits);
  return bornOn === null ? null : { bornOn, sex: reading.sex };
}
