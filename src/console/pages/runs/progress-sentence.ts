/** How fast a run is and how long it still takes, in a sentence. */

interface Progress {
  /** Items, to one decimal. */
  readonly perSecond: number;
  /** Null: nothing has come back yet. */
  readonly remainingSeconds: number | null;
}

/** Above it, minutes are told. */
const SECONDS_TOLD_MAX = 90;
const HOUR_MINUTES = 60;

/** @param progress null: the run does not work, and nothing is told */
export function progressSentence(progress: Progress | null): string {
  if (progress === null) return '';
  const { perSecond, remainingSeconds } = progress;
  if (remainingSeconds === null) return '等待回报。';
  // Less than one in twenty seconds rounds to none a second: it says so, and not that it stands.
  const rate = perSecond === 0 ? '每秒不到0.1项' : `每秒约${perSecond}项`;
  return `${rate}，约还需${durationOf(remainingSeconds)}。`;
}

function durationOf(seconds: number): string {
  if (seconds < SECONDS_TOLD_MAX) return `${seconds}秒`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < HOUR_MINUTES) return `${minutes}分钟`;
  const [hours, rest] = [Math.floor(minutes / HOUR_MINUTES), minutes % HOUR_MINUTES];
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`;
}
