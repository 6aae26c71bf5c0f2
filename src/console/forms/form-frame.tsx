/** What every form does: Enter goes on, Ctrl+Enter sends, the first wrong field is gone to, whoever says so. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { FormState } from './use-form.ts';
import { enterForm, firstWrong, walkByEnter } from './walk.ts';

interface Props {
  readonly form: FormState;
  readonly pending: boolean;
  /** Given the content, which the schema accepts. */
  readonly onSubmit: (content: unknown) => void;
  readonly children: ReactNode;
}

export function FormFrame({ form, pending, onSubmit, children }: Props) {
  const whole = useRef<HTMLFormElement>(null);
  useEffect(() => {
    enterForm(whole.current);
  }, []);
  const { blamed } = form;
  useEffect(() => {
    if (blamed.size > 0) firstWrong(whole.current);
  }, [blamed]);
  const submit = () => {
    if (pending) return;
    const content = form.check();
    if (content === null) firstWrong(whole.current);
    else onSubmit(content);
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
