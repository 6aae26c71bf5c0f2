/** One page of the console: where it is, who may open it, where it stands in the menu. */
import type { ComponentType } from 'react';
import type { Role } from '../../cases/case.ts';

/** Groups of the menu, in their order. */
export const GROUPS = {
  work: '办理',
  supervision: '监管',
  records: '查询与留痕',
  settings: '设置',
} as const;
export type Group = keyof typeof GROUPS;

export interface PageEntry {
  /** With `:name` for parameters. */
  readonly path: string;
  readonly title: string;
  /** null: not in the menu. */
  readonly group: Group | null;
  /** Within its group. */
  readonly order: number;
  /** Who may open it; the server judges every request by itself. */
  readonly roles: readonly Role[];
  readonly load: () => Promise<{ readonly Component: ComponentType }>;
}

/** Everybody who works in the office or looks at what it did; not the channels. */
export const STAFF: readonly Role[] = [
  'clerk',
  'reviewer',
  'approver',
  'supervisor',
  'auditor',
  'operator',
];
/** Whoever works on cases. */
export const OFFICE: readonly Role[] = ['clerk', 'reviewer', 'approver', 'supervisor'];
export const READERS: readonly Role[] = [...OFFICE, 'auditor'];
