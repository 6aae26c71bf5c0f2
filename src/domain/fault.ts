/**
 * What can go wrong without being a decision.
 *
 * A refusal is a value (src/policy/decision.ts) and is never thrown; a fault stands in this table;
 * anything else that is thrown is a bug. One table says what each means to HTTP and to Temporal.
 */
interface FaultSpec {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503;
  /** May the same request succeed later, unchanged? */
  readonly retry: boolean;
  /** Shown to the person in front of the screen. */
  readonly title: string;
}

export const FAULTS = {
  'request-unreadable': { status: 400, retry: false, title: '请求内容无法读取' },
  'not-signed-in': { status: 401, retry: false, title: '尚未登录或登录已失效' },
  'not-authorized': { status: 403, retry: false, title: '您没有办理该事项的权限' },
  'second-factor-required': { status: 403, retry: false, title: '需要完成二次验证后才能办理' },
  'origin-refused': { status: 403, retry: false, title: '请求来源未通过校验' },
  'not-found': { status: 404, retry: false, title: '没有找到该内容' },
  'method-not-allowed': { status: 405, retry: false, title: '不支持该请求方式' },
  'action-not-permitted': { status: 409, retry: false, title: '当前环节不能进行此操作' },
  'same-person': { status: 409, retry: false, title: '须由另一名工作人员办理' },
  'case-ended': { status: 409, retry: false, title: '该业务已经办结' },
  'key-in-progress': { status: 409, retry: true, title: '同一请求正在处理，请稍候' },
  'key-reused': { status: 422, retry: false, title: '同一幂等键已用于不同内容' },
  'version-conflict': { status: 412, retry: false, title: '内容已被他人更新，请核对后再提交' },
  'version-required': { status: 428, retry: false, title: '请求须带有版本（If-Match）' },
  'too-large': { status: 413, retry: false, title: '提交内容过大' },
  'media-type-refused': { status: 415, retry: false, title: '不支持该文件或内容类型' },
  'input-invalid': { status: 422, retry: false, title: '填写内容不符合要求' },
  'too-many-requests': { status: 429, retry: true, title: '请求过于频繁，请稍后再试' },
  'effect-conflict': { status: 409, retry: false, title: '同一业务键已记录不同内容' },
  'person-key-destroyed': { status: 409, retry: false, title: '该人员的个人信息已按规定销毁' },
  'file-destroyed': { status: 409, retry: false, title: '该材料的内容已按规定销毁' },
  'claim-held': { status: 409, retry: false, title: '该人员有其他在办业务，须人工核对' },
  'person-conflict': { status: 409, retry: false, title: '所填证件属于不同人员，须人工核对' },
  'agreement-changed': { status: 409, retry: false, title: '协议内容已更新，须重新阅读' },
  'agreement-outdated': { status: 409, retry: false, title: '协议已改用新的文本，须重新阅读' },
  'file-not-usable': { status: 422, retry: false, title: '所填材料不能使用' },
  'account-exists': { status: 409, retry: false, title: '该人员在本中心已有未销户的账户' },
  'account-closed': { status: 409, retry: false, title: '该账户已经销户' },
  'money-held': { status: 409, retry: false, title: '该账户有冻结，可动用的余额不足' },
  'balance-too-low': { status: 409, retry: false, title: '账户余额不足' },
  'change-refused': { status: 409, retry: false, title: '现在不能办理这项缴存变更' },
  'payment-refused': { status: 409, retry: false, title: '现在不能按这个金额缴存' },
  'figure-missing': { status: 409, retry: true, title: '该日没有生效的参数' },
  'mandate-exists': { status: 409, retry: false, title: '该账户已有委托扣款授权' },
  'mandate-ended': { status: 409, retry: false, title: '没有可办理的委托扣款授权' },
  'mandate-not-waiting': { status: 409, retry: false, title: '委托扣款授权没有等待确认' },
  'mandate-under-way': { status: 409, retry: false, title: '银行尚未答复上一项办理' },
  'outside-system-unavailable': { status: 503, retry: true, title: '外部系统暂时无法连接' },
  'outside-answer-unusable': { status: 503, retry: true, title: '外部系统的答复无法使用' },
  'engine-unavailable': {
    status: 503,
    retry: true,
    title: '办理引擎暂时繁忙，请稍后以同一请求重试',
  },
  'database-unavailable': {
    status: 503,
    retry: true,
    title: '数据服务暂时繁忙，请稍后以同一请求重试',
  },
} as const satisfies Record<string, FaultSpec>;
export type FaultCode = keyof typeof FAULTS;

interface FaultOptions extends ErrorOptions {
  /** RFC 9457 extension members, such as `errors`. Never personal data. */
  readonly members?: object;
}

/** Anything else that is thrown is a bug: a 500, and Temporal retries until we have fixed it. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** RFC 9457 extension members, such as `errors`. */
  readonly members: object;

  constructor(code: FaultCode, detail: string, { members = {}, ...options }: FaultOptions = {}) {
    super(detail, options);
    this.name = 'Fault';
    this.code = code;
    this.members = members;
  }
}

/** One field of a request that cannot be accepted: a JSON pointer and a sentence in Chinese. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}
