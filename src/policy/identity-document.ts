/**
 * 证件核验: what an identity document says, and what is wrong with it.
 *
 * The digits win over what was stated. What cannot be read is not guessed: a number without the
 * form of its type gives neither birth date nor sex. The trace never carries the number.
 */
import { type PlainDate } from '../domain/calendar.ts';
import {
  canonicalNumber,
  dateOfDigits,
  normalizeNumber,
  provinceFits,
  readNumber,
  type NumberReading,
} from '../domain/identity.ts';
import { type DocumentType, type Sex } from '../domain/vocabulary.ts';
import {
  decide,
  type Condition,
  type Decision,
  type Json,
  type ReasonText,
  type Rule,
} from './decision.ts';

export interface DocumentFacts {
  readonly type: DocumentType;
  readonly number: string;
  /** The day of looking. */
  readonly on: PlainDate;
  /** As stated by the person or read from the document's face. */
  readonly bornOn?: PlainDate;
  readonly sex?: Sex;
  /** The last day of validity; null for 长期; left out when not known. */
  readonly validUntil?: PlainDate | null;
}

/** In the order in which they are listed. */
export const DOCUMENT_PROBLEMS = {
  format: { text: '证件号码的位数或字符不符合该类证件。', remedy: '请按证件原件重新录入。' },
  checksum: { text: '证件号码的校验码不符。', remedy: '请按证件原件重新录入。' },
  date: { text: '证件号码中的出生日期不存在。', remedy: '请按证件原件重新录入。' },
  future: { text: '出生日期晚于办理日期。', remedy: '请按证件原件重新录入。' },
  sequence: { text: '证件号码的顺序码不会被编发。', remedy: '请按证件原件重新录入。' },
  province: { text: '证件号码的地区代码不属于该类证件。', remedy: '请核对证件类型与号码。' },
  mismatch: { text: '填写的出生日期或性别与证件号码不一致。', remedy: '请以证件号码为准更正。' },
  expired: { text: '证件已过有效期。', remedy: '请换领新证后再办理。' },
  'not-accepted': {
    text: '仅凭护照不能参加。',
    remedy: '请出示居民身份证、港澳台居民居住证或来往通行证、外国人永久居留身份证。',
  },
} as const satisfies Record<string, Omit<ReasonText, 'clause'>>;
export type DocumentProblem = keyof typeof DOCUMENT_PROBLEMS;

export interface DocumentAssessment {
  /** No problems. */
  readonly valid: boolean;
  /** null when the number cannot be read. */
  readonly normalized: string | null;
  /** From the digits, else as stated; null where neither says. */
  readonly bornOn: PlainDate | null;
  readonly sex: Sex | null;
  readonly problems: readonly DocumentProblem[];
}

export const IDENTITY_DOCUMENT: Rule = {
  name: 'identity-document',
  version: '1',
  title: '证件核验',
  clauses: ['liaoning-1'],
};

/** Reads a document and lists all that is wrong with it. */
export function assessIdentityDocument(facts: DocumentFacts): Decision<DocumentAssessment> {
  const number = canonicalNumber(facts.type, normalizeNumber(facts.number));
  const reading = readNumber(facts.type, number);
  const person = reading === null ? { bornOn: null, sex: null } : personOf(facts, reading);
  const trace = [
    ...(reading === null
      ? [look('format', { type: facts.type, length: number.length }, true)]
      : [
          look('format', { type: facts.type, length: number.length }, false),
          ...numberConditions(facts, reading, person),
        ]),
    look(
      'expired',
      { on: facts.on, validUntil: facts.validUntil ?? null },
      facts.validUntil != null && facts.on > facts.validUntil,
    ),
    look('not-accepted', { type: facts.type }, facts.type === 'passport'),
  ];
  const problems = trace.filter(({ value }) => value === true).map(({ condition }) => condition);
  const normalized = reading === null ? null : number;
  return decide(
    IDENTITY_DOCUMENT,
    { valid: problems.length === 0, normalized, ...person, problems },
    trace,
  );
}

/** A condition named by the problem it finds. */
type Look = Condition & { readonly condition: DocumentProblem };

function look(
  problem: DocumentProblem,
  inputs: Readonly<Record<string, Json>>,
  found: boolean,
): Look {
  const label = DOCUMENT_PROBLEMS[problem].text.replace(/。$/, '');
  return { condition: problem, label, inputs, value: found, clause: 'liaoning-1' };
}

interface Person {
  readonly bornOn: PlainDate | null;
  readonly sex: Sex | null;
}

/** The digits first; what they do not say is taken as stated, unless they contradict it. */
function personOf(facts: DocumentFacts, reading: NumberReading): Person {
  const stated = facts.bornOn ?? null;
  const bornOn = (() => {
    if (reading.birthDigits !== null) return dateOfDigits(reading.birthDigits);
    return stated !== null && contradicts(stated, reading) ? null : stated;
  })();
  return { bornOn, sex: reading.sex ?? facts.sex ?? null };
}

function contradicts(stated: PlainDate, reading: NumberReading): boolean {
  const digits = stated.replaceAll('-', '');
  if (reading.birthDigits !== null) return digits !== reading.birthDigits;
  return reading.birthDigitsShort !== null && digits.slice(2) !== reading.birthDigitsShort;
}

/** Six digits leave the century open: a day that exists in either is a day. */
function dayExists(reading: NumberReading): boolean {
  if (reading.birthDigits !== null) return dateOfDigits(reading.birthDigits) !== null;
  const short = reading.birthDigitsShort;
  return short === null || ['19', '20'].some((century) => dateOfDigits(century + short) !== null);
}

function numberConditions(
  facts: DocumentFacts,
  reading: NumberReading,
  person: Person,
): readonly Look[] {
  const { province, sequence, checkFits } = reading;
  const bornOn = person.bornOn ?? facts.bornOn ?? null;
  const otherDate = facts.bornOn !== undefined && contradicts(facts.bornOn, reading);
  const otherSex = facts.sex !== undefined && reading.sex !== null && facts.sex !== reading.sex;
  return [
    look('checksum', { checkFits }, checkFits === false),
    look('date', { printed: reading.birthDigits !== null }, !dayExists(reading)),
    look('future', { on: facts.on, bornOn }, bornOn !== null && bornOn > facts.on),
    look('sequence', { issued: sequence !== '000' }, sequence === '000'),
    look('province', { province }, province !== null && !provinceFits(facts.type, province)),
    look(
      'mismatch',
      { statedBornOn: facts.bornOn ?? null, statedSex: facts.sex ?? null, ...person },
      otherDate || otherSex,
    ),
  ];
}
