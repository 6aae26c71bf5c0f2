/** The Chinese titles of what can be chosen in a form, by the place of the field. */
import {
  CYCLE_NAMES,
  DOCUMENT_TYPE_NAMES,
  EMPLOYMENT_FORM_NAMES,
  RETURN_CODES,
  WITHDRAWAL_MATERIALS,
} from '../domain/vocabulary.ts';
import { returnTitle } from './returns.ts';
import { AGENT_CHOICES } from './wording-agents.ts';
import { CONSENT_WORDS, consentTitle } from './wording-consents.ts';
import { PERSONAL_FILE_KINDS } from './wording-personal-change.ts';
import { AGREEMENT_CHOICES } from './wording-forms-agreements.ts';
import { DEATH_CHOICES, DEATH_FILE_KINDS } from './wording-death.ts';
import { WITHDRAWAL_CHOICES } from './wording-forms-withdrawals.ts';
import { findingTitle } from './wording-reasons.ts';
import { fileKindTitle } from './wording-things.ts';
import { checkStatusTitle, systemTitle } from './wording.ts';

export type Titles = Readonly<Record<string, string>>;

function titled(codes: readonly string[], title: (code: string) => string): Titles {
  return Object.fromEntries(codes.map((code) => [code, title(code)]));
}

const EVIDENCE = [
  ...WITHDRAWAL_MATERIALS,
  ...Object.keys(DEATH_FILE_KINDS),
  ...Object.keys(PERSONAL_FILE_KINDS),
  'own-income',
  'retirement-base',
  'bank-card',
  'application',
];
const FINDINGS = [
  'mismatch',
  'fraud-flag',
  'remote-frozen',
  'identity-mismatch',
  'identity-not-found',
  'minor-evidence',
  'local-frozen',
  'local-unknown',
];

/** By dotted place; the longest that a field's place ends with counts. */
export const CHOICES: Readonly<Record<string, Titles>> = {
  'document.type': DOCUMENT_TYPE_NAMES,
  'otherDocuments.type': DOCUMENT_TYPE_NAMES,
  sex: { M: '男', F: '女' },
  'employment.form': EMPLOYMENT_FORM_NAMES,
  retirementBase: { '60': '60周岁', '55': '55周岁', '50': '50周岁' },
  cycle: CYCLE_NAMES,
  'consents.kind': titled(Object.keys(CONSENT_WORDS), consentTitle),
  'evidence.kind': titled(EVIDENCE, fileKindTitle),
  reasonCode: titled(RETURN_CODES, returnTitle),
  verdict: {
    duplicate: '本件为重复申请，终止本件',
    'continue-after': '不是重复申请，等另一件办结后继续',
  },
  finding: titled(FINDINGS, findingTitle),
  cleared: titled(FINDINGS, findingTitle),
  'review.cleared': { true: '已核实，可以继续', false: '属实，不予排除' },
  by: { counter: '柜面签署，上传签字页', electronic: '可靠电子签名' },
  system: titled(['national', 'identity'], systemTitle),
  'accounts.state': { normal: '正常缴存', sealed: '封存', frozen: '冻结', closed: '已销户' },
  'accounts.source': { unit: '单位缴存', flexible: '灵活就业缴存', unknown: '来源不明' },
  'loans.state': { open: '未结清', settled: '已结清' },
  'identity.result': titled(['match', 'mismatch', 'not-found', 'deceased'], checkStatusTitle),
  ...AGREEMENT_CHOICES,
  ...WITHDRAWAL_CHOICES,
  ...DEATH_CHOICES,
  ...AGENT_CHOICES,
};
