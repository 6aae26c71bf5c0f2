/** A dialog that is loaded when it is first opened: the first page stays light. */
import { Suspense, useState, type ReactNode } from 'react';

interface Props {
  readonly open: boolean;
  readonly children: ReactNode;
}

/** From then on it stays, so that it closes as every other dialog does and gives the focus back. */
export function Late({ open, children }: Props) {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened ? <Suspense fallback={null}>{children}</Suspense> : null;
}
