/** The form of one act: filled in, checked as one types, sent against the version that was seen. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { z } from 'zod';
import { api, changing, newKey, problemOf, read, type Schemas } from '../../api/client.ts';
import { FormFields } from '../../forms/form-fields.tsx';
import { useForm, type FormState } from '../../forms/use-form.ts';
import { firstWrong } from '../../forms/walk.ts';
import { fieldTitle } from '../../../cases/wording-forms.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Action } from './action-bar.tsx';
import type { ActFormEntry } from './acts/act-form.ts';
import type { Case, Seen } from './case-data.ts';
import { ChangedNote } from './changed-note.tsx';
import './act-form.css';

export interface ActFormProps {
  readonly case: Case;
  readonly action: Action;
  readonly schema: z.ZodType;
  readonly entry: ActFormEntry;
  readonly application: unknown;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
  readonly onGiveUp: () => void;
}

const NOTHING = {};

export function ActForm(props: ActFormProps) {
  const { case: of, action, schema, entry, application, onDirty, onGiveUp } = props;
  const fixed = entry.fixed?.(of) ?? NOTHING;
  const form = useForm({
    schema,
    place: action.action,
    initial: entry.initial?.(of, application) ?? NOTHING,
    fixed,
    must: entry.must ?? (() => []),
  });
  const sending = useSending(props, form);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    onDirty(form.isDirty);
  }, [form.isDirty, onDirty]);
  const submit = () => {
    const content = form.check();
    if (content === null) firstWrong(element.current);
    else void sending.send(content);
  };
  // Nobody acts for the person: there is nothing to confirm.
  const given = of.agent === null ? [...Object.keys(fixed), 'byAgent'] : Object.keys(fixed);
  const without = new Set(given.map((name) => `/${name}`));
  const Body = entry.Body ?? FormFields;
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      {action.preview !== undefined && (
        <Alert className="gap-below" type="info" showIcon title={action.preview} />
      )}
      <Body case={of} form={form} without={without} />
      <div className="act-foot">
        {sending.isBehind ? (
          <ChangedNote
            case={of}
            action={action}
            seen={sending.seen}
            onGoOn={sending.goOn}
            onGiveUp={onGiveUp}
          />
        ) : (
          <>
            {sending.error !== null && <ProblemNote error={sending.error} onRepeat={submit} />}
            <ErrorSummary form={form} />
            <Buttons pending={sending.pending} onGiveUp={onGiveUp} title={action.title} />
          </>
        )}
      </div>
    </form>
  );
}

const TOLD_MAX = 3;

/** What keeps it from being sent, also where the field is far away. */
function ErrorSummary({ form }: { readonly form: FormState }) {
  if (!form.isSent || form.errors.size === 0) return null;
  const told = [...form.errors].slice(0, TOLD_MAX);
  return (
    <p className="field-error gap-below" role="alert">
      有{form.errors.size}处需要修改：
      {told
        .map(([pointer, detail]) => `${fieldTitle(`/${form.field.place}${pointer}`)} ${detail}`)
        .join('；')}
      {form.errors.size > TOLD_MAX && '……'}
    </p>
  );
}

interface ButtonsProps {
  readonly pending: boolean;
  readonly title: string;
  readonly onGiveUp: () => void;
}

function Buttons({ pending, title, onGiveUp }: ButtonsProps) {
  return (
    <div className="act-buttons">
      <Button type="primary" htmlType="submit" loading={pending}>
        提交：{title}
      </Button>
      <Button onClick={onGiveUp}>取消</Button>
      <span className="quiet">Ctrl+Enter 提交</span>
    </div>
  );
}

function seenOf({ version, lastEvent, stage }: Case): Seen {
  return { version, lastEvent, stage: stage.title };
}

/** Sends under one key as long as the content and the version stay the same. */
function useSending({ case: of, action, onClose }: ActFormProps, form: ReturnType<typeof useForm>) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(() => seenOf(of));
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const tried = useRef({ key: newKey(), what: '' });
  const send = async (content: unknown) => {
    const what = JSON.stringify([seen.version, content]);
    if (tried.current.what !== what) tried.current = { key: newKey(), what };
    setPending(true);
    setError(null);
    try {
      const after = await act(of.id, action.action, {
        content,
        headers: changing(tried.current.key, seen.version),
      });
      queries.setQueryData(['case', of.id], after);
      void message.success(`${action.title}：已办理`);
      onClose();
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      await queries.invalidateQueries({ queryKey: ['case', of.id] });
    } catch (failure) {
      form.blame(problemOf(failure));
      setError(failure);
      if (isOvertaken(failure)) await queries.invalidateQueries({ queryKey: ['case', of.id] });
    } finally {
      setPending(false);
    }
  };
  return {
    send,
    seen,
    pending,
    error,
    isBehind: of.version !== seen.version && !pending,
    goOn: () => {
      setError(null);
      setSeen(seenOf(of));
    },
  };
}

type ActBody = Schemas['ActForm'];

function act(
  id: string,
  action: string,
  {
    content,
    headers,
  }: {
    readonly content: unknown;
    readonly headers: ReturnType<typeof changing> & { 'If-Match': string };
  },
): Promise<Case> {
  return read(
    api.POST('/api/v1/cases/{id}/actions/{action}', {
      params: { path: { id, action }, header: headers },
      // The very schema of the act has just read it.
      body: content as ActBody,
    }),
  );
}

/** Somebody else was first: the case is read again and shows what changed. */
function isOvertaken(failure: unknown): boolean {
  const { status } = problemOf(failure);
  return status === 412 || status === 409;
}
