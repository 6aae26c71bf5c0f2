/**
 * What stands in the way of going on with an account that is here already (clause 3): found, told, and
 * what the person can do; what the national platform shows of other places stands with the opening.
 *
 * @source 通知（征求意见稿）（二）（三）（十四）; 住房公积金管理条例 第十三条
 */
import type { ReasonText } from './decision.ts';
import { OPENING_FINDINGS } from './opening-findings.ts';

/** Granted, refused, or: who looks, who waits for what, what is asked again. */
export type TakeUpOutcome = 'granted' | 'refuse' | 'review' | 'defer' | 'retry' | 'await-unit';

interface Finding extends ReasonText {
  readonly outcome: TakeUpOutcome;
  /** May a reviewer clear it? */
  readonly clearable: boolean;
}

const fixed = { clearable: false } as const;
const again = { outcome: 'retry', clearable: false } as const;

/** Read from the top: the first that fits decides. */
export const TAKE_UP_FINDINGS = {
  'no-answer': { ...OPENING_FINDINGS['no-answer'], ...again },
  'wrong-person': { ...OPENING_FINDINGS['wrong-person'], ...again },
  mismatch: OPENING_FINDINGS.mismatch,
  'fraud-flag': OPENING_FINDINGS['fraud-flag'],
  'account-unknown': {
    ...fixed,
    outcome: 'refuse',
    text: '本中心没有所填的个人账户。',
    remedy: '请核对20位个人账号；在本中心没有账户的，请办理开户。',
    clause: 'liaoning-3',
  },
  'account-not-own': {
    ...fixed,
    outcome: 'refuse',
    text: '所填的个人账户不是申请人本人的账户。',
    remedy: '请填写本人的账号；证件号码变更过的，请先办理信息变更。',
    clause: 'liaoning-3',
  },
  'account-over': {
    ...fixed,
    outcome: 'refuse',
    text: '所填的个人账户已经销户。',
    remedy: '原账号不再使用，请重新申请开户。',
    clause: 'liaoning-3',
  },
  'local-frozen': OPENING_FINDINGS['local-frozen'],
  'transfer-under-way': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户正在办理异地转移接续。',
    remedy: '转移办结或者撤回后，可以再次申请。',
    clause: 'liaoning-3',
  },
  'case-under-way': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户有退出销户等业务正在办理。',
    remedy: '该业务办结或者撤回后，可以再次申请。',
    clause: 'liaoning-7',
  },
  'already-flexible': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户已经以灵活就业人员身份正常缴存。',
    remedy: '需要调整缴存金额、周期或者银行卡的，请办理缴存变更。',
    clause: 'regulation-13',
  },
  'agreement-on-hold': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户的缴存使用协议在中止中，没有终止。',
    remedy: '请办理协议恢复；因违约处置中止的，先改正违约事实并申请解除措施。',
    clause: 'liaoning-2',
  },
  'still-employed': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户由单位正常缴存，仍为单位缴存职工。',
    remedy: '与单位终止劳动关系并封存账户后，可以办理单位转灵活。',
    clause: 'regulation-13',
  },
  'of-unit': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户是单位封存的账户，不能办理恢复缴存。',
    remedy: '请办理单位转灵活，原账号和缴存记录保留。',
    clause: 'liaoning-3',
  },
  'of-holder': {
    ...fixed,
    outcome: 'refuse',
    text: '该账户原以灵活就业人员身份缴存，不能办理单位转灵活。',
    remedy: '请办理恢复缴存，原账号和缴存记录保留。',
    clause: 'liaoning-2',
  },
  'remote-frozen': OPENING_FINDINGS['remote-frozen'],
  'several-accounts': OPENING_FINDINGS['several-accounts'],
  'remote-normal': OPENING_FINDINGS['remote-normal'],
  'unit-not-sealed': {
    ...fixed,
    outcome: 'await-unit',
    text: '单位尚未封存该账户。',
    remedy: '请联系原单位办理封存；封存后本业务自动继续，无须重新申请。',
    clause: 'liaoning-3',
  },
  'ready-to-take-up': {
    ...fixed,
    outcome: 'granted',
    text: '账户已经封存，可以沿用原账号继续缴存。',
    remedy: '签署缴存使用协议后生效。',
    clause: 'liaoning-3',
  },
} as const satisfies Readonly<
  Record<string, Omit<Finding, 'outcome'> & { readonly outcome: string }>
>;
export type TakeUpCode = keyof typeof TAKE_UP_FINDINGS;

/** The unit did not seal the account in time. */
export const TAKE_UP_EXPIRED = {
  'unit-seal-expired': {
    text: '告知的等待期限已满，单位仍未封存该账户。',
    remedy: '请先由原单位办理封存，封存后可以再次申请；单位拒不办理的，可以向本中心反映。',
    clause: 'liaoning-3',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
