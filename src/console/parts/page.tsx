/** The frame of every page: one heading, the window's title, and focus on arrival. */
import { Spin } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import './page.css';

interface Props {
  readonly title: string;
  /** Beside the heading: a tag, a number. */
  readonly beside?: ReactNode;
  /** At the right end: buttons. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, beside, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 安居办件`;
  }, [title]);
  useEffect(() => {
    // A screen reader hears where it is; whoever is typing already is not disturbed.
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div className="page">
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** While a page or its data are on their way. */
export function PageLoading() {
  return (
    <div className="page-loading" role="status" aria-label="正在载入">
      <Spin />
    </div>
  );
}
