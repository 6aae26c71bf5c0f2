/** An uploaded file: a picture is shown in place, anything else is downloaded. Read for the record. */
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { Problem, Schemas } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';

type File = Schemas['File'];

export function FileLook({ file }: { readonly file: File }) {
  const [shown, setShown] = useState(false);
  const isPicture = file.mediaType.startsWith('image/');
  return (
    <>
      {isPicture && (
        <Button
          type="link"
          size="small"
          onClick={() => {
            setShown(true);
          }}
        >
          查看{file.kindTitle}
        </Button>
      )}
      <Button type="link" size="small" href={file.href} download>
        下载{file.kindTitle}
      </Button>
      <Modal
        open={shown}
        title={file.kindTitle}
        footer={null}
        width={900}
        destroyOnHidden
        onCancel={() => {
          setShown(false);
        }}
      >
        <Picture file={file} />
      </Modal>
    </>
  );
}

/** Bytes that came as a picture are shown as one and as nothing else. */
function Picture({ file: { href, kindTitle } }: { readonly file: File }) {
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let made: string | null = null;
    const ended = new AbortController();
    const load = async () => {
      const answer = await fetch(href, { signal: ended.signal });
      if (!answer.ok) {
        const problem = (await answer.json()) as Problem;
        throw Object.assign(new Error(problem.title), { problem });
      }
      made = URL.createObjectURL(await answer.blob());
      setAddress(made);
    };
    load().catch((failure: unknown) => {
      if (!ended.signal.aborted) setError(failure);
    });
    return () => {
      ended.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [href]);
  if (error !== null) return <ProblemNote error={error} />;
  if (address === null) return <p role="status">正在读取…</p>;
  return <img src={address} alt={kindTitle} className="file-picture" />;
}
