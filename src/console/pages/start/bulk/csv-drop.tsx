/** One CSV file: chosen or dropped, looked at, sent. */
import { FileTextOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';

interface Props {
  readonly pending: boolean;
  readonly onSend: (file: File) => void;
}

export function CsvDrop({ pending, onSend }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div
      className={over ? 'csv-drop over gap-below' : 'csv-drop gap-below'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        setFile(event.dataTransfer.files[0] ?? file);
      }}
    >
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        tabIndex={-1}
        aria-label="CSV文件"
        onChange={({ target }) => {
          setFile(target.files?.[0] ?? null);
          target.value = '';
        }}
      />
      <Button icon={<FileTextOutlined />} onClick={() => picker.current?.click()}>
        选择CSV文件
      </Button>
      <span role="status">
        {file === null ? (
          <span className="quiet">也可拖入；UTF-8 或 GB 18030 编码，每行一件</span>
        ) : (
          `${file.name}（${Math.ceil(file.size / 1024)} KB）`
        )}
      </span>
      {file !== null && (
        <Button
          type="primary"
          loading={pending}
          onClick={() => {
            onSend(file);
          }}
        >
          逐行发起
        </Button>
      )}
    </div>
  );
}
