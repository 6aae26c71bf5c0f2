/** Takes note: of a case that was handed over to the own branch, or that somebody was told. */
import { App, Button } from 'antd';
import { useState } from 'react';
import { newKey, problemOf } from '../../api/client.ts';
import { useDesk, type Task } from './staff-queries.ts';

export function AcknowledgeButton({ task }: { readonly task: Task }) {
  const { message } = App.useApp();
  const { acknowledge } = useDesk();
  const [key] = useState(newKey);
  const [pending, setPending] = useState(false);
  const what = task.kind === 'take-over' ? '确认接收' : '已告知本人';
  const act = async () => {
    setPending(true);
    try {
      await acknowledge(key, task);
      void message.success('已登记');
    } catch (error) {
      const { title, detail } = problemOf(error);
      void message.warning(detail ?? title);
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="small"
      type="primary"
      ghost
      loading={pending}
      aria-label={`${what}：${task.caseNumber}`}
      onClick={() => void act()}
    >
      {what}
    </Button>
  );
}
