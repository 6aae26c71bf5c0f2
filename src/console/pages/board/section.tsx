/** A part of the board under its own heading. */
import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Beside the heading: what the numbers mean, when they were read. */
  readonly note?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Section({ title, note, className = '', children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`board-section ${className}`}>
      <div className="board-section-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
      </div>
      {children}
    </section>
  );
}
