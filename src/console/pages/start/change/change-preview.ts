/** What a change would come to, asked while it is typed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ContributionChangeApplication } from '../../../../forms/contribution-change.ts';
import { api, read, type Schemas } from '../../../api/client.ts';

export type Preview = ReturnType<typeof useChangePreview>;

const SETTLED_MS = 400;

/** Asked when what was typed has settled and is well-formed; else nothing is asked. */
export function useChangePreview(content: unknown, branch: string) {
  const asked = useSettled(JSON.stringify(content));
  const parsed = ContributionChangeApplication.safeParse(JSON.parse(asked));
  return useQuery({
    queryKey: ['change-preview', asked, branch],
    enabled: parsed.success,
    gcTime: 0,
    staleTime: 10_000,
    retry: false,
    queryFn: () => {
      const body = {
        type: 'contribution-change',
        branch,
        application: JSON.parse(asked) as object,
      };
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
