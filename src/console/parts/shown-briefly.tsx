/** What was revealed for a reason goes away by itself: somebody may have left the counter. */
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

interface Props {
  readonly seconds: number;
  readonly onHide: () => void;
  readonly children: ReactNode;
}

/** Never printed with the page. */
export function ShownBriefly({ seconds, onHide, children }: Props) {
  const left = useCountdown(seconds, onHide);
  return (
    <div className="no-print">
      {children}
      <p className="tight quiet">
        {left}秒后自动隐藏
        <Button type="link" size="small" onClick={onHide}>
          现在隐藏
        </Button>
      </p>
    </div>
  );
}

/** Seconds left; calls once when they are over. */
function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = window.setInterval(() => {
      setLeft((before) => before - 1);
    }, 1_000);
    return () => {
      window.clearInterval(timer);
    };
  }, []);
  useEffect(() => {
    if (left <= 0) onEnd();
  }, [left, onEnd]);
  return Math.max(left, 0);
}
