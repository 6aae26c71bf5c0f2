/** Filters that live in the address: codes and opaque ids, so that a list can be shared as a link. */
import { useSearchParams } from 'react-router';

export interface AddressFilters {
  readonly values: Readonly<Record<string, string>>;
  readonly set: (name: string, value: string | undefined) => void;
  /** Takes the place of all filters. */
  readonly replace: (values: Readonly<Record<string, string>>) => void;
}

export function useAddressFilters(names: readonly string[]): AddressFilters {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
  return {
    values,
    set: (name, value) => {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      );
    },
    replace: (all) => {
      setParams(new URLSearchParams(all));
    },
  };
}
