/** 信息变更 as it is told to whoever asks: its steps, and for every stage where it stands. */
import type { Course } from './case.ts';
import { sentBackPlace } from './sent-back.ts';

export const personalChangeCourse = {
  steps: ['收件', '身份核验', '复核', '变更'],
  stages: {
    incomplete: { step: '收件', now: '材料还不齐全，请在期限内一次补齐；补齐以前不受理。' },
    checking: {
      step: '身份核验',
      now: '正在按变更后的姓名和证件向公安机关核验身份；没有答复以前不变更。',
    },
    'needs attention': {
      step: '身份核验',
      now: '身份核验暂时没有答复，系统会自动再次核验；没有答复以前不变更。',
    },
    'sent back': sentBackPlace('复核'),
    'in review': {
      step: '复核',
      now: '等另一名工作人员核对变更依据和证件；不须本人再办什么。',
    },
    'awaiting mandate': {
      step: '变更',
      now: '信息已经变更；扣款银行卡的户名还是原来的姓名，等本人到银行更名或者换卡后重新确认扣款授权。',
    },
    changed: { step: '变更', now: '信息已经变更，变更通知书已出具。' },
    refused: {
      step: '身份核验',
      now: '不予变更，理由和办法见决定书；登记的信息不变，条件具备后可以再次申请。',
      reasons: true,
    },
    lapsed: { step: '收件', now: '补正期限已过，业务终止；登记的信息不变，可以重新申请。' },
    withdrawn: { step: null, now: '申请已撤回，登记的信息不变；可以重新申请。' },
  },
} as const satisfies Course;
