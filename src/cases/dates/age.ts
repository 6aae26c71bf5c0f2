/** Joining by age, until retirement, and retirement itself (clause 1). */
import { addDays, addMonths, monthOf, type PlainDate } from '../../domain/calendar.ts';
import { baseFits, type RetirementBase } from '../../domain/vocabulary.ts';
import { decide, type Decision } from '../../policy/decision.ts';
import {
  ELIGIBILITY,
  ELIGIBILITY_REASONS,
  LEGAL_AGES,
  reachesAgeOn,
} from '../../policy/eligibility.ts';
import { retirementOf, RETIREMENT_PACE, type Retirement } from '../../policy/retirement.ts';
import { dayText, monthText } from '../wording.ts';
import { countOf, figureOf, type Counted, type DatesFacts } from './facts.ts';
import { leftText, milestone, reading, step, type Milestone, type Step } from './milestone.ts';

/** From when to when a person without an account may join. */
export function joiningDates(facts: DatesFacts): readonly Milestone[] {
  const { on, account, person } = facts;
  const { bornOn, drawsPension = false, documentType } = person;
  if (account !== null || bornOn === null) return [];
  if (documentType === 'passport') return [passportOnly(on)];
  if (drawsPension) return [pensioner(on)];
  const retirement = retirementIn(facts);
  if (retirement !== null && retirement.retiresOn <= on) return [retired(on, retirement)];
  const { ageMin, ageOwnIncomeMin } = LEGAL_AGES;
  const full = countOf(facts, 'age-min', ageMin);
  const own = countOf(facts, 'age-own-income-min', ageOwnIncomeMin);
  const younger = own.value < full.value && on < reachesAgeOn(bornOn, full.value);
  return [
    ...(younger ? [ofAge(on, bornOn, { ...own, own: true, ownAge: own.value })] : []),
    ofAge(on, bornOn, { ...full, own: false, ownAge: younger ? own.value : null }),
    ...(retirement === null ? [] : [joinUntil(on, retirement)]),
  ];
}

/** The day a person reaches the statutory age; nothing without birth date or sex. */
export function retirementDates(facts: DatesFacts): readonly Milestone[] {
  const retirement = retirementIn(facts);
  if (retirement === null) return [];
  const { on } = facts;
  const { retiresOn } = retirement;
  return [
    milestone(on, {
      what: 'retirement',
      kind: 'from',
      on: retiresOn,
      sentence:
        retiresOn <= on
          ? `已于${dayText(retiresOn)}达到法定退休年龄，可以按退休提取；不再缴存。`
          : `${dayText(retiresOn)}达到法定退休年龄，${leftText(on, retiresOn)}；自当日起可以按退休提取，不再缴存。`,
      steps: retirement.steps,
      advice:
        '可以提前的办法：无。弹性提前退休不改变法定退休年龄；已领取基本养老金的，视为已退休。',
      readings: [
        reading('retirement-day'),
        reading('elastic-retirement'),
        ...(retirement.byFigure ? [reading('female-base', retirement.source)] : []),
      ],
      otherwise: retirement.otherwise,
      decisions: [retirement.decision],
    }),
  ];
}

interface AgeOf extends Counted {
  /** For those with an income of their own. */
  readonly own: boolean;
  /** Their age, where it opens a way that is earlier; null: it does not. */
  readonly ownAge: number | null;
}

function ofAge(today: PlainDate, bornOn: PlainDate, asked: AgeOf): Milestone {
  const { value: age, source, own } = asked;
  const on = reachesAgeOn(bornOn, age);
  const clipped = on.slice(8) !== bornOn.slice(8);
  const who = own ? '以自己的劳动收入为主要生活来源的，' : '';
  return milestone(today, {
    what: own ? 'join-own-income' : 'join',
    kind: 'from',
    on,
    sentence:
      on <= today
        ? `${who}已年满${String(age)}周岁，随时可以申请开户。`
        : `${dayText(on)}年满${String(age)}周岁，${leftText(today, on)}；${who}自当日起可以申请开户。`,
    steps: [
      step(
        `满${String(age)}周岁之日为${dayText(on)}（${
          clipped ? '当年2月没有29日，取月末日' : '生日当日'
        }）`,
        { on, clause: own ? 'civil-code-18' : 'liaoning-1', source },
      ),
      step(
        own ? '自当日起可以申请，须提供本人劳动收入材料' : '自当日起可以申请，不必提供收入材料',
        { clause: 'liaoning-1' },
      ),
    ],
    advice: `可以提前的办法：${earlier(on <= today, asked)}`,
    readings: clipped ? [reading('birthday-february')] : [],
    decisions: [ageDecision(bornOn, age, on)],
  });
}

function earlier(reached: boolean, { own, ownAge }: AgeOf): string {
  if (own || (!reached && ownAge === null)) return '无。';
  if (reached) return '随时可以办理。';
  return `年满${String(ownAge)}周岁并以自己的劳动收入为主要生活来源的，凭收入材料申请。`;
}

/** The part of the rule that the day rests on; the whole of it is asked at acceptance. */
function ageDecision(bornOn: PlainDate, age: number, on: PlainDate): Decision<object> {
  const condition = {
    condition: 'age',
    label: `年满${String(age)}周岁`,
    inputs: { bornOn, age },
    value: on,
    clause: 'civil-code-202' as const,
  };
  return decide(ELIGIBILITY, {}, [condition], ['liaoning-1']);
}

function joinUntil(today: PlainDate, { retiresOn, steps, decision }: Retired): Milestone {
  const on = addDays(retiresOn, -1);
  return milestone(today, {
    what: 'join-until',
    kind: 'until',
    on,
    sentence: `${dayText(on)}及以前可以申请并启用账户，${leftText(today, on)}；次日达到法定退休年龄。`,
    steps: [
      ...steps,
      step(`前一日${dayText(on)}为可以申请并启用账户的最后一日`, { on, clause: 'liaoning-1' }),
    ],
    advice: '受理之日和启用之日都须未达到法定退休年龄，请留出办理的时间。',
    readings: [reading('retirement-day'), reading('elastic-retirement')],
    decisions: [decision],
  });
}

function retired(today: PlainDate, { retiresOn, steps, decision }: Retired): Milestone {
  return milestone(today, {
    what: 'join',
    kind: 'from',
    on: null,
    barred: true,
    sentence: `已于${dayText(retiresOn)}达到法定退休年龄，不能参加。`,
    steps,
    advice: '如对出生日期或者原法定退休年龄有异议，可以提供养老保险记录申请人工核对。',
    readings: [reading('retirement-day'), reading('elastic-retirement')],
    decisions: [decision],
  });
}

/** A foreigner joins by the card of permanent residence (clause 1): a passport alone is not enough. */
function passportOnly(today: PlainDate): Milestone {
  const { text, remedy, clause } = ELIGIBILITY_REASONS['document-not-accepted'];
  return milestone(today, {
    what: 'join',
    kind: 'from',
    on: null,
    barred: true,
    sentence: `目前不能参加：${text}`,
    steps: [step(text.replace(/。$/, ''), { clause })],
    advice: `${remedy}取得上述证件后，按年龄和退休的规定随时可以申请。`,
  });
}

function pensioner(today: PlainDate): Milestone {
  return milestone(today, {
    what: 'join',
    kind: 'from',
    on: null,
    barred: true,
    sentence: '已领取基本养老金，视为已退休，不能参加。',
    steps: [step('已领取基本养老金的，视为已退休', { clause: 'liaoning-1' })],
    advice: '如并未领取养老金，可以提供社会保险经办机构的证明申请人工核对。',
    readings: [reading('elastic-retirement')],
  });
}

export interface Retired {
  readonly retiresOn: PlainDate;
  readonly steps: readonly Step[];
  readonly decision: Decision<Retirement>;
  /** The base is the center's, not the person's own. */
  readonly byFigure: boolean;
  readonly source: string | null;
  readonly otherwise: Milestone['otherwise'];
}

/** Retirement with its reckoning; null without birth date or sex. */
export function retirementIn(facts: DatesFacts): Retired | null {
  const { bornOn, sex, retirementBase } = facts.person;
  if (bornOn === null || sex === null) return null;
  const own = retirementBase !== undefined && baseFits(sex, retirementBase);
  const figure = sex === 'F' && !own ? figureOf(facts, 'retirement-base-female') : null;
  const base = own ? retirementBase : sex === 'M' ? 60 : figure?.value === '50' ? 50 : 55;
  const decision = retirementOf({ bornOn, sex, base });
  const source = figure?.document ?? null;
  const other = base === 55 ? 50 : 55;
  return {
    retiresOn: decision.retiresOn,
    steps: retirementSteps(bornOn, base, { ...decision, source }),
    decision,
    byFigure: sex === 'F' && !own,
    source,
    otherwise:
      sex === 'F' && !own
        ? [
            {
              text: `本人养老保险记录载明原法定退休年龄为${String(other)}周岁的`,
              on: retirementOf({ bornOn, sex, base: other }).retiresOn,
            },
          ]
        : [],
  };
}

function retirementSteps(
  bornOn: PlainDate,
  base: RetirementBase,
  { delayMonths, retiresOn, source }: Retirement & { readonly source: string | null },
): readonly Step[] {
  const { step: pace, max } = RETIREMENT_PACE[base];
  const reached = monthText(monthOf(addMonths(bornOn, base * 12)));
  const clause = 'retirement-1' as const;
  const years = base + Math.floor(delayMonths / 12);
  const months = delayMonths % 12;
  const age = `${String(years)}周岁${months === 0 ? '' : `${String(months)}个月`}`;
  const clipped = retiresOn.slice(8) !== bornOn.slice(8);
  const last = `${dayText(retiresOn)}达到（${clipped ? '该月没有生日这一日，取月末日' : '该月的生日当日'}）`;
  return [
    step(`原法定退休年龄${String(base)}周岁，${reached}年满`, { clause, source }),
    delayMonths === 0
      ? step('在2025年1月以前，不延迟', { clause })
      : step(
          `自2025年1月起每${String(pace)}个月延迟1个月，延迟${String(delayMonths)}个月${
            delayMonths === max ? '（已到上限）' : ''
          }，法定退休年龄为${age}`,
          { clause },
        ),
    step(last, { on: retiresOn, clause }),
  ];
}
