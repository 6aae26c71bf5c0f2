/** Withdrawals (clause 7, article 24): for each case of the law from which day, up to how much, with what. */
import type { PlainDate } from '../../domain/calendar.ts';
import { WITHDRAWAL_REASONS, type WithdrawalReason } from '../../domain/vocabulary.ts';
import type { FigureName } from '../../policy/figures.ts';
import { regulationOn } from '../../policy/statutory-deadline.ts';
import { casesOf, WITHDRAWAL_CASES } from '../../policy/withdrawal-reasons.ts';
import type { WithdrawalRefusal } from '../../policy/withdrawal.ts';
import { WITHDRAWAL_REFUSAL_WORDS } from '../../policy/withdrawal-refusals.ts';
import type { WithdrawalFigures } from '../../policy/withdrawal-terms.ts';
import { closingText, withdrawalGapNames, withdrawalReasonText } from '../wording-withdrawals.ts';
import { dayText, listText } from '../wording.ts';
import { retirementIn } from './age.ts';
import { drawingFigures, drawingOf, type Drawing, type DrawingAsked } from './drawing.ts';
import { figureOf, type DatesFacts } from './facts.ts';
import { leftText, milestone, step, type Draft, type Milestone, type Step } from './milestone.ts';

/** Every case of article 24, in the order of its items; nothing where the center has no figures for it. */
export function withdrawingDates(facts: DatesFacts): readonly Milestone[] {
  const { account } = facts;
  const figures = drawingFigures(facts);
  if (account === null || figures === null) return [];
  const retiresOn = retirementIn(facts)?.retiresOn ?? null;
  const asked: DrawingAsked = { facts, account, figures, retiresOn };
  return inOrder().map((reason) => oneCase(asked, drawingOf(asked, reason)));
}

/** By the newest text: whoever asks before it is told from when a case of it may be applied for. */
function inOrder(): readonly WithdrawalReason[] {
  const known = casesOf('2026');
  return [...known, ...WITHDRAWAL_REASONS.filter((reason) => !known.includes(reason))];
}

function oneCase(asked: DrawingAsked, drawing: Drawing): Milestone {
  const { facts, account } = asked;
  const { reason, lasting, now } = drawing;
  const common = {
    what: `withdraw-${reason}`,
    kind: 'from',
    account: account.account,
    // The clauses of its steps: the rule looks at more than what stands in the way here.
    decisions: [{ ...now, clauses: [] }],
  } as const;
  if (lasting.length > 0) return milestone(facts.on, { ...common, ...barred(asked, drawing) });
  if (reason === 'retirement') {
    return milestone(facts.on, { ...common, ...retiring(asked, drawing) });
  }
  return milestone(facts.on, { ...common, ...open(asked, drawing) });
}

type Words = Pick<Draft, 'on' | 'barred' | 'sentence' | 'steps' | 'advice' | 'otherwise'>;

function open(asked: DrawingAsked, drawing: Drawing): Words {
  const { on: today } = asked.facts;
  const { on, now } = drawing;
  const from = on ?? today;
  const limit = limitText(asked, drawing.reason, from);
  return {
    on,
    sentence:
      from <= today
        ? `现在就可以申请，${limit}。`
        : `${dayText(from)}起可以申请，${leftText(today, from)}；${limit}。`,
    steps: [
      item(asked, drawing),
      ...conditions(asked, drawing),
      limitStep(asked, drawing.reason, from),
      ...closingSteps(drawing.reason, from),
    ],
    advice: `须带：${bring(drawing)}；不须单位出具证明。${
      now.toConfirm.includes('loan-overdue-unknown')
        ? '有未结清的贷款，由另一人核实没有逾期后办理。'
        : ''
    }`,
  };
}

/** Retired by age without a certificate; earlier with one. */
function retiring(asked: DrawingAsked, drawing: Drawing): Words {
  const { facts, retiresOn } = asked;
  const early = drawing.on ?? facts.on;
  if (retiresOn === null) {
    const whole = wholeText(facts.on);
    return {
      on: null,
      sentence: `达到法定退休年龄之日起${whole}；已办理退休的，凭退休证明即可申请。`,
      steps: [item(asked, drawing), ...closingSteps(drawing.reason, facts.on)],
      advice: '告知出生日期和性别，即可测算法定退休年龄之日。',
    };
  }
  const on = early > facts.on && early > retiresOn ? early : retiresOn;
  const from = on > facts.on ? on : facts.on;
  const whole = wholeText(from);
  return {
    on,
    sentence:
      on <= facts.on
        ? `现在就可以申请，${whole}，不须退休证明。`
        : `${dayText(on)}起${whole}，不须退休证明，${leftText(facts.on, on)}。`,
    steps: [
      item(asked, drawing),
      step(`${dayText(retiresOn)}达到法定退休年龄`, { on: retiresOn, clause: 'retirement-1' }),
      ...conditions(asked, drawing),
      ...closingSteps(drawing.reason, from),
    ],
    advice:
      on <= facts.on
        ? '须带：身份证件；不须单位出具证明。'
        : `可以提前的办法：已经办理退休手续的，凭退休证明${
            early <= facts.on ? '现在' : `自${dayText(early)}起`
          }就可以申请。`,
  };
}

/** What no waiting ends, what to do about it, and the day that would follow without it. */
function barred(asked: DrawingAsked, drawing: Drawing): Words {
  const { otherwiseOn } = drawing;
  const isEmpty = drawing.lasting.some(({ code }) => code === 'nothing-to-withdraw');
  // Of an empty account nothing more is said about amounts.
  const lasting = drawing.lasting.filter(({ code }) => !isEmpty || code !== 'amount-above-balance');
  const texts = lasting.map(told);
  return {
    on: null,
    barred: true,
    sentence: `目前不能申请：${listText(texts)}。`,
    steps: [
      item(asked, drawing),
      ...lasting.map((one, n) => step(texts[n] ?? '', { clause: one.clause })),
    ],
    advice: lasting.map(({ code }) => WITHDRAWAL_REFUSAL_WORDS[code].remedy).join(''),
    otherwise: [
      ...(otherwiseOn === null ? [] : [{ text: '上述情形消除后，最早可以申请', on: otherwiseOn }]),
      ...(drawing.withoutClosing
        ? [{ text: '不注销账户、只提取的，最早可以申请', on: asked.facts.on }]
        : []),
    ],
  };
}

/** Why not, without the amount that nobody has stated yet. */
function told(reason: WithdrawalRefusal): string {
  return reason.code === 'nothing-to-withdraw'
    ? '账户没有可以提取的余额'
    : withdrawalReasonText(reason).replace(/。$/, '');
}

/** The item of the law under the text of the day. */
function item({ facts }: DrawingAsked, { reason, on }: Drawing): Step {
  const { title, item: items } = WITHDRAWAL_CASES[reason];
  const number = items[regulationOn(on ?? facts.on)];
  const of = number === null ? '' : `第（${CHINESE[number - 1] ?? String(number)}）项`;
  return step(`《住房公积金管理条例》第二十四条${of}：${title}`, { clause: 'regulation-24' });
}

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** The step of the rule says it, with its figure. */
const SAID_BY_RULE: readonly string[] = ['contributed-too-short', 'withdrawn-too-soon'];

/** What has to be waited for, and what is fulfilled already, as the rule looked at it. */
function conditions(asked: DrawingAsked, { reason, now }: Drawing): readonly Step[] {
  const waited = now.reasons
    .filter(({ code }) => !SAID_BY_RULE.includes(code))
    .map((one) =>
      step(withdrawalReasonText(one).replace(/。$/, ''), {
        on: one.earliestOn,
        clause: one.clause,
      }),
    );
  return [...waited, ...ruleSteps(asked, reason)];
}

function ruleSteps({ facts, figures }: DrawingAsked, reason: WithdrawalReason): readonly Step[] {
  const { gap, window } = WITHDRAWAL_CASES[reason];
  const { continuous = null, earlier = [] } = facts.drawing ?? {};
  const source = (name: FigureName) => figureOf(facts, name)?.document ?? null;
  const every = gap === null ? 0 : (figures.gaps[gap] ?? 0);
  const days = earlier.filter((one) => one.reason === reason).map(({ on }) => on);
  const last = [...days].sort().at(-1);
  const clause = 'liaoning-7' as const;
  return [
    ...(reason === 'rent' && figures.rentMonthsMin > 0
      ? [
          step(
            `须连续缴存满${String(figures.rentMonthsMin)}个月${
              continuous === null ? '' : `，已连续缴存${String(continuous)}个月`
            }`,
            { clause, source: source('rent-months-min') },
          ),
        ]
      : []),
    ...(gap !== null && every > 0
      ? [
          step(
            `每${String(every)}个月可以提取一次${
              last === undefined ? '，还没有提取过' : `，上次为${dayText(last)}`
            }`,
            { clause, source: source(gap) },
          ),
        ]
      : []),
    ...(window
      ? [
          step(`支出后${String(figures.expenseWindow)}个月内申请`, {
            clause,
            source: source('housing-expense-window'),
          }),
        ]
      : []),
  ];
}

/** 应当、可以同时注销账户: by the text of the day. */
function wholeText(on: PlainDate): string {
  return regulationOn(on) === '2019'
    ? '可以提取全部余额，应当同时销户'
    : '可以提取全部余额并同时销户';
}

/** What becomes of the account, in the words of the case itself. */
function closingSteps(reason: WithdrawalReason, on: PlainDate): readonly Step[] {
  if (!WITHDRAWAL_CASES[reason].closing) return [];
  const clause = 'regulation-24' as const;
  const chosen = '申请时可以声明不注销账户、只提取，不声明的同时注销';
  return [
    step(closingText(true, on), { clause }),
    ...(regulationOn(on) === '2019' ? [] : [step(chosen, { clause })]),
  ];
}

function limitText({ figures }: DrawingAsked, reason: WithdrawalReason, on: PlainDate): string {
  const { limit } = WITHDRAWAL_CASES[reason];
  if (limit === 'balance') return wholeText(on);
  return `不超过${LIMITS[limit](figures)}和账户余额`;
}

type LimitKind = (typeof WITHDRAWAL_CASES)[WithdrawalReason]['limit'];

const LIMITS: Readonly<Record<LimitKind, (figures: WithdrawalFigures) => string>> = {
  balance: () => '账户余额',
  expense: () => '实际支出',
  rent: ({ rentCaps }) =>
    `实际房租、每月限额（单身${rentCaps.single}元，已婚${rentCaps.married}元，租赁备案的已婚家庭${rentCaps.registered}元）`,
  'property-fee': ({ propertyFeeCap }) =>
    propertyFeeCap === null ? '实际支出' : `实际支出、每年限额${propertyFeeCap}元`,
  renovation: ({ renovationCap }) =>
    renovationCap === null ? '实际支出' : `实际支出、限额${renovationCap}元`,
};

const CAPPED: Readonly<Record<string, FigureName>> = {
  rent: 'rent-cap-single',
  'property-fee': 'property-fee-cap',
  renovation: 'renovation-cap',
};

function limitStep(asked: DrawingAsked, reason: WithdrawalReason, on: PlainDate): Step {
  const name = CAPPED[WITHDRAWAL_CASES[reason].limit];
  const source = name === undefined ? null : (figureOf(asked.facts, name)?.document ?? null);
  return step(limitText(asked, reason, on), { clause: 'liaoning-7', source });
}

/** The materials as the rule asks for them, those of married people as such. */
function bring({ reason, now }: Drawing): string {
  const names = withdrawalGapNames(now.facts.stated.materials);
  return reason === 'rent' ? `${names}；已婚的另带结婚证` : names;
}
