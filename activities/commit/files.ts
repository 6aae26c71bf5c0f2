/** Binds uploaded files to the case and puts their keys under the person's own. */
import { attachFiles } from '../../src/db/files.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Context } from './context.ts';

/**
 * A file of this case may be named again; one of another case may not.
 *
 * @throws Fault 'file-not-usable' naming which of them cannot be used
 */
export async function attach(context: Context, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const { tx, later, deps, head, person, change } = context;
  const refused = await attachFiles(
    tx,
    { personKeys: deps.personKeys, center: deps.secrets.center },
    {
      files: [...new Set(files)],
      caseId: head.id,
      center: head.center,
      person,
      by: { id: change.by.id, role: change.by.role },
    },
    later,
  );
  if (refused.length === 0) return;
  throw new Fault('file-not-usable', '所填的材料不存在，或已用于其他业务。', {
    members: { files: refused },
  });
}
