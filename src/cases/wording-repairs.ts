/**
 * What a supervisor reads about something that stands still: what it is called, what may be done,
 * what that changes and what it leaves alone, for the law and for the money.
 */
import type { RepairMove, RepairState, StuckKind } from './repairs.ts';
import { stallTitle } from './wording-stalls.ts';

export interface KindWords {
  readonly title: string;
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What to do where there is no button, or before one is pressed. */
  readonly todo: readonly string[];
}

export const STUCK_WORDS: Readonly<Record<StuckKind, KindWords>> = {
  'no-worker': {
    title: stallTitle('no-worker'),
    meaning: '负责推进业务的进程没有在运行，业务都停着，但什么也没有丢。',
    todo: [
      '请运维人员启动该进程（办件进程：worker cases；批处理进程：worker runs）。',
      '恢复运行后各业务自动继续，不需要逐件处理，也不要为此逐件修复。',
    ],
  },
  'workflow-task-failing': {
    title: stallTitle('workflow-task-failing'),
    meaning: '该业务的流程在同一步反复出错，每次都从头再试，业务没有前进也没有后退。',
    todo: ['先请运维人员查明原因：程序有误的，修好并重新部署后会自动继续，不需要修复。'],
  },
  'no-workflow': {
    title: stallTitle('no-workflow'),
    meaning: '业务库中该业务仍在办理，办理引擎中却没有它的流程，不会再自动往前。',
    todo: [],
  },
  'no-case': {
    title: stallTitle('no-case'),
    meaning: '办理引擎中的流程没有对应的在办业务：业务库中已办结，或者提交从未登记。',
    todo: ['从未登记的：提交人可以重新提交；一天之内没有再提交的，流程会自行结束。'],
  },
  'state-differs': {
    title: stallTitle('state-differs'),
    meaning: '业务库所记与流程所认为的不是同一个环节；以业务库为准。',
    todo: [],
  },
  orphan: {
    title: stallTitle('orphan'),
    meaning: '该业务没有在等什么，没有待办，也没有步骤在进行，却没有办结。',
    todo: [],
  },
  'activity-retrying': {
    title: stallTitle('activity-retrying'),
    meaning: '某一步骤一再失败，系统正在按越来越长的间隔重试。',
    todo: ['外部系统还没有恢复时，立即再试多半还会失败；总时限到后业务会转为“需处理”。'],
  },
  'wait-overdue': {
    title: stallTitle('wait-overdue'),
    meaning: '所等的时间已经过了，业务却没有继续。',
    todo: [],
  },
  parked: {
    title: '需处理',
    meaning: '外部系统多次没有可用答复，业务暂停等待处理；没有答复不会当作“没有账户”。',
    todo: [],
  },
  'outbox-undelivered': {
    title: '消息未送出',
    meaning: '应当发出的消息多次没有送到，业务本身不受影响。',
    todo: [],
  },
  'inbox-unmatched': {
    title: '来信无人认领',
    meaning: '收到的外部消息对不上任何一件业务。',
    todo: [],
  },
};

export interface MoveWords {
  readonly title: string;
  readonly changes: readonly string[];
  readonly stays: readonly string[];
  readonly legal: string;
  readonly money: string;
  /** When it is called recovered. */
  readonly proof: string;
  /** Why a second person is needed; null when none is. */
  readonly second: string | null;
}

const NO_MONEY = '不涉及资金。';
const PAPERS_STAY = '申请内容、受理日期、已有的核查答复和决定不变。';

export const MOVE_WORDS: Readonly<Record<RepairMove, MoveWords>> = {
  'retry-now': {
    title: '立即重试',
    changes: ['立即以新的请求重新查询没有答复的外部系统，业务回到核查环节。'],
    stays: [PAPERS_STAY],
    legal: '不作任何认定；仍没有答复的，业务会再次转为“需处理”。',
    money: NO_MONEY,
    proof: '业务离开“需处理”，并且没有再退回来。',
    second: null,
  },
  'wait-until': {
    title: '约定时间再试',
    changes: ['到约定的时间再自动查询，在那之前不再自动重试。'],
    stays: [PAPERS_STAY, '业务仍是“需处理”，随时可以改为立即重试。'],
    legal: '法定期限和承诺期限照常计算，不因改期顺延。',
    money: NO_MONEY,
    proof: '等待的到期时间已改为所约定的时间（记为“已改期”，不记为“已恢复”）。',
    second: null,
  },
  'retry-activity': {
    title: '立即再试这一步',
    changes: ['正在等待重试的步骤立即再做一次，重试间隔从头计；被暂停的步骤恢复进行。'],
    stays: ['请求编号不变，外部系统不会当作新的请求。', '该步骤的总时限不变。'],
    legal: '不作任何认定。',
    money: '不涉及资金；即使这一步已经写入业务库，也只记一次。',
    proof: '这一步已经完成，业务继续往前，并且没有转为“需处理”。',
    second: null,
  },
  wake: {
    title: '让流程重新查看',
    changes: ['流程重新读取业务库，再按业务库和当前时间判断该做什么；到期未办的事项随即办理。'],
    stays: ['没有到期、与业务库一致的，什么也不改变。'],
    legal: '如有期限已过，将按规则办理到期事项（例如逾期终止），这本应在到期时发生。',
    money: '不直接涉及资金；到期事项按原来的规则办理，只办一次。',
    proof: '业务、等待或流程确有变化，并且原来的情况不再存在。',
    second: null,
  },
  restart: {
    title: '按业务库重新开始流程',
    changes: ['为该业务重新开始一个流程，从业务库所记的环节继续。'],
    stays: [
      '环节、等待、待办、核查、决定、协议和账户不变，各项期限仍按原定日期。',
      '已记入业务库的操作不会再做一遍。',
    ],
    legal: '不作新的认定；期限已过的，随即按规则办理。',
    money: '不涉及资金；已经记账的不会重复。',
    proof: '流程在运行，并且回答的环节与业务库相同。',
    second: '重新开始流程是替系统作主，须另一名主管核对业务库所记属实。',
  },
  rebuild: {
    title: '结束旧流程，按业务库重新开始',
    changes: ['结束现在的流程，再按业务库所记的环节重新开始一个。'],
    stays: [
      '已写入业务库的环节、等待、待办、核查、决定、协议和账户不变，各项期限仍按原定日期。',
      '已记入业务库的操作不会再做一遍。',
    ],
    legal: '没有写入业务库的操作视为没有发生，有关人员须重新提交。',
    money: '没有写入业务库的不记账；已发往外部的请求以原编号查询，不会重复发出。',
    proof: '新的流程在运行，回答的环节与业务库相同，并且原来的错误没有再现。',
    second: '旧流程结束后不能恢复，须另一名主管核对业务库所记属实。',
  },
  'end-workflow': {
    title: '结束多余的流程',
    changes: ['结束办理引擎中多余的流程。'],
    stays: ['业务库中的业务、文书、协议和账户不变。'],
    legal: '该业务在业务库中已办结或从未登记，结束流程不改变任何人的权利。',
    money: NO_MONEY,
    proof: '流程已经结束。',
    second: '流程结束后不能恢复，须另一名主管核对该业务确已办结或从未登记。',
  },
  'send-again': {
    title: '再次发送',
    changes: ['该消息立即以原编号再次发送。'],
    stays: ['业务不变；接收方按编号识别，已收到的不会重复办理。'],
    legal: '送达时间以实际送达为准，自送达起算的期限自那时起算。',
    money: '不涉及资金：资金指令不在此处重发，须先向银行查询。',
    proof: '接收方已收到该消息。',
    second: null,
  },
  'assign-message': {
    title: '归入业务',
    changes: ['该消息记入所选业务的留痕，不再列为无人认领。'],
    stays: ['所选业务的环节和期限不变，需要时由经办人据此办理。'],
    legal: '归错业务会误导对他人的认定，并使他人的信息被看到。',
    money: '不涉及资金；到账、退款等须另行按业务办理。',
    proof: '该消息已在所选业务的留痕中。',
    second: '归入哪一件业务由人判断，须另一名主管核对。',
  },
  'set-aside': {
    title: '留存备查，不再处理',
    changes: ['该消息不再列为无人认领，原文留存。'],
    stays: ['任何业务都不变。'],
    legal: '该消息如含应当办理的事项，将不会有人办理。',
    money: '不涉及资金；含有款项信息的消息不应留存了事。',
    proof: '该消息已标记为处理完毕。',
    second: '不再处理意味着可能漏办，须另一名主管核对。',
  },
};

interface ActWords extends Omit<MoveWords, 'title'> {
  /** Only while a task of this kind is open: there is something to answer. */
  readonly answers?: string;
}

/** Acts of a parked case that are done on the case's own page. */
export const ACT_WORDS: Readonly<Record<string, ActWords>> = {
  'ask-payout': {
    changes: ['按原编号立即向银行查询这笔付款，已放弃的查询重新开始。'],
    stays: ['查明以前，业务仍是“需处理”，款项仍在待付。'],
    legal: '不作任何认定；准予提取的决定不变。',
    money: '只查询，不另行付款；银行说没有收到这笔指令的，才按原编号补发，不会重付。',
    proof: '银行答复后，业务离开“需处理”。',
    second: null,
  },
  'enter-answer': {
    changes: ['凭在平台上实际查询的结果（流水号、扫描件）录入缺少的答复，待另一人确认。'],
    stays: ['确认之前，业务仍是“需处理”。'],
    legal: '确认后按录入的结果认定；录入不实的由录入人和确认人负责。',
    money: NO_MONEY,
    proof: '另一人确认后，业务离开“需处理”。',
    second: '录入的结果代替外部系统的答复，须另一名主管对照扫描件确认。',
  },
  'confirm-answer': {
    answers: 'confirm-answer',
    changes: ['确认录入的查询结果，业务据此继续。'],
    stays: [PAPERS_STAY],
    legal: '规则按录入的结果作出认定。',
    money: NO_MONEY,
    proof: '业务离开“需处理”。',
    second: '录入人不能确认自己录入的结果。',
  },
  'decline-answer': {
    answers: 'confirm-answer',
    changes: ['退回录入的查询结果，可重新录入。'],
    stays: ['业务仍是“需处理”。'],
    legal: '不作任何认定。',
    money: NO_MONEY,
    proof: '录入的结果已作废。',
    second: '录入人不能退回自己录入的结果。',
  },
};

const STATE_TITLES: Readonly<Record<RepairState, string>> = {
  proposed: '待第二人确认',
  ready: '待执行',
  watching: '观察中',
  recovered: '已恢复',
  'not-recovered': '未恢复',
  postponed: '已改期',
  'not-needed': '已自行恢复，未执行',
  declined: '未获同意',
  withdrawn: '已撤回',
};

export function repairStateTitle(state: RepairState): string {
  return STATE_TITLES[state];
}
