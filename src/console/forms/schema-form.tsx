/**
 * A form for any schema: the schema says what is asked, the wording what it is called.
 *
 * `useSchemaForm` holds what is typed; this draws it, walks through it by Enter, sends it by
 * Ctrl+Enter, and shows beside each field what schema and server say of it.
 */
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { problemOf } from '../api/client.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { enterForm, firstWrong, walkByEnter } from './walk.ts';
import { problemsBelow, type SchemaForm } from './form-state.ts';
import { SchemaField } from './schema-field.tsx';

interface FrameProps {
  readonly form: SchemaForm;
  readonly pending: boolean;
  /** Given the content, which the schema accepts. */
  readonly onSubmit: (content: unknown) => void;
  readonly children: ReactNode;
}

/** What every form does: Enter goes on, Ctrl+Enter sends, the first wrong field is gone to. */
export function FormFrame({ form, pending, onSubmit, children }: FrameProps) {
  const whole = useRef<HTMLFormElement>(null);
  useEffect(() => {
    enterForm(whole.current);
  }, []);
  const submit = () => {
    if (pending) return;
    if (form.check()) onSubmit(form.content);
    else firstWrong(whole.current);
  };
  return (
    <form
      ref={whole}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDownCapture={(event) => {
        walkByEnter(event.nativeEvent, event.currentTarget, submit);
      }}
    >
      {children}
    </form>
  );
}

interface Props extends Omit<FrameProps, 'children'> {
  readonly submitText: string;
  /** What the last try met, if anything. */
  readonly error?: unknown;
  /** Beside the button. */
  readonly beside?: ReactNode;
}

export function SchemaFormView(props: Props) {
  const { form, submitText, pending, error, onSubmit, beside } = props;
  const again = () => {
    onSubmit(form.content);
  };
  return (
    <FormFrame form={form} pending={pending} onSubmit={onSubmit}>
      <SchemaField form={form} spec={form.spec} path={[]} disabled={pending} />
      {error !== undefined && error !== null && <ProblemNote error={error} onRepeat={again} />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={pending} data-step="submit">
          {submitText}
        </Button>
        <span className="quiet">Enter 到下一栏，Ctrl+Enter 提交</span>
        {beside}
      </div>
    </FormFrame>
  );
}

/** Puts the server's words beside the fields they are about. */
export function tellProblem(form: SchemaForm, error: unknown, below: string): void {
  form.tell(problemsBelow(problemOf(error).errors, below));
}
