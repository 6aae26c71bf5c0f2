/**
 * A form in a dialog: checked by the very schema of the server before it is sent, refused fields
 * told beside them, everything else above the buttons; what was typed stays until it is accepted.
 */
import { Form, Modal, type FormInstance } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { newKey, problemOf } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';

interface DialogProps<Values extends object, Content> {
  readonly open: boolean;
  readonly title: string;
  readonly okText: string;
  readonly initial: Values;
  readonly schema: z.ZodType<Content>;
  /** What is sent, from what stands in the fields. */
  readonly contentOf: (values: Values) => unknown;
  /** Rejects with what the server said. */
  readonly onSubmit: (content: Content, key: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}

export function DeskDialog<Values extends object, Content>(props: DialogProps<Values, Content>) {
  const { open, title, okText, onClose, width = 560 } = props;
  const [pending, setPending] = useState(false);
  const form = useId();
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      cancelText="取消"
      width={width}
      confirmLoading={pending}
      okButtonProps={{ htmlType: 'submit', form }}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        // The dialog itself would put it on its cross.
        if (isOpen) firstField(form)?.focus();
      }}
      destroyOnHidden
    >
      <DialogForm {...props} id={form} onPending={setPending} />
    </Modal>
  );
}

function firstField(form: string): HTMLElement | null | undefined {
  return document
    .getElementById(form)
    ?.querySelector('input:not([type="hidden"]), textarea, [role="combobox"]');
}

interface FormProps<Values extends object, Content> extends DialogProps<Values, Content> {
  readonly id: string;
  readonly onPending: (pending: boolean) => void;
}

/** Made anew each time the dialog opens: one key for one intended change. */
function DialogForm<Values extends object, Content>(props: FormProps<Values, Content>) {
  const { id, initial, schema, contentOf, onSubmit, onClose, onPending, children } = props;
  const [form] = Form.useForm<Values>();
  const [key] = useState(newKey);
  const [error, setError] = useState<unknown>(null);
  const submit = async (values: Values) => {
    const read = schema.safeParse(contentOf(values));
    if (!read.success) {
      showIssues(form, read.error.issues);
      return;
    }
    onPending(true);
    setError(null);
    try {
      await onSubmit(read.data, key);
      onClose();
    } catch (failure) {
      showErrors(form, failure);
      setError(failure);
    } finally {
      onPending(false);
    }
  };
  return (
    <>
      <Form
        id={id}
        form={form}
        layout="vertical"
        initialValues={initial}
        requiredMark="optional"
        scrollToFirstError
        onValuesChange={() => {
          // What was told of a field was told of what stood there before.
          const told = form.getFieldsError().filter(({ errors }) => errors.length > 0);
          form.setFields(told.map(({ name }) => ({ name: name as never, errors: [] })));
        }}
        onFinish={(values: Values) => void submit(values)}
      >
        {children}
      </Form>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

type Path = readonly (string | number)[];

function mark<Values extends object>(
  form: FormInstance<Values>,
  told: readonly { readonly path: Path; readonly text: string }[],
): void {
  // The paths come from a schema that knows the same fields; others are passed over.
  const fields = told.map(({ path, text }) => ({ name: [...path] as never, errors: [text] }));
  form.setFields(fields);
  const [first] = told;
  if (first) form.scrollToField([...first.path] as never, { focus: true });
}

function showIssues<Values extends object>(
  form: FormInstance<Values>,
  issues: readonly z.core.$ZodIssue[],
): void {
  mark(
    form,
    issues.map(({ path, message }) => ({
      path: path.map((step) => (typeof step === 'number' ? step : String(step))),
      text: message,
    })),
  );
}

function showErrors<Values extends object>(form: FormInstance<Values>, failure: unknown): void {
  const { errors = [] } = problemOf(failure);
  mark(
    form,
    errors
      .filter(({ pointer }) => pointer.startsWith('#/'))
      .map(({ pointer, detail }) => ({ path: pathOf(pointer), text: detail })),
  );
}

function pathOf(pointer: string): Path {
  return pointer
    .slice(2)
    .split('/')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
