/** Who can end a wait, in words. */
import { ROLES, roleTitle } from './case.ts';

const ENDERS: Readonly<Record<string, string>> = {
  applicant: '申请人',
  outside: '外部系统答复',
  clock: '到期自动',
};

export function enderTitle(ender: string): string {
  const role = ROLES.find((one) => one === ender);
  return role === undefined ? (ENDERS[ender] ?? ender) : roleTitle(role);
}
