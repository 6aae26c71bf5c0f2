/**
 * The codes that workflows and activities write down, read off their sources: kinds of waits,
 * tasks, events, documents, messages and links, reasons, effects and the faults they answer with.
 *
 * They are plain strings there; the words for them stand elsewhere, so a test has to compare.
 */
import ts from 'typescript';
import { lineAt, type ProjectFile } from './tree.ts';

export type CodeOf =
  | 'wait'
  | 'task'
  | 'event'
  | 'message'
  | 'document'
  | 'link'
  | 'reason'
  | 'effect'
  | 'fault'
  | 'action';

export interface FoundCode {
  readonly of: CodeOf;
  readonly code: string;
  /** `path:line` */
  readonly where: string;
}

/** @param files TypeScript sources */
export function codesIn(files: readonly ProjectFile[]): readonly FoundCode[] {
  return files.flatMap(({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true);
    const all: FoundCode[] = [];
    const visit = (node: ts.Node): void => {
      for (const { of, codes } of codesAt(node)) {
        const where = `${path}:${lineAt(text, node.getStart())}`;
        for (const code of codes) all.push({ of, code, where });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return all;
  });
}

interface Codes {
  readonly of: CodeOf;
  readonly codes: readonly string[];
}

function codesAt(node: ts.Node): readonly Codes[] {
  if (ts.isObjectLiteralExpression(node)) return codesOfObject(node);
  if (ts.isCallExpression(node)) return codesOfCall(node);
  return [];
}

function codesOfObject(node: ts.ObjectLiteralExpression): readonly Codes[] {
  const fields = new Map(
    node.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) ? [[nameOf(property.name), property.initializer]] : [],
    ),
  );
  const has = (name: string) =>
    node.properties.some((property) => property.name && nameOf(property.name) === name);
  const kinds = textsIn(fields.get('kind'));
  const codes = textsIn(fields.get('code'));
  return [
    ...(kinds.length > 0 ? [{ of: kindOf(has), codes: kinds }] : []),
    ...(codes.length > 0 && has('clause') ? [{ of: 'reason' as const, codes }] : []),
    ...(codes.length > 0 && has('detail') ? [{ of: 'fault' as const, codes }] : []),
    ...(has('name') && has('params')
      ? [{ of: 'effect' as const, codes: textsIn(fields.get('name')) }]
      : []),
    ...faultsAnswered(fields.get('otherwise')),
  ];
}

/** What a thing with a kind is shows in what else it carries. */
function kindOf(has: (name: string) => boolean): CodeOf {
  if (has('shortenedBy')) return 'wait';
  if (has('workingDays')) return 'task';
  if (has('payload')) return 'message';
  if (has('params')) return 'document';
  if (has('other')) return 'link';
  return 'event';
}

/** `otherwise: { 'account-exists': … }`: the faults a draft has an answer to. */
function faultsAnswered(node: ts.Expression | undefined): readonly Codes[] {
  if (!node || !ts.isObjectLiteralExpression(node)) return [];
  const codes = node.properties.flatMap(({ name }) => (name ? [nameOf(name)] : []));
  return [{ of: 'fault', codes }];
}

/** `onAction('sign', …)` and `nonRetryable(text, 'fault')`. */
function codesOfCall(node: ts.CallExpression): readonly Codes[] {
  const called = node.expression;
  if (!ts.isPropertyAccessExpression(called)) return [];
  const at = (n: number) => textsIn(node.arguments[n]);
  if (called.name.text === 'onAction') return [{ of: 'action', codes: at(0) }];
  if (called.name.text === 'nonRetryable') return [{ of: 'fault', codes: at(1) }];
  return [];
}

/** A text, or both of `condition ? 'one' : 'other'`. */
function textsIn(node: ts.Expression | undefined): readonly string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)];
  }
  if (ts.isAsExpression(node)) return textsIn(node.expression);
  return [];
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();
}

/** Every text of the sources (strings and templates) that a pattern matches, as `path:line: match`. */
export function foundInTexts(files: readonly ProjectFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) => {
    if (text.search(pattern) === -1) return [];
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true);
    const hits: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || isTemplateRest(node)) {
        for (const { 0: match } of node.text.matchAll(pattern)) {
          hits.push(`${path}:${lineAt(text, node.getStart())}: ${match}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return hits;
  });
}

function isTemplateRest(node: ts.Node): node is ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}
