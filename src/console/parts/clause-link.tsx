/** A clause by its short title; a click opens its words, wherever it is cited. */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useClauses } from '../api/me.ts';

interface Props {
  readonly id: string;
  /** The clause's title where it is known already. */
  readonly title?: string;
}

export function ClauseLink({ id, title }: Props) {
  const [shown, setShown] = useState(false);
  const clauses = useClauses();
  const clause = clauses.data?.find((one) => one.id === id);
  const name = title ?? clause?.title ?? id;
  return (
    <>
      <Button
        type="link"
        size="small"
        className="clause-link"
        aria-label={`依据：${name}，查看原文`}
        onClick={() => {
          setShown(true);
        }}
      >
        {name}
      </Button>
      <Modal
        open={shown}
        title={name}
        footer={null}
        onCancel={() => {
          setShown(false);
        }}
      >
        <p className="law-text">{clause?.text ?? '原文未收录，请查阅该文件。'}</p>
        {clause?.before && (
          <>
            <p className="quiet">{clause.before.on} 之前适用：</p>
            <p className="law-text">{clause.before.text}</p>
          </>
        )}
      </Modal>
    </>
  );
}
