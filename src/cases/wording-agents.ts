/** Words of acting by an agent (代理): form fields, choices, events, how it is said on papers and pages. */
import { AGENT_ACTS, type AgentAct, type AgentBusiness } from '../domain/vocabulary.ts';
import { day } from './wording-events-parts.ts';
import { listField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { listText } from './wording.ts';

const ACT_TITLES: Readonly<Record<AgentAct, string>> = {
  submit: '提交申请',
  supplement: '补正材料',
  sign: '签字',
  withdraw: '撤回申请',
  'receive-papers': '领取文书',
};

const BUSINESS_TITLES = {
  withdrawal: '提取',
  exit: '退出销户',
  'death-payout': '死亡提取',
  'contribution-change': '缴存变更',
  'agreement-change': '协议中止、终止',
} as const satisfies Record<AgentBusiness, string>;

/** What an agent may do, in words; the code when nobody wrote one. */
export function agentActTitle(code: string): string {
  const known = AGENT_ACTS.find((one) => one === code);
  return known === undefined ? code : ACT_TITLES[known];
}

export function agentActsText(codes: readonly string[]): string {
  return listText(codes.map(agentActTitle));
}

/** By place, as in wording-forms.ts. */
export const AGENT_FIELDS = {
  agent: {
    title: '代理人',
    help: '款项只付到本人名下的银行卡，代理人不能代收',
  },
  'agent.name': { title: '代理人姓名', help: '与证件一致；本中心工作人员不能代理' },
  'agent.document': { title: '代理人身份证件' },
  'agent.document.type': { title: '代理人证件类型' },
  'agent.document.number': { title: '代理人证件号码' },
  'agent.bornOn': { title: '代理人出生日期', help: '证件号码中有的不必填写' },
  'agent.documentFile': { title: '代理人身份证件影像', fileKind: 'agent-document' },
  'agent.authority': { title: '授权委托书' },
  'authority.file': { title: '授权委托书影像', fileKind: 'authority' },
  'authority.businesses': { title: '代理事项', help: '授权委托书载明的业务' },
  'authority.acts': { title: '代理权限', help: '授权委托书载明的权限；不含收款' },
  'authority.issuedOn': { title: '出具日期' },
  'authority.endsOn': { title: '委托期限至', help: '最后一日，当日仍有效' },
  'authority.notarised': { title: '是否公证' },
  'authority.notaryNumber': { title: '公证书编号', help: '经过公证的填写' },
  'agent.originalsSeen': { title: '已核对代理人身份证件和授权委托书原件' },
  'agent.notStaff': { title: '与工作人员同名的，已核对不是本中心工作人员' },
  'agent.forHeirs': { title: '代理的继承人', help: '第几位继承人，按申请表的顺序' },
  byAgent: { title: '由登记在案的代理人办理' },
  'revoke-agent.file': { title: '撤销委托（或者代理人辞去委托）的书面材料', fileKind: 'other' },
} as const;

const NOTARISED = { true: '经过公证', false: '未经公证' } as const;

export const AGENT_CHOICES = {
  'authority.businesses': BUSINESS_TITLES,
  'authority.acts': ACT_TITLES,
  'authority.notarised': NOTARISED,
} as const;

export const AGENT_FILE_KINDS = {
  'agent-document': '代理人身份证件影像',
  authority: '授权委托书',
} as const;

const until = (fields: Fields) => day(fields, 'until', (text) => `委托期限至${text}`);
const letter = (fields: Fields) =>
  `凭${fields['notarised'] === true ? '经公证的' : ''}授权委托书${when(until(fields) || null, (text) => `，${text}`)}`;
const looked = (fields: Fields) =>
  fields['verified'] === true ? '身份经公安核验一致' : '身份由经办人核对证件原件';

/** Timeline sentences; read: act, acts, until, notarised, verified. */
export const AGENT_EVENTS = {
  'agent-acted': {
    title: '代理人办理',
    sentence: (fields) =>
      `代理人代本人${when(textField(fields, 'act'), agentActTitle)}：${letter(fields)}；${looked(fields)}。`,
    channel: 'same',
  },
  'agent-registered': {
    title: '登记委托',
    sentence: (fields) =>
      `登记了代理人：${letter(fields)}；权限：${agentActsText(listField(fields, 'acts'))}；${looked(fields)}。`,
    channel: 'same',
  },
  'agent-revoked': {
    title: '撤销委托',
    sentence: () => '委托已经撤销，此后须由本人办理；已经办理的不受影响。',
    channel: 'same',
  },
} as const satisfies Record<string, EventWords>;
