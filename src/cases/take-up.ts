/**
 * Going on with an account that is here already (单位转灵活, 恢复缴存): what both types share with each other
 * and with the opening; who may do what is the opening's own table.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（十四）
 */
import { accountOpening, type OpeningAction, type OpeningStage } from './account-opening.ts';
import type { CaseType, Course, StagePlace, StageSpec } from './case.ts';

/** Stages in which an account is taken up as one is opened. */
type Shared = Exclude<OpeningStage, 'opening' | 'opened' | 'to convert'>;
export type ResumptionStage = Shared | 'taking up' | 'taken up';
export type TakeUpStage = ResumptionStage | 'awaiting unit';

export const CHECKS = ['identity', 'national'] as const;

/** What both say the same way, and what each has to name. */
interface Named {
  /** 转换, 恢复缴存 */
  readonly act: string;
  readonly refused: string;
  readonly done: string;
}

export function takeUpStages({ act, refused, done }: Named): Record<ResumptionStage, StageSpec> {
  const {
    opening: _opening,
    opened: _opened,
    'to convert': _convert,
    ...shared
  } = accountOpening.stages;
  return {
    ...shared,
    'taking up': { title: `${act}处理中`, state: 'running', asks: CHECKS },
    'taken up': { title: done, state: 'ended', final: true },
    refused: { title: refused, state: 'waiting' },
    'finally refused': { title: `${refused}（已期满）`, state: 'ended', final: true },
  };
}

type Places = Readonly<Record<ResumptionStage, StagePlace>>;

export function takeUpPlaces({ act, refused }: Named): Places {
  const {
    opening: _opening,
    opened: _opened,
    'to convert': _convert,
    ...shared
  } = accountOpening.course.stages;
  const again = `申请人工复议的期限已过，决定为最终结果；情况变化后可以重新申请。`;
  return {
    ...shared,
    'needs attention': {
      step: '核查',
      now: '外部系统多次查询没有可用的答复，由主管处理；取得完整答复前不会继续。',
    },
    'awaiting signature': {
      step: '签协议',
      now: `审核已通过，等申请人在期限内签署缴存使用协议；首期月份和连续缴存情况已写明在协议中，签署后即${act}。`,
    },
    'taking up': {
      step: act,
      now: '协议已签署，正在确认核查结果并办理，一般几秒钟内完成。',
    },
    'taken up': {
      step: act,
      now: '原账号继续使用，缴存使用协议已生效，可以打印通知书。',
    },
    refused: {
      step: '核查',
      now: `已决定${refused}，理由和办法见决定书；申请人可以在期限内申请人工复议。`,
      reasons: true,
    },
    'finally refused': { step: '核查', now: again, reasons: true },
  };
}

export function takeUpCourse<Stage extends string>(
  act: string,
  stages: Readonly<Record<Stage, StagePlace>>,
): Course<Stage> {
  return { steps: ['受理', '核查', '签协议', act], stages };
}

export function takeUpActions(): CaseType<TakeUpStage, OpeningAction>['actions'] {
  const leadsTo = (action: OpeningAction, to: string) => ({
    ...accountOpening.actions[action],
    leadsTo: to,
  });
  return {
    ...accountOpening.actions,
    withdraw: {
      ...accountOpening.actions.withdraw,
      preview: '业务终止，账户保持原状，已签约定作废，可重新申请。',
    },
    sign: leadsTo('sign', 'taking up'),
  };
}

export function takeUpPermits(): CaseType<ResumptionStage, OpeningAction>['permits'] {
  const { opening, opened: _opened, 'to convert': _convert, ...shared } = accountOpening.permits;
  return { ...shared, 'taking up': opening, 'taken up': {} };
}
