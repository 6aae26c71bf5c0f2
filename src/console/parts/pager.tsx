/** Pages by cursor: forward as the server says, back as one came. */
import { Button } from 'antd';
import { useState } from 'react';

export interface Paging {
  /** undefined: the first page */
  readonly cursor: string | undefined;
  readonly page: number;
  readonly next: (cursor: string) => void;
  readonly back: () => void;
}

/** @param question another question begins at its first page */
export function usePaging(question: string): Paging {
  const [state, setState] = useState<{ question: string; cursors: readonly string[] }>({
    question,
    cursors: [],
  });
  const cursors = state.question === question ? state.cursors : [];
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    next: (cursor) => {
      setState({ question, cursors: [...cursors, cursor] });
    },
    back: () => {
      setState({ question, cursors: cursors.slice(0, -1) });
    },
  };
}

interface Props {
  readonly paging: Paging;
  readonly nextCursor: string | null | undefined;
}

export function Pager({ paging, nextCursor }: Props) {
  if (paging.page === 1 && !nextCursor) return null;
  return (
    <nav aria-label="翻页" className="pager">
      <Button disabled={paging.page === 1} onClick={paging.back}>
        上一页
      </Button>
      <span>第 {paging.page} 页</span>
      <Button
        disabled={!nextCursor}
        onClick={() => {
          if (nextCursor) paging.next(nextCursor);
        }}
      >
        下一页
      </Button>
    </nav>
  );
}
