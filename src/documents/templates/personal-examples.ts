/** Parameters of imaginary people for the papers of a change of personal data (信息变更). */
import { plainDate } from '../../domain/calendar.ts';
import type {
  PersonalAcceptedParams,
  PersonalChangedParams,
  PersonalEndedParams,
  PersonalHead,
  PersonalRefusedParams,
  PersonalSupplementParams,
  PersonalToldParams,
} from '../../cases/wording-documents.ts';

type Examples<Params> = readonly [Params, ...Params[]];

const head: PersonalHead = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市住房公积金归集管理办法》（某金管〔2026〕1号）',
  },
  caseNumber: 'J202611230001',
  business: '信息变更',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
  accountLast4: '0012',
  what: '姓名、手机号码',
};
const bare: PersonalHead = { ...head, center: { ...head.center, phone: null, address: null } };
const on = plainDate('2026-11-23');
const clause = {
  key: 'liaoning-11',
  title: '通知（征求意见稿）（十一）持续深化网办服务',
  text: '实现灵活就业人员住房公积金开户、缴存、提取、变更等高频业务全程网办、跨省通办。',
};

export const PERSONAL_ACCEPTED_EXAMPLES: Examples<PersonalAcceptedParams> = [
  {
    ...head,
    ...{ acceptedOn: on, promisedWorkingDays: 3, reviewed: true },
    promisedOn: plainDate('2026-11-26'),
  },
  { ...bare, ...{ acceptedOn: on, promisedWorkingDays: 3, reviewed: false, promisedOn: null } },
];

export const PERSONAL_SUPPLEMENT_EXAMPLES: Examples<PersonalSupplementParams> = [
  {
    ...head,
    ...{ toldOn: on, until: plainDate('2026-12-08') },
    missing: ['变更后的有效身份证件影像', '新旧证件属于同一人的材料'],
  },
];

export const PERSONAL_CHANGED_EXAMPLES: Examples<PersonalChangedParams> = [
  {
    ...head,
    ...{ changedOn: on, mandate: true, held: true, clauses: [clause] },
    changes: ['姓名：张＊ → 李＊', '手机号码：138****0123 → 139****0456'],
  },
  {
    ...bare,
    ...{ changedOn: on, mandate: false, held: false, clauses: [clause] },
    changes: ['手机号码：（未登记） → 139****0456'],
  },
];

export const PERSONAL_TOLD_EXAMPLES: Examples<PersonalToldParams> = [
  { ...head, changedOn: on },
  { ...bare, changedOn: on },
];

export const PERSONAL_REFUSED_EXAMPLES: Examples<PersonalRefusedParams> = [
  {
    ...head,
    decidedOn: on,
    reasons: [
      {
        code: 'personal-nothing-new',
        reason: '填写的内容与登记的相同，没有可以变更的。',
        remedy: '请核对要变更的内容。',
        clauses: [clause],
        earliestOn: null,
      },
    ],
    ways: { reconsiderationBody: '某市人民政府', court: '某区人民法院' },
  },
];

export const PERSONAL_ENDED_EXAMPLES: Examples<PersonalEndedParams> = [
  { ...head, endedOn: on, why: 'withdrawn' },
  { ...bare, endedOn: on, why: 'not-supplied' },
];
