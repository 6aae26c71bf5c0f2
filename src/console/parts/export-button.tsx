/** A list as a file for office programs; a refusal says what to narrow. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { ProblemNote } from './problem-note.tsx';

export type ExportFormat = 'xlsx' | 'csv';

interface Props {
  /** @throws ProblemError */
  readonly onExport: (format: ExportFormat) => Promise<void>;
}

export function ExportButton({ onExport }: Props) {
  const { message } = App.useApp();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (format: ExportFormat) => {
    setPending(true);
    try {
      await onExport(format);
      void message.success('已导出，本次导出已留痕。');
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'xlsx', label: '导出为 XLSX（Excel、WPS）' },
            { key: 'csv', label: '导出为 CSV' },
          ],
          onClick: ({ key }) => void run(key === 'csv' ? 'csv' : 'xlsx'),
        }}
      >
        <Button icon={<DownloadOutlined />} loading={pending}>
          导出
        </Button>
      </Dropdown>
      <Modal
        open={error !== null}
        title="没有导出"
        footer={null}
        onCancel={() => {
          setError(null);
        }}
      >
        <ProblemNote error={error} />
      </Modal>
    </>
  );
}
