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
};

/** A code nobody wrote a word for stands for itself. */
export function runReasonText(code: string): string {
  return REASONS[code] ?? code;
}

export function runOutcomeText(code: string): string {
  return OUTCOMES[code] ?? code;
}
