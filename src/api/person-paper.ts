/** A paper for a person without a case, as it is issued: its text by the current template, sealed later, its hash. */
import { createHash } from 'node:crypto';
import type { DocumentParams } from '../cases/wording-documents.ts';
import type { NewPersonDocument } from '../db/person-documents.ts';
import { currentTemplate } from '../documents/registry.ts';
import { acting, grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';

export interface PersonPaper<Kind extends keyof DocumentParams> {
  /** Derived from caller and key: asked again, it is the same paper. */
  readonly id: string;
  readonly person: string;
  readonly center: string;
  readonly kind: Kind;
  readonly params: DocumentParams[Kind];
}

export function personPaper<Kind extends keyof DocumentParams>(
  context: Context,
  deps: ApiDeps,
  { id, person, center, kind, params }: PersonPaper<Kind>,
): NewPersonDocument {
  const content = JSON.stringify(params);
  return {
    ...{ id, person, kind, content },
    template: currentTemplate(kind).version,
    contentHash: createHash('sha256').update(content, 'utf8').digest('hex'),
    by: acting(context, deps, grantIn(context, center)),
  };
}
