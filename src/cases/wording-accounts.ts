/** The Chinese names of accounts' and agreements' states, sources and ways of ending. */

const ACCOUNT_STATES: Readonly<Record<string, string>> = {
  normal: '正常',
  sealed: '封存',
  closed: '已销户',
};

export function accountStateTitle(state: string): string {
  return ACCOUNT_STATES[state] ?? state;
}

const SOURCES: Readonly<Record<string, string>> = {
  unit: '单位缴存',
  flexible: '灵活就业缴存',
  subsidy: '缴存补贴',
  unclassified: '来源待定',
};

/** By whom an account is paid, or where money in it came from. */
export function sourceTitle(source: string): string {
  return SOURCES[source] ?? source;
}

const HOLDS: Readonly<Record<string, string>> = {
  court: '司法冻结',
  'loan-security': '贷款担保',
  ban: '骗提惩戒',
  transfer: '转移在途',
  dispute: '争议待决',
};

/** Why money of an account is held (冻结原因). */
export function holdTitle(kind: string): string {
  return HOLDS[kind] ?? kind;
}

const CLOSE_REASONS: Readonly<Record<string, string>> = {
  merged: '合并销户',
  'transferred-out': '外部转出销户',
  withdrawn: '提取销户',
  dormant: '零余额停缴销户',
  'opened-by-mistake': '误开撤销',
};

export function closeReasonTitle(reason: string): string {
  return CLOSE_REASONS[reason] ?? reason;
}

const AGREEMENT_STATES: Readonly<Record<string, string>> = {
  offered: '待签署',
  active: '生效中',
  lapsed: '逾期未签',
  suspended: '中止',
  terminated: '终止',
  void: '作废',
};

export function agreementStateTitle(state: string): string {
  return AGREEMENT_STATES[state] ?? state;
}
