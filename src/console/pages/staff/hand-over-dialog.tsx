/** Hands a case over to another branch of the center, with its open tasks. */
import { Alert } from 'antd';
import { HandOverForm } from '../../../forms/hand-over.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { BranchField, ReasonField } from './fields.tsx';
import { useDesk } from './staff-queries.ts';

interface Values {
  readonly branch?: string;
  readonly reason?: string;
}

export interface HandOverProps {
  readonly item: {
    readonly id: string;
    readonly number: string;
    readonly version: number;
    readonly branch: string;
    readonly branchName: string;
  };
  readonly open: boolean;
  readonly onClose: () => void;
}

export function HandOverDialog({ item, open, onClose }: HandOverProps) {
  const { handOver } = useDesk();
  return (
    <DeskDialog<Values, { branch: string; reason: string }>
      open={open}
      title={`移交网点：${item.number}`}
      okText="移交"
      initial={{}}
      schema={HandOverForm}
      contentOf={(values) => values}
      onSubmit={(content, key) => handOver(key, item, content)}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title={`现由“${item.branchName}”办理。移交后业务和未办结的待办转到接收网点，原网点随即不再可见；环节和期限不变。接收网点会收到一件待办。`}
      />
      <BranchField
        name="branch"
        label="接收网点"
        empty="请选择"
        without={item.branch}
        activeOnly
        required
      />
      <ReasonField />
    </DeskDialog>
  );
}
