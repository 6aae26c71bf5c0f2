/**
 * What an applicant consents to, each on a paper of its own (个人信息保护法 第二十九条: 单独同意).
 *
 * A changed text gets a new version; the application keeps which one was signed.
 */
export interface ConsentWords {
  readonly title: string;
  readonly version: string;
  /** What the person is told before signing. */
  readonly text: string;
  /** Nothing is opened without it. */
  readonly needed: boolean;
}

export const CONSENT_WORDS = {
  'personal-data': {
    title: '个人信息处理同意书',
    version: 'personal-data-2026-1',
    text: '本人同意住房公积金管理中心为办理灵活就业人员缴存业务，处理本人的姓名、证件号码、联系方式、居住地址、银行账户和证件影像。其中证件影像、银行账户属于敏感个人信息，仅用于核验身份、扣款和留存业务档案，按规定期限保存。本人可以查阅、更正，也可以撤回同意；撤回后中心不能继续办理本项业务。',
    needed: true,
  },
  'national-platform': {
    title: '全国账户核查授权书',
    version: 'national-platform-2026-1',
    text: '本人授权住房公积金管理中心通过全国住房公积金监管服务平台，核查本人在全国范围内的住房公积金账户和贷款情况，用于认定是否可以开户。不授权的，中心不能开户。',
    needed: true,
  },
  'identity-verification': {
    title: '身份核验授权书',
    version: 'identity-verification-2026-1',
    text: '本人授权住房公积金管理中心将本人的姓名和证件号码提交公安机关核验，用于确认身份。不授权的，中心不能开户。',
    needed: true,
  },
  'electronic-notice': {
    title: '电子送达同意书',
    version: 'electronic-notice-2026-1',
    text: '本人同意以手机短信、手机应用等电子方式接收业务通知和文书，发送成功视为送达。不同意的，以邮寄或者当面方式送达，不影响办理。',
    needed: false,
  },
} as const satisfies Readonly<Record<string, ConsentWords>>;

export function consentTitle(kind: string): string {
  const known: Readonly<Record<string, ConsentWords>> = CONSENT_WORDS;
  return known[kind]?.title ?? kind;
}
