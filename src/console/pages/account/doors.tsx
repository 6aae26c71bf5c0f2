/** What may be begun from an account's page, by whoever may begin it and where the account allows it. */
import { Button } from 'antd';
import { Link } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useMe } from '../../api/me.ts';
import type { Account } from './account-queries.ts';

interface Door {
  readonly type: string;
  readonly label: string;
  /** Of an account that is not closed. */
  readonly fits: (account: Account) => boolean;
}

const anyAccount = () => true;

const DOORS: readonly Door[] = [
  {
    type: 'contribution-change',
    label: '变更缴存',
    fits: ({ state, plans }) => state === 'normal' && plans.length > 0,
  },
  { type: 'conversion-to-flexible', label: '单位转灵活', fits: ({ source }) => source === 'unit' },
  {
    type: 'resumption',
    label: '恢复缴存',
    fits: ({ source, state }) => source === 'flexible' && state !== 'normal',
  },
  // A unit's list that came on paper.
  {
    type: 'conversion-to-employee',
    label: '灵活转单位',
    fits: ({ source }) => source === 'flexible',
  },
  // One account out of turn; the sweep finds the others.
  {
    type: 'dormant-closing',
    label: '零余额销户',
    fits: ({ source, total }) => source === 'flexible' && total === '0.00',
  },
  { type: 'withdrawal', label: '提取', fits: anyAccount },
  {
    type: 'exit',
    label: '退出销户',
    fits: ({ source, state }) => source !== 'unit' || state !== 'normal',
  },
  { type: 'personal-change', label: '信息变更', fits: anyAccount },
  { type: 'death-payout', label: '死亡提取', fits: anyAccount },
];

export function Doors({ account }: { readonly account: Account }) {
  const me = useMe();
  if (account.state === 'closed') return null;
  return DOORS.filter(
    ({ type, fits }) => hasRole(me, ...(CASE_TYPES[type]?.startedBy ?? [])) && fits(account),
  ).map(({ type, label }) => (
    <Link key={type} to={`/start/${type}?account=${account.id}`}>
      <Button>{label}</Button>
    </Link>
  ));
}
