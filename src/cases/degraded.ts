/**
 * Something we depend on is down: what may still be done, lawfully and safely, and what waits with
 * which promise.
 *
 * Read off the case types: an act that leads into no stage where the system is asked goes on as
 * always; one that does is taken and written now, and only what follows waits; the cases that stand
 * in such a stage wait by themselves. Nothing is decided without an answer (通知（十四）).
 */
import type { CaseType, CheckSystem } from './case.ts';
import { CASE_TYPES } from './index.ts';
import { instantText, listText, systemTitle } from './wording.ts';

export const DEPENDENCIES = [
  'engine',
  'case-worker',
  'national',
  'identity',
  'notices',
  'bank',
  'run-worker',
] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

/** Something that goes on, or that waits: what, and by which acts. */
export interface Affected {
  readonly what: string;
  readonly acts: readonly string[];
}

export interface Consequences {
  readonly goesOn: readonly Affected[];
  readonly waits: readonly (Affected & { readonly promise: string })[];
}

const TITLES: Readonly<Partial<Record<Dependency, string>>> = {
  engine: '办理引擎',
  'case-worker': '办件进程',
  'run-worker': '批处理进程',
};

export function dependencyTitle(dependency: Dependency): string {
  return TITLES[dependency] ?? systemTitle(dependency);
}

const DOWN: Readonly<Record<Dependency, string>> = {
  engine: '没有应答，业务暂时不能推进',
  'case-worker': '没有在工作，业务暂时不能推进',
  national: '多次没有可用的答复，已暂停查询，下一次查询时会先试探是否恢复',
  identity: '多次没有可用的答复，已暂停查询，下一次查询时会先试探是否恢复',
  notices: '多次没有可用的答复，通知暂时发不出去',
  bank: '多次没有可用的答复，扣款、付款和对账暂停',
  'run-worker': '没有在工作，通知和留痕封存推迟',
};

/** @param since when it began (ms); null: nobody knows */
export function degradedSentence(
  dependency: Dependency,
  state: 'down' | 'slow',
  since: number | null,
): string {
  const from = since === null ? '' : `自${instantText(since)}起`;
  const how = state === 'slow' ? '答复较慢或不稳定，办理可能要多等一会儿' : DOWN[dependency];
  return `${dependencyTitle(dependency)}${from}${how}。`;
}

/**
 * @param nextAt when the held-back cases ask again by themselves (ms), if that is known
 * @param types the case types there are
 */
export function consequencesOf(
  dependency: Dependency,
  nextAt: number | null,
  types: Readonly<Record<string, CaseType>> = CASE_TYPES,
): Consequences {
  switch (dependency) {
    case 'national':
    case 'identity':
      return withoutSystem(dependency, nextAt, Object.values(types));
    case 'engine':
    case 'case-worker':
      return withoutEngine(Object.values(types));
    case 'notices':
      return { goesOn: [EVERYTHING], waits: [{ ...MESSAGES, promise: MESSAGES_PROMISE }] };
    case 'bank':
      return { goesOn: [EVERYTHING], waits: [BANK] };
    case 'run-worker':
      return {
        goesOn: [EVERYTHING],
        waits: [
          { ...MESSAGES, promise: MESSAGES_PROMISE },
          {
            what: '留痕的封存',
            acts: [],
            promise: '留痕已照常写入，恢复后按原次序补封，一条不缺。',
          },
        ],
      };
  }
}

const EVERYTHING: Affected = { what: '全部业务照常受理、办理、决定', acts: [] };
const MESSAGES: Affected = { what: '短信、应用消息和信函', acts: [] };
const MESSAGES_PROMISE = '恢复后自动补发，同一条不会发两次；须当场告知申请人的，可打印文书面交。';

const BANK = {
  what: '委托扣款、付款和对账',
  acts: [],
  promise:
    '恢复后先按编号查明已发出的指令，再补发银行确认没有收到的；同一笔不会扣两次，也不会付两次。',
} as const;

/** What moves no case and goes through the database alone. */
const DESK: Affected = {
  what: '查询和不推进业务的事项',
  acts: [
    '查看业务和留痕',
    '领取、退回和指派待办',
    '添加备注',
    '上传材料',
    '办前预检',
    '保存草稿',
    '测算最早日期',
    '打印文书',
  ],
};

function withoutEngine(types: readonly CaseType[]): Consequences {
  return {
    goesOn: [DESK],
    waits: types.map((type) => ({
      what: `${type.title}：发起和各项操作`,
      acts: Object.values(type.actions).map(({ title }) => title),
      promise:
        '提交后如提示结果不确定，恢复后以同一请求重试即得到结果，不会重复办理；在办业务一件不丢，恢复后自动继续；各项期限照常计算。',
    })),
  };
}

function withoutSystem(
  system: CheckSystem,
  nextAt: number | null,
  types: readonly CaseType[],
): Consequences {
  const affected = types.filter((type) => stagesAsking(type, system).length > 0);
  const untouched = types.filter((type) => !affected.includes(type));
  return {
    goesOn: [
      ...affected.flatMap((type) => goingOn(type, system)),
      ...untouched.map(({ title }) => ({ what: `${title}：全部照常`, acts: [] })),
    ],
    waits: affected.map((type) => waiting(type, system, nextAt)),
  };
}

/** Titles of the stages in which the type asks the system. */
function stagesAsking({ stages }: CaseType, system: CheckSystem): readonly string[] {
  return Object.keys(stages).filter((at) => stages[at]?.asks?.includes(system) === true);
}

function goingOn(type: CaseType, system: CheckSystem): readonly Affected[] {
  const asking = new Set(stagesAsking(type, system));
  const acts = Object.values(type.actions).filter(({ asksAgain }) => asksAgain !== true);
  const leads = ({ leadsTo }: (typeof acts)[number]) =>
    leadsTo !== undefined && asking.has(leadsTo);
  const titles = (some: typeof acts) => some.map(({ title }) => title);
  const unaffected = titles(acts.filter((act) => !leads(act)));
  return [
    {
      what: `${type.title}：可以受理并登记；已有结果仍在有效期内的当场继续，须查询的排队等候`,
      acts: ['发起', ...titles(acts.filter(leads))],
    },
    ...(unaffected.length > 0 ? [{ what: `${type.title}：照常办理`, acts: unaffected }] : []),
  ];
}

function waiting(
  type: CaseType,
  system: CheckSystem,
  nextAt: number | null,
): Consequences['waits'][number] {
  const stages = stagesAsking(type, system).map((at) => type.stages[at]?.title ?? at);
  const next = nextAt === null ? '' : `未恢复的，下一次自动查询在${instantText(nextAt)}；`;
  return {
    what: `${type.title}：${listText(stages)}的业务等${systemTitle(system)}的答复`,
    acts: Object.values(type.actions)
      .filter(({ asksAgain }) => asksAgain === true)
      .map(({ title }) => title),
    promise: `恢复后自动继续，不用重新提交；${next}没有答复就不作决定，各项期限照常计算。`,
  };
}
