/** A run as the command line shows it. */
import { field, items, moment, text } from './answers.ts';
import { card as cardOf, section } from './grid.ts';

export function runCard(body: unknown): string {
  const by = (name: string) => text(body, name);
  const count = (name: string) => text(body, 'counts', name);
  const actions = items(body, 'actions').filter((one) => field(one, 'permitted') === true);
  return [
    cardOf([
      ['标识', by('id')],
      ['批处理', `${by('kindTitle')}：${by('note')}`],
      ['业务日期', by('businessOn')],
      ['状态', [by('stateTitle'), by('brakeText')].filter(Boolean).join('　')],
      ['名单', `应办 ${count('items')}，不办 ${count('excluded')}，剔除 ${count('struck')}`],
      ['金额（元）', by('amount')],
      ['名单摘要', by('digest')],
      ['已办', `${count('done')}（${by('doneAmount')}元），被拒 ${count('refused')}`],
      ['失败', count('failed')],
      ['待回报', count('sent')],
      ['发起', `${by('startedByName')} ${moment(body, 'startedAt')}`],
      ['批准', by('approvedByName') && `${by('approvedByName')} ${moment(body, 'approvedAt')}`],
      ['结束', moment(body, 'endedAt')],
      ['结果', by('resultText')],
    ]),
    section('可做的操作', actions.map((one) => `· ${text(one, 'title')}\n`).join('')),
  ].join('');
}
