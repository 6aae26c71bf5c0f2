/**
 * An irregularity (异常核查), as its course in time: found by the legality sweep, examined by a
 * supervisor, confirmed by another one; over at once when the books no longer show it.
 *
 * @source 住房公积金管理条例 第四十一条; 通知（征求意见稿）（五）（十四）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { irregularity as caseType } from '../src/cases/irregularity.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import type { IrregularityApplication } from '../src/forms/irregularity.ts';
import { openDesk } from './engine/desk.ts';
import { answered, begin, confirm, goneOrNull, recheck, returned } from './irregularity/answer.ts';
import type { ActOf, IrregularityDesk } from './irregularity/state.ts';

const news = defineSignal(NEWS);

export async function irregularity(start: CaseStart): Promise<string> {
  const desk: IrregularityDesk = openDesk(caseType, start);
  desk.onSubmit<IrregularityApplication>((submission) => begin(desk, submission));
  desk.onAction('explain', (act: ActOf<'explain'>) => answered(desk, 'explained', act));
  desk.onAction('mend', (act: ActOf<'mend'>) => answered(desk, 'mended', act));
  desk.onAction('confirm', (act: ActOf<'confirm'>) => confirm(desk, act));
  desk.onAction('return', (act: ActOf<'return'>) => returned(desk, act));
  desk.onAction('recheck', () => recheck(desk));
  setHandler(news, async () => {
    if (desk.version() === 0 || caseType.stages[desk.stage()].final) return;
    await desk.advance(() => goneOrNull(desk), null);
  });
  return desk.run(async () => {
    await desk.changed(desk.version(), null);
  });
}
