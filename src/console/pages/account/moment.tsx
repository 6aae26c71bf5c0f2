/** Chooses the moment at which the books are looked at; empty: now. */
import { Button, Input } from 'antd';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { instantText } from '../../parts/when.tsx';

export function Moment({ filters }: { readonly filters: AddressFilters }) {
  const at = filters.values['at'];
  return (
    <>
      <label className="account-moment">
        截至
        <Input
          type="datetime-local"
          value={at === undefined ? '' : instantText(at).replace(' ', 'T')}
          onChange={({ target }) => {
            filters.set('at', target.value === '' ? undefined : instantOf(target.value));
          }}
        />
      </label>
      {at !== undefined && (
        <Button
          onClick={() => {
            filters.set('at', undefined);
          }}
        >
          看现在
        </Button>
      )}
    </>
  );
}

/** The end of that minute of a clock on a wall in Shanghai. */
function instantOf(minute: string): string {
  return new Date(`${minute.slice(0, 16)}:59.999+08:00`).toISOString();
}
