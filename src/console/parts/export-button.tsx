/** A list as a file for office programs; a refusal says what to narrow. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { ProblemNote } from './problem-note.tsx';

export type ExportFormat = 'xlsx' | 'csv';

/** As a paper as well. */
export type PaperFormat = ExportFormat | 'pdf';

type Props =
  | {
      /** @throws ProblemError */
      readonly onExport: (format: ExportFormat) => Promise<void>;
      readonly paper?: never;
    }
  | {
      readonly onExport: (format: PaperFormat) => Promise<void>;
      /** What the paper is called: 打印名单（PDF）. */
      readonly paper: string;
    };

const TABLES = [
  { key: 'xlsx', label: '导出为 XLSX（Excel、WPS）' },
  { key: 'csv', label: '导出为 CSV' },
] as const;

export function ExportButton({ onExport, paper }: Props) {
  const { message } = App.useApp();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (format: PaperFormat) => {
    setPending(true);
    try {
      // Without a paper nothing else than a table can be chosen.
      await (onExport as (format: PaperFormat) => Promise<void>)(format);
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
          items: [...TABLES, ...(paper === undefined ? [] : [{ key: 'pdf', label: paper }])],
          onClick: ({ key }) => void run(key === 'csv' || key === 'pdf' ? key : 'xlsx'),
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
