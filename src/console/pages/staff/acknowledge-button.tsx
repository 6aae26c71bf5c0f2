/** Takes note of a case that was handed over to the own branch. */
import { App, Button } from 'antd';
import { useState } from 'react';
import { newKey, problemOf } from '../../api/client.ts';
import { useDesk, type Task } from './staff-queries.ts';

export function AcknowledgeButton({ task }: { readonly task: Task }) {
  const { message } = App.useApp();
  const { acknowledge } = useDesk();
  const [key] = useState(newKey);
  const [pending, setPending] = useState(false);
  const act = async () => {
    setPending(true);
    try {
      await acknowledge(key, task);
      void message.success('已确认接收');
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
      aria-label={`确认接收：${task.caseNumber}`}
      onClick={() => void act()}
    >
      确认接收
    </Button>
  );
}
