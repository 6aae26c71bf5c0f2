/** Said once a case was started: its printed number, and the receipt to print. */
import { PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { api, read } from '../../api/client.ts';
import type { StartedCase } from './use-submission.ts';

const SHOWN_S = 20;

export function useStartedNote(): (started: StartedCase) => void {
  const { notification } = App.useApp();
  return (started) => {
    void receiptOf(started.id).then((href) => {
      notification.success({
        key: `started-${started.id}`,
        title: `${started.typeTitle} ${started.number} 已登记`,
        description: `当前环节：${started.stage.title}`,
        duration: SHOWN_S,
        placement: 'bottomRight',
        ...(href !== null && {
          actions: (
            <Button icon={<PrinterOutlined />} href={href} target="_blank" rel="noreferrer">
              打印回执
            </Button>
          ),
        }),
      });
    });
  };
}

/** Where the receipt lies; null when none was issued or nobody answers now. */
async function receiptOf(id: string): Promise<string | null> {
  try {
    const { items } = await read(
      api.GET('/api/v1/cases/{id}/documents', { params: { path: { id } } }),
    );
    return items.find(({ kind }) => kind === 'receipt')?.href ?? null;
  } catch {
    return null;
  }
}
