/** 封存满半年 in steps: the day that is not counted, the last day, the first day after it. */
import { addDays, addMonths, lastDayOf, monthOf, type PlainDate } from '../../domain/calendar.ts';
import { dayText } from '../wording.ts';
import { step, type Step } from './milestone.ts';

const MONTHS = 6;

/**
 * The reckoning of the half year.
 *
 * @param what the thing that is sealed: 账户, 单位缴存部分
 */
export function halfYearSteps(what: string, sealedOn: PlainDate): readonly Step[] {
  const lastDayOn = addMonths(sealedOn, MONTHS);
  const opensOn = addDays(lastDayOn, 1);
  return [
    step(`${what}${dayText(sealedOn)}封存（当日不计入）`, {
      on: sealedOn,
      clause: 'civil-code-201',
    }),
    step(`满半年的最后一日${dayText(lastDayOn)}（${howFound(sealedOn, lastDayOn)}）`, {
      on: lastDayOn,
      clause: 'civil-code-202',
    }),
    step(`次日${dayText(opensOn)}起可以办理（遇休假日不顺延）`, {
      on: opensOn,
      clause: 'liaoning-7',
    }),
  ];
}

/** 8月31日加六个月，2月没有31日，取月末日. */
function howFound(sealedOn: PlainDate, lastDayOn: PlainDate): string {
  const day = Number(sealedOn.slice(8));
  const from = `${Number(sealedOn.slice(5, 7))}月${day}日加六个月`;
  if (Number(lastDayOn.slice(8)) !== day) {
    return `${from}，${Number(lastDayOn.slice(5, 7))}月没有${day}日，取月末日`;
  }
  const endOfMonth = sealedOn === lastDayOf(monthOf(sealedOn));
  const stays = endOfMonth && lastDayOn !== lastDayOf(monthOf(lastDayOn));
  return `${from}的对应日${stays ? '，不因封存日是月末而改为月末' : ''}`;
}
