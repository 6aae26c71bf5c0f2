/** Something to click in the head of a table, and there alone. */
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

/**
 * A table that scrolls sideways repeats its head in a hidden row, to measure it; a control in that
 * copy would take the focus and be seen by nobody.
 */
export function InHead({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null);
  const [copy, setCopy] = useState(false);
  useLayoutEffect(() => {
    setCopy(place.current?.closest('tr[aria-hidden="true"]') !== null);
  }, []);
  return <span ref={place}>{!copy && children}</span>;
}
