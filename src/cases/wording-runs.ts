/** Words for what runs say of their items: why not, and what became of each. */

/** Why an item is not in the list of what is done. */
const REASONS: Readonly<Record<string, string>> = {
  'struck-out': '主管剔除',
};

/** What became of an item. */
const OUTCOMES: Readonly<Record<string, string>> = {
  credited: '已结息入账',
  'differs-from-preview': '与预览不一致：名单冻结后有补记的账，请重新准备名单',
  cancelled: '批处理取消，未办',
  matched: '相符',
  'matched-late': '相符：补齐了前日所缺',
  'taken-back': '已冲销，两相抵消',
  'missing-here': '银行已记、我方未记',
  'missing-there': '我方已记、银行未记',
  'amount-differs': '金额不符',
  'opening-differs': '期初余额不符',
  whole: '核验无误',
  broken: '核验有误，见核验证明',
};

/** A code nobody wrote a word for stands for itself. */
export function runReasonText(code: string): string {
  return REASONS[code] ?? code;
}

export function runOutcomeText(code: string): string {
  return OUTCOMES[code] ?? code;
}
