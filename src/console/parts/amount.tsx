/** Amounts in yuan, in groups of three digits; never reckoned with in the browser. */

/** "1234567.80" → "1,234,567.80" */
export function amountText(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}

interface Props {
  readonly of: string;
  /** Says + as well as −. */
  readonly signed?: boolean;
}

export function Amount({ of, signed = false }: Props) {
  const text = amountText(of);
  const isOut = text.startsWith('-');
  return (
    <span className={isOut && signed ? 'number amount-out' : 'number'}>
      {isOut ? `−${text.slice(1)}` : signed ? `+${text}` : text}
    </span>
  );
}
