/**
 * A template: one version of the words of one kind of document.
 *
 * A version that was once used never changes again; new words are a new version beside it. What
 * its text is, is known by a hash over its examples, which reach every branch of it.
 */
import type { DocumentKind, DocumentParams } from '../cases/wording-documents.ts';
import type { Block } from './blocks.ts';

export interface Template<Kind extends DocumentKind = DocumentKind> {
  readonly kind: Kind;
  readonly version: string;
  readonly title: string;
  /** What stands for the number where nothing of it is kept; left out: 测算参考. */
  readonly unregistered?: string;
  readonly render: (params: DocumentParams[Kind]) => readonly Block[];
  /** The short text for SMS or app, without full personal data; null: not sent that way. */
  readonly message: ((params: DocumentParams[Kind]) => string) | null;
  /** Parameters that reach every branch of the text. */
  readonly examples: readonly [DocumentParams[Kind], ...DocumentParams[Kind][]];
}
