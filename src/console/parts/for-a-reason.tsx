/** What is shown in clear for a reason and put away by itself: the button, the question why, and what was told. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from './reason-dialog.tsx';
import { ShownBriefly } from './shown-briefly.tsx';

/** What was revealed goes away by itself: somebody may have left the counter. */
const SHOWN_SECONDS = 180;

interface Props<Told> {
  readonly button: string;
  readonly title: string;
  /** What will be shown, as a sentence; that it is hidden again and written down is said after it. */
  readonly preview: string;
  readonly reveal: (reason: string) => Promise<Told>;
  readonly children: (told: Told) => ReactNode;
}

export function ForAReason<Told>({ button, title, preview, reveal, children }: Props<Told>) {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<{ readonly told: Told } | null>(null);
  return (
    <>
      {shown === null ? (
        <Button
          size="small"
          className="no-print"
          onClick={() => {
            setAsking(true);
          }}
        >
          {button}
        </Button>
      ) : (
        <ShownBriefly
          seconds={SHOWN_SECONDS}
          onHide={() => {
            setShown(null);
          }}
        >
          {children(shown.told)}
        </ShownBriefly>
      )}
      <ReasonDialog
        open={asking}
        title={title}
        preview={`${preview}，${String(SHOWN_SECONDS)}秒后自动隐藏；查看人和事由记入留痕。`}
        okText="查看"
        onSubmit={async (reason) => {
          setShown({ told: await reveal(reason) });
        }}
        onClose={() => {
          setAsking(false);
        }}
      />
    </>
  );
}
