/** How cases are tied together, in words, seen from either end. */

/** `to`: this case names the other one; `from`: the other one names this case. */
export type LinkDirection = 'to' | 'from';

const LINKS: Readonly<Record<string, Readonly<Record<LinkDirection, string>>>> = {
  undoes: { to: '拟撤销的开户业务', from: '撤销本次开户的业务' },
  changes: { to: '开立该账户的业务', from: '变更该账户缴存约定的业务' },
  'irregularity-of': { to: '发现异常的业务', from: '对本业务的异常核查' },
  proposes: { to: '建议转办', from: '由该业务建议办理' },
};

export const LINK_KINDS = Object.keys(LINKS);

export function linkTitle(kind: string, direction: LinkDirection): string {
  return LINKS[kind]?.[direction] ?? kind;
}
