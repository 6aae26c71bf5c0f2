/** A verdict on two cases of one person: both side by side, and what differs between them. */
import { Alert } from 'antd';
import { FormFields } from '../../../forms/form-fields.tsx';
import { useOtherCases } from '../case-data.ts';
import { SideBySide } from '../side-by-side.tsx';
import type { ActBodyProps } from './act-form.ts';

export function VerdictBody({ case: of, form, without }: ActBodyProps) {
  const others = useOtherCases(of);
  const open = others.data?.filter(({ closedAt }) => closedAt === null) ?? [];
  return (
    <div className="beside">
      <div>
        {others.isPending && <p className="empty-line">正在读取另一件业务…</p>}
        {others.data && open.length === 0 && (
          <Alert
            type="info"
            showIcon
            title="没有您可以查看的另一件在办业务：它可能已经办结，或不在您的办理范围内。"
          />
        )}
        {open.map((other) => (
          <SideBySide key={other.id} case={of} other={other} />
        ))}
      </div>
      <div className="beside-form">
        <FormFields form={form} without={without} />
      </div>
    </div>
  );
}
