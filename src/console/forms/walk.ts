/**
 * Through a form without the mouse: Enter goes on to the next field, Ctrl+Enter sends.
 *
 * Enter keeps its own meaning where it has one: on buttons, in texts of several lines, in an open
 * list. Buttons are passed over unless they are a step of their own (`data-step`).
 */
const STEPS = ['input', 'textarea', 'button[data-step]'].join(',');

export function walkByEnter(event: KeyboardEvent, whole: HTMLElement, submit: () => void): void {
  if (event.key !== 'Enter' || event.isComposing) return;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    event.stopPropagation();
    // What is being typed is understood when its field is left.
    target.blur();
    submit();
    return;
  }
  if (!isPassedByEnter(target)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey) step(whole, target, -1);
  else step(whole, target, 1);
}

function isPassedByEnter(target: HTMLElement): boolean {
  if (!(target instanceof HTMLInputElement) || target.type === 'file') return false;
  return target.getAttribute('aria-expanded') !== 'true';
}

/** On to the next step after an element; at the end it stays. */
export function step(whole: HTMLElement, from: HTMLElement, by: 1 | -1): void {
  const steps = [...whole.querySelectorAll<HTMLElement>(STEPS)].filter(
    (one) => one === from || (isOpen(one) && !isSameChoice(one, from)),
  );
  steps[steps.indexOf(from) + by]?.focus();
}

function isOpen(element: HTMLElement): boolean {
  if (element.tabIndex < 0 || element.matches(':disabled')) return false;
  if (isUncheckedBeside(element)) return false;
  return (
    element.getClientRects().length > 0 ||
    element.closest('.ant-radio, .ant-checkbox, .ant-select') !== null
  );
}

/** Radio buttons of one name are one step. */
function isSameChoice(one: HTMLElement, other: HTMLElement): boolean {
  return (
    one instanceof HTMLInputElement &&
    other instanceof HTMLInputElement &&
    one.type === 'radio' &&
    other.type === 'radio' &&
    one.name === other.name
  );
}

/** Of radio buttons the chosen one is entered, else the first. */
function isUncheckedBeside(element: HTMLElement): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return false;
  const all = [...document.getElementsByName(element.name)].filter(
    (one) => one instanceof HTMLInputElement,
  );
  return element !== (all.find(({ checked }) => checked) ?? all[0]);
}

/** To the first step, unless somebody is somewhere already. */
export function enterForm(whole: HTMLElement | null): void {
  const active = document.activeElement;
  if (active !== document.body && active?.tagName !== 'H1') return;
  const steps = [...(whole?.querySelectorAll<HTMLElement>(STEPS) ?? [])];
  steps.find(isOpen)?.focus();
}

/** What failed to upload is told by its control, and is not wrong. */
const WRONG = ['[aria-invalid=true]', '.field > .field-error', '.field-group > .field-error'].join(
  ',',
);

/** To the first field that is wrong, once it is drawn so: of buttons to choose from, to the first of them. */
export function firstWrong(whole: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const wrong = whole?.querySelector<HTMLElement>(WRONG);
    const inputs = wrong?.closest('.field, fieldset')?.querySelectorAll<HTMLElement>(STEPS) ?? [];
    const target = wrong?.matches(STEPS) ? wrong : [...inputs].find(isOpen);
    target?.focus();
    wrong?.scrollIntoView({ block: 'center' });
  });
}
