/**
 * Whether the end of a wait can be moved, and by whom. A due date of a task is the center's own and
 * moves with a reason; what a case waits for ends by law, by what the applicant was told on paper,
 * or by an act of the case: a timer of its workflow runs to that very instant.
 */
import { isWaitKind, WAITS } from './wording-waits.ts';

export interface WaitMove {
  /** The act of the case that moves it; null: nothing does. */
  readonly action: string | null;
  readonly words: string;
}

const WHY: Readonly<Record<string, WaitMove>> = {
  parked: {
    action: 'wait-until',
    words: '用“约定时间再试”改到另一个时间，系统届时自动再查。',
  },
  'outside-retry': {
    action: null,
    words: '查询时限由系统设定，到时自动转主管处理，不能改。',
  },
};

/** Why the end of a wait stays as it is, or which act moves it. */
export function whyWaitStays(kind: string): WaitMove {
  const known = WHY[kind];
  if (known) return known;
  const ends = isWaitKind(kind) && WAITS[kind].endedBy.includes('clock');
  return {
    action: null,
    words: ends
      ? '期限依规定起算并已书面告知申请人，不能改。'
      : '没有固定的截止时间，由办理人办结即可。',
  };
}
