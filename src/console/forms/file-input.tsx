/** A scan: chosen, dropped or pasted; how far it is, what the server says of it, and its removal. */
import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { newKey, problemOf, type Problem } from '../api/client.ts';
import { uploadFile } from '../api/upload.ts';

export interface FileInputProps {
  readonly id: string;
  /** What the file shows: 身份证件影像. */
  readonly title: string;
  /** Its code, as the server keeps it. */
  readonly kind: string;
  /** Id of the uploaded file. */
  readonly value: unknown;
  readonly onChange: (id: string | undefined) => void;
  readonly onLeave?: () => void;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
}

const ACCEPTED = '.pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png';

export function FileInput(props: FileInputProps) {
  const { id, title, kind, value, onChange, disabled = false, invalid = false } = props;
  const { part, problem, start, repeat, stop } = useUpload(kind, onChange);
  const uploaded = typeof value === 'string' && value !== '' ? value : null;
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) void start(file);
    return file !== undefined;
  };
  return (
    <DropPlace onFiles={take}>
      <span className="file-button">
        <input
          id={id}
          type="file"
          accept={ACCEPTED}
          disabled={disabled}
          aria-describedby={props.describedBy}
          aria-invalid={invalid}
          onBlur={props.onLeave}
          onChange={({ target }) => {
            take(target.files);
            // The same file may be chosen again after it was taken away.
            target.value = '';
          }}
        />
        <span aria-hidden>{uploaded === null ? '选择文件' : '换一个'}</span>
      </span>
      <span role="status" className="file-state">
        {part !== null && `正在上传…`}
        {part === null && uploaded !== null && (
          <a href={`/api/v1/files/${uploaded}`} target="_blank" rel="noreferrer">
            <PaperClipOutlined /> 已上传，查看
          </a>
        )}
      </span>
      {part !== null && <Underway title={title} part={part} onStop={stop} />}
      {part === null && uploaded !== null && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          disabled={disabled}
          aria-label={`去掉${title}`}
          onClick={() => {
            onChange(undefined);
          }}
        />
      )}
      {part === null && uploaded === null && problem === null && (
        <span className="quiet">可拖入或粘贴图片；PDF、JPEG、PNG</span>
      )}
      {problem !== null && <Failed problem={problem} onRepeat={() => void repeat()} />}
    </DropPlace>
  );
}

interface DropProps {
  /** @returns whether there was one to take */
  readonly onFiles: (files: FileList | null) => boolean;
  readonly children: ReactNode;
}

function DropPlace({ onFiles, children }: DropProps) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? 'file-control over' : 'file-control'}
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
        onFiles(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (onFiles(event.clipboardData.files)) event.preventDefault();
      }}
    >
      {children}
    </div>
  );
}

interface FailedProps {
  readonly problem: Problem;
  readonly onRepeat: () => void;
}

function Failed({ problem: { title, detail, remedy }, onRepeat }: FailedProps) {
  return (
    <span role="alert" className="field-error">
      没有上传成功：{title}。{detail ?? remedy}{' '}
      <Button size="small" onClick={onRepeat}>
        重新上传
      </Button>
    </span>
  );
}

interface UnderwayProps {
  readonly title: string;
  readonly part: number;
  readonly onStop: () => void;
}

function Underway({ title, part, onStop }: UnderwayProps) {
  return (
    <>
      <Progress
        className="file-part"
        size="small"
        percent={Math.round(part * 100)}
        aria-label={`${title}上传进度`}
      />
      <Button size="small" onClick={onStop}>
        停止
      </Button>
    </>
  );
}

interface Try {
  readonly file: Blob;
  /** What arrived without an answer is not kept twice. */
  readonly key: string;
}

function useUpload(kind: string, onChange: (id: string | undefined) => void) {
  const [part, setPart] = useState<number | null>(null);
  const [failed, setFailed] = useState<(Try & { readonly error: unknown }) | null>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const send = async ({ file, key }: Try) => {
    // A file chosen meanwhile takes the place of this one.
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const { signal } = own;
    setFailed(null);
    setPart(0);
    try {
      const { id } = await uploadFile({ file, kind, key, signal, onProgress: setPart });
      onChange(id);
    } catch (error) {
      if (!signal.aborted) setFailed({ file, key, error });
    } finally {
      if (running.current === own) setPart(null);
    }
  };
  return {
    part,
    problem: failed === null ? null : problemOf(failed.error),
    start: (file: Blob) => send({ file, key: newKey() }),
    repeat: async () => {
      if (failed) await send(failed);
    },
    stop: () => running.current?.abort(),
  };
}
