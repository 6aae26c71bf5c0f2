/** How somebody stands today, in a word; the color only repeats it. */
import { Tag } from 'antd';
import { Day } from '../../parts/when.tsx';
import type { Member } from './staff-queries.ts';

const STATES = {
  working: { title: '在岗', color: 'success' },
  leaving: { title: '即将离岗', color: 'warning' },
  left: { title: '已离岗', color: 'default' },
  suspended: { title: '已停用', color: 'error' },
} as const;

export function MemberState({ member }: { readonly member: Member }) {
  const { state, leftOn, away, kind } = member;
  const { title, color } = STATES[state];
  return (
    <>
      <Tag color={color}>{title}</Tag>
      {kind === 'channel' && <Tag>渠道</Tag>}
      {leftOn !== null && (
        <div className="quiet">
          最后工作日 <Day on={leftOn} />
        </div>
      )}
      {away !== null && (
        <div>
          缺勤至 <Day on={away.to} />
        </div>
      )}
    </>
  );
}
