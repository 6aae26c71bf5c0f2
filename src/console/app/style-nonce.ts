/**
 * The page's policy lets only styles with its nonce in. Ant Design is handed it; a few parts below
 * it (the lock of the scroll bar behind a dialog) make their style element without, so every style
 * element that our own scripts create gets it. Markup that somebody smuggled in gets none.
 */
export const STYLE_NONCE =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export function giveStylesTheNonce(): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- only its overloads for obsolete elements are
  const create = document.createElement.bind(document);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = STYLE_NONCE;
    return element;
  };
}
