/** What a person is told when a withdrawal is refused (不准提取), and what to do. */
import type { ReasonText } from './decision.ts';
import type { WithdrawalRefusalCode } from './withdrawal-found.ts';

export const WITHDRAWAL_REFUSAL_WORDS = {
  'case-not-in-force': {
    text: '受理之日施行的条例没有这一提取情形。',
    remedy: '2026年9月20日起受理的，可以按这一情形申请。',
    clause: 'regulation-24',
  },
  'closing-required': {
    text: '受理之日施行的条例规定，这一情形提取的，应当同时注销账户。',
    remedy: '请改为同时注销账户；2026年9月20日起受理的，可以不注销。',
    clause: 'regulation-24',
  },
  'withdrawal-account-closed': {
    text: '该账户已经销户，没有可以提取的余额。',
    remedy: '在其他地方还有账户的，请向账户所在地的住房公积金管理中心申请。',
    clause: 'regulation-24',
  },
  'withdrawal-ban': {
    text: '在违法提取或者骗取贷款的限制期内，不得提取。',
    remedy: '限制期满的次日起可以再次申请；对限制有异议的，可以申请解除。',
    clause: 'regulation-41',
  },
  'withdrawal-case-in-flight': {
    text: '本人有其他业务正在办理。',
    remedy: '该业务办结或者撤回后可以再次申请。',
    clause: 'liaoning-7',
  },
  'withdrawal-card-differs': {
    text: '收款银行卡的户名不是账户本人。',
    remedy: '请改用本人名下的银行卡；提取的款项只付到本人的卡上。',
    clause: 'liaoning-7',
  },
  'loan-not-settled': {
    text: '有未结清的住房公积金贷款，按本中心规定不得办理这一提取。',
    remedy: '账户余额可以按“偿还购房贷款本息”申请提取，先还逾期；贷款结清后可以再次申请。',
    clause: 'liaoning-7',
  },
  'guarantee-not-released': {
    text: '对他人的住房公积金贷款负有担保责任；担保解除以前，不得办理可能销户的提取。',
    remedy: '请先由借款人结清贷款或者解除担保，解除后可以再次申请；其他情形的提取不受影响。',
    clause: 'liaoning-7',
  },
  'loan-overdue': {
    text: '住房公积金贷款有逾期未还的本息。',
    remedy: '请先还清逾期部分，或者按“偿还购房贷款本息”申请提取；还清后可以再次申请。',
    clause: 'liaoning-7',
  },
  'owns-home': {
    text: '本人或者配偶在本地有自有住房，不属于租房自住。',
    remedy: '住房情况有误的，请到不动产登记机构更正后再次申请。',
    clause: 'regulation-24',
  },
  'contributed-too-short': {
    text: '连续缴存的月数还没有达到租房提取的规定。',
    remedy: '按时缴存，达到规定的月数后即可申请。',
    clause: 'liaoning-7',
  },
  'rent-within-income': {
    text: '房租没有超出家庭工资收入的规定比例（2026年9月20日前受理的适用）。',
    remedy: '2026年9月20日起受理的不再要求这一比例，可以重新申请。',
    clause: 'regulation-24',
  },
  'unit-account-not-sealed': {
    text: '账户仍由单位正常缴存，还没有终止劳动关系。',
    remedy: '单位办理封存后即可申请，不须单位出具证明。',
    clause: 'regulation-24',
  },
  'withdrawn-too-soon': {
    text: '距上次同一情形的提取，还没有满规定的间隔。',
    remedy: '满规定的间隔后可以再次申请。',
    clause: 'liaoning-7',
  },
  'expense-not-yet': {
    text: '所填的住房消费日期晚于申请之日。',
    remedy: '请在实际支出后申请；日期填写有误的，更正后再次提交。',
    clause: 'regulation-24',
  },
  'expense-too-old': {
    text: '住房消费发生后，申请提取的期限已过。',
    remedy: '该项消费不再办理提取；有其他情形的，可以按其他情形申请。',
    clause: 'liaoning-7',
  },
  'period-wrong': {
    text: '所属月份先后颠倒，或者晚于当月。',
    remedy: '请改填已经支付的月份。',
    clause: 'regulation-24',
  },
  'period-withdrawn': {
    text: '所属月份中有已经提取过的。',
    remedy: '请改填没有提取过的月份。',
    clause: 'liaoning-7',
  },
  'nothing-to-withdraw': {
    text: '账户没有可以提取的余额，或者所填金额为零。',
    remedy: '款项到账后可以再次申请；请填写大于零的金额。',
    clause: 'regulation-24',
  },
  'withdrawal-held': {
    text: '账户有冻结或者应退还的款项，可动用的余额不足。',
    remedy:
      '冻结的请向作出冻结的机关了解，应退还的请先退还，之后可以再次申请；或者改填可动用余额以内的金额。',
    clause: 'liaoning-7',
  },
  'closing-held': {
    text: '账户有未解除的冻结、应退还的款项或者来源待定的款项，不得销户。',
    remedy: '请先了结，之后可以再次申请；只提取可动用部分的，请改为不注销账户。',
    clause: 'liaoning-7',
  },
  'amount-not-all': {
    text: '同时注销账户的，须一次提取全部余额，所填金额少于账户余额。',
    remedy: '金额可以不填，由系统按付款之日的本息全部提取；只提取一部分的，请改为不注销账户。',
    clause: 'regulation-24',
  },
  'amount-above-balance': {
    text: '所提金额超过账户余额。',
    remedy: '请改填余额以内的金额。',
    clause: 'regulation-24',
  },
  'amount-above-limit': {
    text: '所提金额超过实际支出或者当地限额。',
    remedy: '请改填限额以内的金额。',
    clause: 'liaoning-7',
  },
} as const satisfies Record<WithdrawalRefusalCode, ReasonText>;
