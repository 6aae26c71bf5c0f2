/** What an application would come to, asked while it is typed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { CASE_FORMS } from '../../../forms/index.ts';
import { api, read, type Schemas } from '../../api/client.ts';

export type Preview = ReturnType<typeof usePrecheck>;

const SETTLED_MS = 400;

/** Asked when what was typed has settled and is well-formed; else nothing is asked. */
export function usePrecheck(type: string, content: unknown, branch: string) {
  const asked = useSettled(JSON.stringify(content));
  const parsed = CASE_FORMS[type]?.application.safeParse(JSON.parse(asked));
  return useQuery({
    queryKey: ['precheck', type, asked, branch],
    enabled: parsed?.success === true,
    gcTime: 0,
    staleTime: 10_000,
    retry: false,
    queryFn: () => {
      const body = { type, branch, application: JSON.parse(asked) as object };
      return read(api.POST('/api/v1/cases:precheck', { body: body as Schemas['Submission'] }));
    },
  });
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(value);
    }, SETTLED_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
