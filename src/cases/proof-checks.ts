/**
 * What a nightly proof (账务核验) looks at: the words for its checks, for the certificate, the console
 * and the command line. How each is reckoned stands in src/ledger/proof-*.ts and docs/proof.md.
 */

export const PROOF_CHECKS = {
  balances: {
    title: '余额与分录',
    note: '每个账户、每个来源的上年结转、当年归集和笔数，等于其全部分录之和。',
    names: '个人账户',
  },
  sources: {
    title: '来源与合计',
    note: '每条分录的来源部分之和等于发生额；各来源余额之和等于各来源分录之和。',
    names: '凭证或来源',
  },
  'not-negative': {
    title: '余额不为负',
    note: '任何账户、任何来源都没有负数余额。',
    names: '个人账户',
  },
  'closed-accounts': {
    title: '销户账户无余额',
    note: '已销户的账户各来源余额均为零。',
    names: '个人账户',
  },
  'central-accounts': {
    title: '集中账户与个人账户',
    note: '集中账户等于其下个人账户之和：住房公积金科目总额等于全部个人账户余额，账户所属集中账户属于本中心。',
    names: '个人账户',
  },
  journals: {
    title: '凭证完整、借贷平衡',
    note: '每张凭证的分录齐全、日期一致、借贷相抵为零，每条分录都有凭证。',
    names: '凭证',
  },
  'center-total': {
    title: '全部分录合计为零',
    note: '本中心全部科目的借贷合计为零。',
    names: '科目',
  },
  reversals: {
    title: '冲账与原凭证',
    note: '每张冲账凭证与原凭证逐科目、逐账户、逐来源相抵。',
    names: '凭证',
  },
  settlements: {
    title: '结息记录与凭证',
    note: '每条结息记录的利息和结转数，等于其凭证的分录。',
    names: '个人账户',
  },
  'interest-payable': {
    title: '应付利息与记入的利息',
    note: '计提的利息等于记入个人账户的利息，应付利息科目没有余额；冲销的利息，计提随之冲减。',
    names: '日期',
  },
  unchanged: {
    title: '已核验的凭证未变',
    note: '上次通过核验时的凭证和分录，与当时的摘要逐段一致；不一致的，指出有改动的凭证。',
    names: '凭证或凭证段',
  },
  bank: {
    title: '银行存款与银行余额',
    note: '银行存款科目与银行对账单逐日余额之差，等于已登记的差异。',
    names: '日期',
  },
  suspense: {
    title: '暂收款与未认领来款',
    note: '暂收款等于尚未认领、尚未退回的来款，没有认领超过到账的。',
    names: '来款',
  },
  'in-payment': {
    title: '应付提取款与未付讫的提取',
    note: '应付提取款等于尚未付讫的提取，已办结的业务没有未付，也没有付讫超过应付的。',
    names: '业务或凭证',
  },
  receivables: {
    title: '应收个人款与待追回款项',
    note: '应收个人款等于尚未追回的各笔款项之和，逐笔相符。',
    names: '凭证',
  },
  'subsidy-fund': {
    title: '补贴资金不为负',
    note: '缴存补贴资金不少于零：补贴只从拨入的资金支付，没有动用他人的钱。',
    names: '凭证',
  },
  payouts: {
    title: '付款指令与付款凭证',
    note: '每笔付款指令（提取、退出、死亡提取）的状态、金额、账户和日期，与有效凭证一致：已付的恰有一张付讫凭证，未付的已退回账户，在途的仍在应付；准予的提取随其付款指令；没有指令的付款凭证不存在。',
    names: '业务或凭证',
  },
  debits: {
    title: '扣款指令与缴存凭证',
    note: '每笔扣成的指令恰有一张金额、账户、日期相同的有效凭证，被收回的有收回或冲账凭证，被拒的没有凭证；没有指令的扣款凭证不存在。',
    names: '个人账户和所属月份或凭证',
  },
  months: {
    title: '缴存月份与缴存凭证',
    note: '每张有效的缴存、认领凭证，灵活就业部分的发生额等于它所缴各月之和；冲账、收回的凭证不再算作任何月份的缴存。',
    names: '个人账户和凭证',
  },
  subsidies: {
    title: '补贴记录与补贴凭证',
    note: '每笔缴存补贴恰有一张金额、账户相同的有效凭证，没有记录的补贴凭证不存在。',
    names: '个人账户和凭证',
  },
  cases: {
    title: '凭证、账户与业务',
    note: '凭证所属的业务存在；已开户的业务有账户，业务开立的账户有其业务。',
    names: '业务、账户或凭证',
  },
  engine: {
    title: '办理引擎与业务状态',
    note: '在办业务和上次核验后办结的业务，数据库与办理引擎所记状态一致；已办结的，办理引擎所记结果与业务结果一致。',
    names: '业务',
  },
  chain: {
    title: '留痕链',
    note: '上次核验以来的留痕逐条封链，与前后相接。',
    names: '封链序号',
  },
} as const satisfies Record<
  string,
  { readonly title: string; readonly note: string; readonly names: string }
>;
export type ProofCheckName = keyof typeof PROOF_CHECKS;
export const PROOF_CHECK_NAMES = Object.keys(PROOF_CHECKS) as readonly ProofCheckName[];

export const PROOF_VERDICTS = { green: '核验通过', red: '核验未通过' } as const;
export type ProofVerdict = keyof typeof PROOF_VERDICTS;

/** Why a check was not made; nothing is said to hold that nobody looked at. */
export const PROOF_SKIPPED = {
  'no-statement': '还没有核对过的银行对账单',
  'no-engine': '核验时没有接通办理引擎',
  'first-proof': '此前没有通过的核验',
  'too-many': '业务过多，没有全部核对',
  'not-kept': '部分已办结的业务，办理引擎不再保留其过程，无从核对',
} as const;
export type ProofSkipped = keyof typeof PROOF_SKIPPED;

/** Broken things named at most; the rest is counted. */
export const PROOF_NAMED_MAX = 20;

export interface ProofCheck {
  readonly name: ProofCheckName;
  readonly title: string;
  /** Null: it was not made, and `skipped` says why. */
  readonly ok: boolean | null;
  readonly skipped: ProofSkipped | null;
  /** How much was looked at. */
  readonly counted: number;
  readonly brokenCount: number;
  /** The first of those, by number. */
  readonly broken: readonly string[];
}

/** What a proof came to; it stands in `run.result` and on the certificate. */
export interface ProofResult {
  /** Opaque id of the certificate. */
  readonly certificate: string;
  readonly verdict: ProofVerdict;
  readonly checks: readonly ProofCheck[];
  /** Number of the last journal the proof covers (凭证号). */
  readonly lastJournal: string;
  /** SHA-256 over the ledger's head, hexadecimal. */
  readonly head: string;
  /** Where the chain of the trail stood; null: it is empty. */
  readonly chainHead: { readonly seq: string; readonly mac: string } | null;
  /** The bank's day the ledger was held against; null: none yet. Amounts in yuan. */
  readonly bank: { readonly day: string; readonly closing: string; readonly book: string } | null;
  /** Ed25519 over all of it, base64. */
  readonly signature: string;
}
