/** What a person can do about each fault: said in every problem and on its page. */
import type { FaultCode } from '../domain/fault.ts';
import type { ClauseKey } from '../policy/clauses.ts';

export const REMEDIES: Readonly<Record<FaultCode | 'internal', string>> = {
  'request-unreadable': '请检查请求格式（JSON、请求头、参数）后重新发送。',
  'not-signed-in': '请重新登录；程序调用请换取新的访问令牌。',
  'not-authorized': '请由具有相应岗位的人员办理，或向主管申请权限。',
  'second-factor-required': '请退出后重新登录，并完成二次验证。',
  'origin-refused': '请从本系统页面内操作，不要从其他网站跳转提交。',
  'not-found': '请核对编号；如确有该内容，可能不在您的办理范围内。',
  'method-not-allowed': '请按接口说明使用正确的请求方式。',
  'action-not-permitted': '请刷新后查看当前环节可以进行的操作。',
  'same-person': '请由另一名具有该岗位的工作人员办理。',
  'case-ended': '业务已办结；如需再办，请重新发起。',
  'key-in-progress': '请稍候，以同一请求（同一幂等键）重试即可得到结果。',
  'key-reused': '内容有变时请更换新的幂等键（Idempotency-Key）。',
  'version-conflict': '请重新读取最新内容，核对差异后再提交。',
  'version-required': '请先读取内容，并在 If-Match 中带上其 ETag。',
  'too-large': '请压缩或拆分后重新提交。',
  'media-type-refused': '请使用接口说明中列出的内容类型或文件格式。',
  'input-invalid': '请按各栏的提示修改后重新提交。',
  'too-many-requests': '请按 Retry-After 给出的秒数等待后再试。',
  'effect-conflict': '请联系主管核对：同一业务键下的内容不一致。',
  'person-key-destroyed': '个人信息已按规定销毁，无法再显示；账务记录仍然完整。',
  'file-destroyed': '没有归入办件的材料和批量名单只保留一段时间；仍需要的，请重新上传。',
  'claim-held': '请先办结该人员的在办业务，或由复核人员作出核对结论。',
  'person-conflict': '请核对所填的每个证件号码；确属同一人时由主管核对合并。',
  'file-not-usable': '请重新上传该材料，或改用本业务可以使用的材料。',
  'agreement-changed': '请重新打印最新的协议，向申请人说明后再签署。',
  'agreement-outdated': '请打印以新文本出具的协议，向申请人说明后再签署。',
  'account-exists': '请办理已有账户的相关业务，不必重新开户。',
  'account-closed': '请核对账户；已销户的账户不再记账，需要时重新开户。',
  'money-held': '请先解除冻结，或改为不超过可动用余额的金额。',
  'balance-too-low': '请核对各来源的余额，改为不超过余额的金额。',
  'change-refused': '请按所列理由修改后再提交，或者在所列日期后再申请。',
  'payment-refused': '请改为所列的金额；现在不能缴存的，请先办结所列的原因。',
  'figure-missing': '请主管登记该日生效的参数；登记后自动继续办理。',
  'mandate-exists': '换卡或改限额请办理变更；要重签，请先解除原授权。',
  'mandate-ended': '请为该账户重新签订委托扣款授权。',
  'mandate-not-waiting': '授权已经生效，无须再确认；请刷新后查看。',
  'mandate-under-way': '请稍候，待银行答复后刷新再办；本人要求解除的可以立即解除。',
  'outside-system-unavailable': '系统会自动重试；长时间未恢复时由主管处理。',
  'outside-answer-unusable': '系统会自动重新查询；长时间未恢复时由主管处理。',
  'engine-unavailable': '请按 Retry-After 等待后，以同一幂等键重试；不会重复办理。',
  'database-unavailable': '请按 Retry-After 等待后，以同一幂等键重试；不会重复办理。',
  internal: '请记下 traceId 并联系运维人员；可以同一幂等键重试，不会重复办理。',
};

/** The clause that a fault rests on, where it rests on one whatever the case is about. */
export const CLAUSE_OF: Readonly<Partial<Record<FaultCode, ClauseKey>>> = {
  'account-exists': 'regulation-13',
  'claim-held': 'liaoning-14',
  'person-conflict': 'liaoning-14',
  'agreement-changed': 'liaoning-2',
  'agreement-outdated': 'liaoning-2',
  'change-refused': 'liaoning-4',
  'payment-refused': 'liaoning-4',
};

export const INTERNAL_TITLE = '系统内部错误';
