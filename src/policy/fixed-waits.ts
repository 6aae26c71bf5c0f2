/**
 * 不能改期的等待: every kind of wait whose end nobody moves, with why, and what there is instead. It either has no
 * day of its own (it is over when a person or a system has done what it waits for), binds the center by law, or is
 * followed by something that leaves the person no worse off.
 *
 * @source 住房公积金管理条例 第二十五条; 民法典 第二百零一条; docs/waits.md
 */

const OUR_WORK = '没有对外的期限：由本中心办理，办妥即继续，不须改期；';
const OUTSIDE = '没有固定的期限：对方系统答复后自动继续，不须改期；';
const RETRIES = '只是再次查询的时间，不是办理的期限；';
const BANK = '以银行办理的结果为准，本中心不能改动；';

export const FIXED_WAITS = {
  verdict: `${OUR_WORK}由复核人员或者主管核对。`,
  'outside-retry': `${OUTSIDE}查询由系统持续进行。`,
  parked: `${RETRIES}可以立即重试，或者录入实际查询的结果。`,
  review: `${OUR_WORK}由提交人以外的复核人员核实。`,
  rework: `${OUR_WORK}由受理网点的柜员更正，或者写明理由再送复核；受理日期和办理期限不变。`,
  signature: '协议按告知的期限签署，期限写在协议里；逾期的可以重新申请，协议重新出具。',
  'human-review': `${OUR_WORK}由原经办人以外的复核人员复议。`,
  'other-case': '没有固定的期限：另一件业务办结或者撤回后自动继续，不须改期。',
  'second-person': `${OUR_WORK}由提出人以外的主管确认或者不同意。`,
  'change-signature': '补充协议按告知的期限签署；逾期的可以重新申请变更。',
  'mandate-change': `${BANK}逾期的可以重新申请变更。`,
  'debit-answer': `${BANK}银行答复后自动继续。`,
  approval: `${OUR_WORK}由提出人以外的人员审批。`,
  service: '没有固定的期限：送达以后期限才起算，送达日期以凭证为准。',
  'service-by-hand': '没有固定的期限：送达以后期限才起算；由经办人员送达，或者公告送达。',
  announcement: '公告期限由规定确定，不能改动；公告日期有误的重新公告。',
  objection: `${OUR_WORK}由主管答复异议。`,
  proposal: `${OUR_WORK}由经办人员提出处理意见。`,
  measures: '处置措施的期限由协议和法律规定；已经改正的办理解除措施。',
  'dormancy-check': `${OUTSIDE}没有答复的不销户。`,
  'dormancy-parked': `${RETRIES}没有答复的不销户，可以立即重新核查。`,
  'withdrawal-decision': '法定的三日期限约束本中心，不能延长。',
  'withdrawal-review': `${OUR_WORK}法定的三日期限照常计算。`,
  'withdrawal-approval': `${OUR_WORK}法定的三日期限照常计算。`,
  payout: `${BANK}到期没有答复的，向银行查询。`,
  'payout-unknown': `${BANK}系统持续查询，也可以立即查询。`,
  'payout-card': '可以换卡后再付；逾期的退回账户，可以重新申请。',
  'exit-check': `${OUTSIDE}没有答复的不付款、不销户。`,
  'exit-parked': `${RETRIES}可以立即重新核查。`,
  'exit-signature': '告知书按载明的期限签字；逾期的可以重新申请，日期重新告知。',
  'exit-regret':
    '反悔期由签字的告知书载明：期内可以撤回，期满付款，不能缩短也不能延长；暂不付款的可以撤回后重新申请。',
  'exit-settling': '没有对外的期限：由系统办理，办妥即继续。',
  'exit-review': `${OUR_WORK}由提交人以外的复核人员核实。`,
  'exit-delay': '没有固定的期限：在途款项办完后自动继续，每日核对。',
  'exit-seal': '没有期限：单位办理封存后自动起算半年；封存日期登记有误的，起算后凭凭证更正。',
  'exit-loan': `${RETRIES}贷款结清后自动告知，也可以立即核查。`,
  'death-check': `${OUTSIDE}没有答复的不付款。`,
  'death-parked': `${RETRIES}可以立即重新核查。`,
  'death-review': `${OUR_WORK}由提交人以外的复核人员核实。`,
  'death-held': `${OUR_WORK}所列情况消除后自动续付，每日核对。`,
  'death-settling': '没有对外的期限：由系统办理，办妥即继续。',
  'personal-check': `${OUTSIDE}没有答复的不变更。`,
  'personal-parked': `${RETRIES}可以立即重新核查。`,
  'personal-review': `${OUR_WORK}由提交人以外的复核人员核实。`,
  'personal-mandate': `${BANK}信息已经变更，扣款授权随后更新。`,
  'hold-check': `${OUR_WORK}冻结已经生效，由登记人以外的主管或者审批人员对照文书核对。`,
  'hold-term': '冻结期限凭文书续冻或者解除，不在这里改期。',
  'hold-open': '没有期限：凭作出冻结的机关的文书解除。',
  'hold-over': '期限已经届满，凭文书登记续冻或者解除。',
  'hold-release': `${OUR_WORK}由提出人以外的人员对照文书确认。`,
  'hold-deduction': `${OUR_WORK}由登记人以外的人员对照文书确认或者退回。`,
  'first-contribution':
    '单位以后首次缴存报来的仍办理转换，到期只恢复原来的协议，不须改期；报送有误的由主管撤销。',
  irregularity: `${OUR_WORK}账目更正后立即复查，或者查明原因。`,
  'irregularity-confirm': `${OUR_WORK}由提出人以外的主管确认或者退回。`,
} as const satisfies Readonly<Record<string, string>>;
