/** Asking at the terminal before something is done; without one `--yes` has to say it. */
import { createInterface } from 'node:readline/promises';
import { badInput } from './failure.ts';

/** @throws a failure (badInput) when it was not confirmed: nothing was sent */
export async function confirm(title: string, preview: string): Promise<void> {
  if (!process.stdin.isTTY) throw badInput(`“${title}”须确认：${preview}`, '确认后加 --yes。');
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question(`${title}：${preview}\n确认请键入 yes：`);
  ask.close();
  if (answer.trim().toLowerCase() !== 'yes') throw badInput('没有确认，什么也没有办理。');
}
