/** Uploads one file at once and keeps its id: what was uploaded is named in the form that is sent. */
import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { api, changing, newKey, read } from '../api/client.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { ControlProps } from './controls.tsx';
import type { paths } from '../api/schema.ts';

type FileKind = paths['/api/v1/files']['post']['parameters']['query']['kind'];

const ACCEPTED = '.pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png';

interface Props extends ControlProps {
  readonly fileKind: string;
}

type State =
  | { readonly at: 'idle' }
  | { readonly at: 'sending'; readonly name: string }
  | { readonly at: 'kept'; readonly name: string }
  | { readonly at: 'failed'; readonly name: string; readonly error: unknown };

export function FileControl({ id, fileKind, value, describedBy, invalid, onChange }: Props) {
  const [state, setState] = useState<State>({ at: 'idle' });
  const chooser = useRef<HTMLInputElement>(null);
  const latest = useRef(0);
  const send = async (file: File) => {
    const turn = (latest.current += 1);
    const { name } = file;
    setState({ at: 'sending', name });
    onChange(undefined);
    try {
      const kept = await upload(file, fileKind);
      // A file chosen meanwhile takes the place of this one.
      if (turn !== latest.current) return;
      setState({ at: 'kept', name });
      onChange(kept);
    } catch (error) {
      if (turn === latest.current) setState({ at: 'failed', name, error });
    }
  };
  return (
    <div className="file-control">
      <span className="file-choose">
        <input
          ref={chooser}
          id={id}
          type="file"
          accept={ACCEPTED}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void send(file);
          }}
        />
        <span aria-hidden>
          <UploadOutlined /> 选择文件
        </span>
      </span>
      <span role="status" className="file-state">
        {textOf(state, value)}
      </span>
      {state.at === 'failed' && (
        <>
          <ProblemNote error={state.error} />
          <Button
            size="small"
            onClick={() => {
              const [file] = chooser.current?.files ?? [];
              if (file) void send(file);
            }}
          >
            重新上传
          </Button>
        </>
      )}
    </div>
  );
}

function textOf(state: State, value: unknown): string {
  if (state.at === 'sending') return `正在上传 ${state.name}…`;
  if (state.at === 'failed') return `${state.name} 没有上传成功`;
  if (state.at === 'kept') return `已上传 ${state.name}`;
  return typeof value === 'string' && value !== ''
    ? '已有文件，选择新文件即替换'
    : 'PDF、JPEG 或 PNG';
}

async function upload(file: File, fileKind: string): Promise<string> {
  const { id } = await read(
    api.POST('/api/v1/files', {
      // The server refuses a kind it does not know.
      params: { query: { kind: fileKind as FileKind }, header: changing(newKey()) },
      headers: { 'Content-Type': file.type },
      body: '',
      bodySerializer: () => file,
    }),
  );
  return id;
}
