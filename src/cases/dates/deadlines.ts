/** Deadlines that run: what is under way in a case, and until when an answer may be used. */
import { addDays, daysBetween } from '../../domain/calendar.ts';
import type { ClauseKey } from '../../policy/clauses.ts';
import type { FigureName } from '../../policy/figures.ts';
import { dayText } from '../wording.ts';
import { countOf, type DatesFacts, type DeadlineCode, type DeadlineFacts } from './facts.ts';
import { leftText, milestone, reading, step, type Milestone, type Step } from './milestone.ts';
import type { ReadingId } from './readings.ts';

interface DeadlineWords {
  /** What began on the day that is not counted. */
  readonly begun: string;
  readonly figure: FigureName;
  readonly unit: '日' | '个工作日';
  /** What the last day means. */
  readonly last: string;
  /** What happens when it passes. */
  readonly after: string;
  readonly advice: string;
  readonly clause: ClauseKey;
  readonly reading: ReadingId | null;
}

const DEADLINES: Readonly<Record<DeadlineCode, DeadlineWords>> = {
  supplement: {
    begun: '告知补正',
    figure: 'supplement',
    unit: '日',
    last: '当日24时前补齐有效',
    after: '逾期未补正的，本次申请终止，可以重新申请。',
    advice: '可以提前的办法：一次补齐所列材料，当场即可受理。',
    clause: 'liaoning-1',
    reading: 'calendar-days',
  },
  promise: {
    begun: '受理',
    figure: 'opening-promise',
    unit: '个工作日',
    last: '中心承诺最迟当日办结',
    after: '逾期的，由主管督办；等待申请人的时间不算中心超期。',
    advice: '可以提前的办法：材料齐全、核查及时答复的，当场即可办结。',
    clause: 'liaoning-12',
    reading: null,
  },
  'seal-elsewhere': {
    begun: '告知等待外地账户封存',
    figure: 'seal-wait',
    unit: '日',
    last: '当日24时前查得已封存有效',
    after: '逾期仍未封存的，不予开户；封存以后可以重新申请。',
    advice: '可以提前的办法：到账户所在地办理封存，办妥后要求立即重新核查。',
    clause: 'liaoning-14',
    reading: 'calendar-days',
  },
  recheck: {
    begun: '全国平台答复',
    figure: 'check-valid',
    unit: '日',
    last: '当日24时前仍可使用',
    after: '次日起启用账户须重新核查。',
    advice: '不必等待：随时可以重新核查。',
    clause: 'liaoning-14',
    reading: 'check-valid',
  },
  signing: {
    begun: '提供协议文本',
    figure: 'agreement-signing',
    unit: '日',
    last: '当日24时前签署有效',
    after: '逾期未签的，本次开户申请终止，可以重新申请。',
    advice: '可以提前的办法：签署协议即可开户。',
    clause: 'liaoning-2',
    reading: 'calendar-days',
  },
  'review-window': {
    begun: '作出决定',
    figure: 'review-request',
    unit: '日',
    last: '当日24时前申请有效',
    after: '逾期的，本件办结；仍可以依法申请行政复议或者提起诉讼，也可以重新申请开户。',
    advice: '不必等待：随时可以申请人工复议。',
    clause: 'liaoning-1',
    reading: 'calendar-days',
  },
};

/** How many days a deadline of that kind runs by the center's figures. */
export function deadlineDays(facts: DatesFacts, what: DeadlineCode): number {
  return countOf(facts, DEADLINES[what].figure, 0).value;
}

export function deadlineDates(facts: DatesFacts): readonly Milestone[] {
  return facts.deadlines.map((deadline) => deadlineOf(facts, deadline));
}

function deadlineOf(facts: DatesFacts, deadline: DeadlineFacts): Milestone {
  const { what, lastOn, caseNumber } = deadline;
  const { on } = facts;
  const words = DEADLINES[what];
  return milestone(on, {
    what,
    kind: 'until',
    on: lastOn,
    caseNumber,
    sentence:
      lastOn < on
        ? `期限已于${dayText(lastOn)}届满。${words.after}`
        : `最迟${dayText(lastOn)}（含当日），${leftText(on, lastOn)}。${words.after}`,
    steps: stepsOf(facts, deadline),
    advice: words.advice,
    readings: words.reading === null ? [] : [reading(words.reading)],
  });
}

function stepsOf(facts: DatesFacts, { what, begunOn, lastOn }: DeadlineFacts): readonly Step[] {
  const { begun, figure, unit, last, clause } = DEADLINES[what];
  const { value, source } = countOf(facts, figure, 0);
  const counted = unit === '个工作日' || daysBetween(begunOn, lastOn) === value;
  const period = `${value}${unit}`;
  return [
    step(`${dayText(begunOn)}${begun}（当日不计入）`, { on: begunOn, clause: 'civil-code-201' }),
    counted
      ? step(`期限${period}，最后一日${dayText(lastOn)}`, { on: lastOn, clause, source })
      : step(`登记的最后一日${dayText(lastOn)}`, { on: lastOn, clause }),
    step(last, { clause }),
    ...(what === 'recheck'
      ? [step(`次日${dayText(addDays(lastOn, 1))}起须重新核查`, { clause })]
      : []),
  ];
}
