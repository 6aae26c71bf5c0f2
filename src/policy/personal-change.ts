/**
 * 信息变更 (clause 11): whether name, identity document, phone or address of a person are changed in the
 * books, what is still to be brought, and who else looks first.
 *
 * A hold does not forbid it: nothing moves but data; it is told. A number that belongs to another person of
 * the center is never merged away: a person looks, and both records stay. Open questions: docs/readings.md.
 *
 * @source 通知（征求意见稿）（一）（十一）
 */
import type { PlainDate } from '../domain/calendar.ts';
import {
  PERSONAL_CHANGES,
  type DocumentType,
  type PersonalChange,
  type PersonalChangeMaterial,
} from '../domain/vocabulary.ts';
import { decide, type Condition, type Decision, type ReasonText, type Rule } from './decision.ts';
import type { DocumentProblem } from './identity-document.ts';

/** What the identity service said of the new name and number; `unreadable`: it could not be asked. */
export type VerifiedIdentity =
  'match' | 'mismatch' | 'not-found' | 'deceased' | 'invalid-document' | 'unreadable';

export interface WantedDocument {
  readonly type: DocumentType;
  /** renewed 换领（号码不变）, new-number 新号码或者新种类, corrected 更正登记错误的号码. */
  readonly how: 'renewed' | 'new-number' | 'corrected';
  readonly problems: readonly DocumentProblem[];
  /** Whose the number is in the books of the center. */
  readonly numberOf: 'nobody' | 'own' | 'other';
  /** Its date of birth and sex beside those of the books; `unknown`: one of them does not tell. */
  readonly birth: 'agrees' | 'differs' | 'unknown';
}

export interface PersonalChangeFacts {
  readonly on: PlainDate;
  /** normal, sealed, closed. */
  readonly accountState: string;
  /** What the person wants changed, and what of it stands in the books already. */
  readonly wanted: readonly PersonalChange[];
  readonly same: readonly PersonalChange[];
  readonly document: WantedDocument | null;
  readonly materials: readonly PersonalChangeMaterial[];
  /** By the person in front of a clerk; false: through a channel. */
  readonly counter: boolean;
  /** Another change of this person is under way. */
  readonly otherChange: boolean;
  readonly held: boolean;
  /** Null: not asked yet. */
  readonly identity: VerifiedIdentity | null;
  /** What another person has looked at and confirmed. */
  readonly confirmed: readonly string[];
}

/** In the order in which a person hears them. */
export const PERSONAL_CHANGE_REASONS = {
  'personal-account-closed': {
    text: '该账户已经销户，不再为它变更信息。',
    remedy: '再次缴存的，开户时按现在的证件填写。',
    clause: 'liaoning-11',
  },
  'personal-deceased': {
    text: '公安机关登记本人已经死亡。',
    remedy: '请继承人申请死亡提取；登记有误的，请先到公安机关更正。',
    clause: 'civil-code-13',
  },
  'personal-change-in-flight': {
    text: '本人另有一件信息变更正在办理。',
    remedy: '该件办结或者撤回后可以再次申请。',
    clause: 'liaoning-11',
  },
  'personal-nothing-new': {
    text: '填写的内容与登记的相同，没有可以变更的。',
    remedy: '请核对要变更的内容；登记的内容可以向窗口查询。',
    clause: 'liaoning-11',
  },
  'personal-document-invalid': {
    text: '新的证件不符合规定，或者已过有效期。',
    remedy: '请按证件原件重新填写；过期的请先换领，仅有护照的请出示其他有效证件。',
    clause: 'liaoning-1',
  },
  'personal-needs-counter': {
    text: '变更姓名、证件须本人持原件到窗口办理。',
    remedy: '请携带证件原件到任一服务网点办理；手机号码、地址可以通过本渠道变更。',
    clause: 'liaoning-11',
  },
} as const satisfies Record<string, ReasonText>;
export type PersonalChangeReason = keyof typeof PERSONAL_CHANGE_REASONS;

/** What another person has to look at before anything is changed. */
export const PERSONAL_CHANGE_FINDINGS = {
  'personal-new-name': '变更姓名，须由另一人核对变更依据',
  'personal-new-document': '变更证件，须由另一人核对新旧证件',
  'personal-number-taken': '新的证件号码登记在另一人名下',
  'personal-birth-differs': '新证件的出生日期或者性别与登记的不一致',
  'personal-identity-mismatch': '公安核验不符',
  'personal-identity-not-found': '公安库中没有此人',
  'personal-identity-unreadable': '证件不能核验身份，须当面核对原件',
} as const;
export type PersonalChangeFinding = keyof typeof PERSONAL_CHANGE_FINDINGS;

export interface PersonalChangeDecision {
  readonly outcome: 'granted' | 'incomplete' | 'refused';
  /** What is changed when it is granted. */
  readonly changes: readonly PersonalChange[];
  readonly reasons: readonly PersonalChangeReason[];
  readonly missing: readonly PersonalChangeMaterial[];
  readonly toConfirm: readonly PersonalChangeFinding[];
  readonly decidedBy: 'clerk' | 'reviewer';
}

export const PERSONAL_CHANGE: Rule = {
  name: 'personal-change',
  version: '1',
  title: '信息变更',
  clauses: ['liaoning-1', 'liaoning-11', 'civil-code-13'],
};

export function decidePersonalChange(facts: PersonalChangeFacts): Decision<PersonalChangeDecision> {
  const changes = changesOf(facts);
  const against = obstacles(facts, changes);
  const reasons = against.flatMap(({ condition, value }) => (value ? [condition] : []));
  const missing = missingOf(facts, changes);
  const found = findingsOf(facts, changes);
  const open = found.flatMap(({ condition, value }) =>
    value && !facts.confirmed.includes(condition) ? [condition] : [],
  );
  const outcome =
    reasons.length > 0 ? 'refused' : missing.length > 0 ? 'incomplete' : ('granted' as const);
  const trace: readonly Condition[] = [
    ...against,
    {
      condition: 'personal-materials',
      label: '材料齐全',
      inputs: { changes: [...changes], materials: [...facts.materials].sort() },
      value: [...missing],
      clause: 'liaoning-11',
    },
    ...found,
    {
      condition: 'personal-held',
      label: '账户有冻结（不影响变更，告知本人）',
      inputs: {},
      value: facts.held,
      clause: 'liaoning-11',
    },
  ];
  return decide<PersonalChangeDecision>(
    PERSONAL_CHANGE,
    {
      ...{ outcome, changes, reasons, missing },
      toConfirm: outcome === 'granted' ? open : [],
      decidedBy: found.some(({ value }) => value) ? 'reviewer' : 'clerk',
    },
    trace,
  );
}

function changesOf({ wanted, same }: PersonalChangeFacts): readonly PersonalChange[] {
  return PERSONAL_CHANGES.filter((kind) => wanted.includes(kind) && !same.includes(kind));
}

/** What is brought for what: the scan of the document that is shown, and the proof of each change. */
export function personalMaterialsOf(
  changes: readonly PersonalChange[],
  document: Pick<WantedDocument, 'how'> | null,
): readonly PersonalChangeMaterial[] {
  const asked: readonly (readonly [PersonalChangeMaterial, boolean])[] = [
    ['identity-document', true],
    ['name-change-proof', changes.includes('name')],
    ['number-link-proof', changes.includes('document') && document?.how !== 'renewed'],
  ];
  return asked.flatMap(([material, is]) => (is ? [material] : []));
}

/** A person who is known to the channel by its own means brings no scans. */
function missingOf(
  { document, materials, counter }: PersonalChangeFacts,
  changes: readonly PersonalChange[],
): readonly PersonalChangeMaterial[] {
  if (!counter) return [];
  return personalMaterialsOf(changes, document).filter((one) => !materials.includes(one));
}

type Look<Code extends string> = Condition & { readonly condition: Code };

function obstacles(
  facts: PersonalChangeFacts,
  changes: readonly PersonalChange[],
): readonly Look<PersonalChangeReason>[] {
  const { accountState, identity, otherChange, wanted, same, document, counter } = facts;
  const problems = changes.includes('document') ? (document?.problems ?? []) : [];
  const found: readonly (readonly [PersonalChangeReason, boolean, Condition['inputs']])[] = [
    ['personal-account-closed', accountState === 'closed', { accountState }],
    ['personal-deceased', identity === 'deceased', { identity }],
    ['personal-change-in-flight', otherChange, { otherChange }],
    [
      'personal-nothing-new',
      changes.length === 0,
      { wanted: [...wanted].sort(), same: [...same].sort() },
    ],
    ['personal-document-invalid', problems.length > 0, { problems: [...problems] }],
    [
      'personal-needs-counter',
      !counter && changes.some((kind) => kind === 'name' || kind === 'document'),
      { counter, changes: [...changes] },
    ],
  ];
  return found.map(([code, value, inputs]) => ({
    condition: code,
    label: PERSONAL_CHANGE_REASONS[code].text.replace(/。$/, ''),
    inputs,
    value,
    clause: PERSONAL_CHANGE_REASONS[code].clause,
  }));
}

/** A name or a document is never changed by one person alone; nor is anything the registry doubts. */
function findingsOf(
  { document, identity }: PersonalChangeFacts,
  changes: readonly PersonalChange[],
): readonly Look<PersonalChangeFinding>[] {
  const isDocument = changes.includes('document');
  const doubts = identity === 'mismatch' || identity === 'invalid-document';
  const found: readonly (readonly [PersonalChangeFinding, boolean, Condition['inputs']])[] = [
    ['personal-new-name', changes.includes('name'), {}],
    ['personal-new-document', isDocument, { how: document?.how ?? null }],
    [
      'personal-number-taken',
      isDocument && document?.numberOf === 'other',
      { numberOf: document?.numberOf ?? null },
    ],
    [
      'personal-birth-differs',
      isDocument && document?.birth === 'differs',
      { birth: document?.birth ?? null },
    ],
    ['personal-identity-mismatch', doubts, { identity }],
    ['personal-identity-not-found', identity === 'not-found', { identity }],
    ['personal-identity-unreadable', identity === 'unreadable', { identity }],
  ];
  return found.map(([code, value, inputs]) => ({
    condition: code,
    label: PERSONAL_CHANGE_FINDINGS[code],
    inputs,
    value,
    clause: 'liaoning-11',
  }));
}
