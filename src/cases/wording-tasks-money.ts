/**
 * Tasks about the books and no case: money nobody owns yet, differences with the bank, proofs that failed, corrections
 * of a source that wait for another supervisor, debits that the bank does not answer.
 */

export const MONEY_TASK_KINDS = [
  'settle-suspense',
  'settle-difference',
  'confirm-difference',
  'mend-proof',
  'confirm-source',
  'unanswered-debit',
] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
}

export const MONEY_TASKS: Readonly<Record<(typeof MONEY_TASK_KINDS)[number], Words>> = {
  'settle-suspense': {
    title: '处理暂收款',
    todo: '查明来款归属：认领到账户、退回付款人，或者按用途登记；在暂收款页办理后，本待办自行了结。',
  },
  'settle-difference': {
    title: '处理对账差异',
    todo: '对照银行对账单和本中心账簿：能记账的提出记账，不须记账的说明理由；在银行对账页办理。',
  },
  'confirm-difference': {
    title: '复核差异记账',
    todo: '核对另一名主管提出的记账，确认或者退回；在银行对账页办理。',
  },
  'unanswered-debit': {
    title: '查明扣款结果',
    todo: '银行超过三日没有回报这笔扣款：向银行查问；系统也一直在询问，回报到达即入账，本待办自行了结。银行书面确认没有扣款的，在扣款未回报页登记，由另一名主管复核。没有回报不等于没有扣款。',
  },
  'mend-proof': {
    title: '查明核验不符',
    todo: '逐项查明账务核验未通过的原因并更正（动用资金的批处理在此之前暂停），然后重新核验；核验通过后，本待办自行了结。',
  },
  'confirm-source': {
    title: '复核来源更正',
    todo: '核对另一名主管提出的来源更正和所依据的文件，同意或者不同意；在账户页“来源更正”办理。',
  },
};
