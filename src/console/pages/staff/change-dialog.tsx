/** A change of people, roles or branches in a dialog: proposed here, confirmed by another supervisor. */
import type { ReactNode } from 'react';
import { StaffChangeForm } from '../../../forms/staff-change.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { useDesk } from './staff-queries.ts';

export interface ChangeProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onProposed: () => void;
}

interface Props<Values extends object> extends ChangeProps {
  readonly title: string;
  readonly initial: Values;
  /** What is proposed, from what stands in the fields. */
  readonly contentOf: (values: Values) => unknown;
  readonly width?: number;
  readonly children: ReactNode;
}

export function ChangeDialog<Values extends object>({ onProposed, ...props }: Props<Values>) {
  const { propose } = useDesk();
  return (
    <DeskDialog<Values, StaffChangeForm>
      {...props}
      okText="提交，待另一名主管确认"
      schema={StaffChangeForm}
      onSubmit={async (content, key) => {
        await propose(key, content);
        onProposed();
      }}
    />
  );
}
