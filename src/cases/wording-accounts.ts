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

const SEAL_HOWS: Readonly<Record<string, string>> = {
  'unit-sealed': '单位办理封存',
  'unit-unsealed': '单位办理启封',
  'converted-to-flexible': '转为灵活就业缴存',
  'agreement-ended': '缴存使用协议终止',
  'exit-signed': '签字退出，停止缴存',
  'exit-regretted': '退出没有办成，恢复原状',
  resumed: '重新签订协议，恢复缴存',
  'converted-to-employee': '转为单位职工',
  'taken-over': '建账时带入',
  corrected: '登记的日期有误，凭文书更正',
};

/** Why money of an account was sealed or unsealed (封存、启封事由). */
export function sealTitle(how: string): string {
  return SEAL_HOWS[how] ?? how;
}

const MOVERS: Readonly<Record<string, string>> = { system: '系统', migration: '系统升级' };

/** Who sealed or unsealed: a colleague by name, the system, or the unit that told of it. */
export function moverName(id: string, staff: (id: string) => string): string {
  return MOVERS[id] ?? staff(id);
}

const CLOSE_REASONS: Readonly<Record<string, string>> = {
  merged: '合并销户',
  'transferred-out': '外部转出销户',
  withdrawn: '提取销户',
  dormant: '零余额停缴销户',
  exit: '退出销户',
  death: '死亡提取销户',
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
