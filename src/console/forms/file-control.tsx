/** A scan: chosen, dropped or pasted; its progress, what the server said of it, and its removal. */
import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { newKey, problemOf, type Problem } from '../api/client.ts';
import { uploadFile } from '../api/upload.ts';

interface Props {
  readonly id?: string;
  /** What the file shows: 身份证件影像. */
  readonly title: string;
  /** Its code, as the server keeps it. */
  readonly kind: string;
  /** Id of the uploaded file. */
  readonly value: unknown;
  readonly onChange: (id: string | undefined) => void;
  readonly onBlur?: () => void;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
}

type Running = { readonly key: string; readonly file: Blob; readonly part: number } | null;

export function FileControl(props: Props) {
  const { title, kind, value, onChange, disabled = false } = props;
  const picker = useRef<HTMLInputElement>(null);
  const { running, problem, start, repeat, stop } = useUpload(kind, onChange);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled && running === null) void start(file);
    return file !== undefined;
  };
  const uploaded = typeof value === 'string' && value !== '';
  return (
    <DropPlace onFiles={take}>
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,application/pdf"
        tabIndex={-1}
        aria-label={`${title}文件`}
        onChange={({ target }) => {
          take(target.files);
          target.value = '';
        }}
      />
      <Button
        {...(props.id !== undefined && { id: props.id })}
        data-step="file"
        icon={<UploadOutlined />}
        disabled={disabled || running !== null}
        aria-label={`${uploaded ? '更换' : '上传'}${title}`}
        aria-describedby={props.describedBy}
        onBlur={props.onBlur}
        onClick={() => picker.current?.click()}
      >
        {uploaded ? '更换' : '选择文件'}
      </Button>
      {running && <Underway title={title} part={running.part} onStop={stop} />}
      {!running && uploaded && (
        <Uploaded
          {...{ id: value, title, disabled }}
          onRemove={() => {
            onChange(undefined);
          }}
        />
      )}
      {!running && !uploaded && problem === null && (
        <span className="quiet">也可拖入或粘贴图片；PDF、JPEG、PNG</span>
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
      className={over ? 'upload over' : 'upload'}
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
    <span role="alert" className="field-note wrong">
      {title}：{detail ?? remedy}{' '}
      <Button size="small" onClick={onRepeat}>
        重试
      </Button>
    </span>
  );
}

function useUpload(kind: string, onChange: (id: string | undefined) => void) {
  const [running, setRunning] = useState<Running>(null);
  const [failed, setFailed] = useState<{ file: Blob; key: string; error: unknown } | null>(null);
  const stopping = useRef<AbortController>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const send = async (file: Blob, key: string) => {
    const stop = new AbortController();
    stopping.current = stop;
    setFailed(null);
    setRunning({ file, key, part: 0 });
    try {
      const onProgress = (part: number) => {
        setRunning({ file, key, part });
      };
      const uploaded = await uploadFile({ file, kind, key, onProgress, signal: stop.signal });
      onChange(uploaded.id);
    } catch (error) {
      if (!stop.signal.aborted) setFailed({ file, key, error });
    } finally {
      setRunning(null);
    }
  };
  return {
    running,
    problem: failed === null ? null : problemOf(failed.error),
    start: (file: Blob) => send(file, newKey()),
    /** Under the same key: what arrived without an answer is not kept twice. */
    repeat: async () => {
      if (failed) await send(failed.file, failed.key);
    },
    stop: () => stopping.current?.abort(),
  };
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
        className="upload-part"
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

interface UploadedProps {
  readonly id: string;
  readonly title: string;
  readonly disabled: boolean;
  readonly onRemove: () => void;
}

function Uploaded({ id, title, disabled, onRemove }: UploadedProps) {
  return (
    <span role="status">
      <a href={`/api/v1/files/${id}`} target="_blank" rel="noreferrer">
        <PaperClipOutlined /> 已上传，查看
      </a>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        disabled={disabled}
        aria-label={`去掉${title}`}
        onClick={onRemove}
      />
    </span>
  );
}
