/** An act on the whole application begins with reading it in full, for a reason that is recorded. */
import { Alert, Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api, read } from '../../../api/client.ts';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import type { Action } from '../action-bar.tsx';
import type { Case } from '../case-data.ts';

interface Props {
  readonly case: Case;
  readonly action: Pick<Action, 'title'>;
  readonly onRead: (whole: { readonly application: unknown }) => void;
}

export function WholeFirst({ case: of, action, onRead }: Props) {
  const [reason, setReason] = useState(`办理“${action.title}”`);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const place = useFocusLater();
  const open = async () => {
    setPending(true);
    setError(null);
    try {
      const { application } = await read(
        api.POST('/api/v1/cases/{id}:reveal', {
          params: { path: { id: of.id } },
          body: { reason },
        }),
      );
      onRead({ application: application?.application });
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <Alert
        className="gap-below"
        type="info"
        showIcon
        title="将打开完整的申请表，其中有申请人的个人信息；打开一次记一条留痕。"
      />
      <label className="field-label" htmlFor="whole-reason">
        事由（记入留痕）
      </label>
      <Input
        ref={place}
        id="whole-reason"
        maxLength={500}
        value={reason}
        onChange={({ target }) => {
          setReason(target.value);
        }}
      />
      <div className="act-buttons">
        <Button type="primary" htmlType="submit" loading={pending} disabled={reason.trim() === ''}>
          打开申请表
        </Button>
      </div>
      {error !== null && <ProblemNote error={error} />}
    </form>
  );
}

/** Focus for a field inside a panel that takes it itself when it opens. */
function useFocusLater() {
  const place = useRef<InputRef>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => place.current?.focus());
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);
  return place;
}
