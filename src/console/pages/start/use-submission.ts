/**
 * Sending an application. One key for one form, from its opening on; an answer that was lost is
 * asked for again with the very same content, so that nothing is done twice.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, changing, mayRepeat, problemOf, read, type Schemas } from '../../api/client.ts';

export type StartedCase = Schemas['Case'];

export interface Submission {
  readonly pending: boolean;
  /** What the last try met. */
  readonly error: unknown;
  /** It was sent, and nobody knows what became of it: the same is sent again, nothing else. */
  readonly unknown: boolean;
  readonly send: (content: unknown) => void;
  readonly again: () => void;
}

interface Options {
  readonly type: string;
  readonly branch: string;
  readonly key: string;
  readonly onDone: (started: StartedCase) => void;
  /** What was sent was refused: fields are told. */
  readonly onRefused: (error: unknown) => void;
}

export function useSubmission({ type, branch, key, onDone, onRefused }: Options): Submission {
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [lost, setLost] = useState<object | null>(null);
  const post = async (body: object) => {
    setPending(true);
    try {
      const started = await read(
        api.POST('/api/v1/cases', {
          params: { header: changing(key) },
          body: body as Schemas['Submission'],
        }),
      );
      await queries.invalidateQueries({ queryKey: ['cases'] });
      onDone(started);
    } catch (failure) {
      const repeat = mayRepeat(problemOf(failure));
      setError(failure);
      setLost(repeat ? body : null);
      if (!repeat) onRefused(failure);
    } finally {
      setPending(false);
    }
  };
  return {
    pending,
    error,
    unknown: lost !== null,
    send: (content) => void post({ type, branch, application: content }),
    again: () => {
      if (lost) void post(lost);
    },
  };
}
