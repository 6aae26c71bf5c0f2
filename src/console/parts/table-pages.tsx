/** Turning the pages of a table where it stands, by buttons that say what they do. */
import type { PaginationProps, TablePaginationConfig } from 'antd';
import { cloneElement, isValidElement } from 'react';

const NAMES: Readonly<Record<string, string>> = {
  prev: '上一页',
  next: '下一页',
  'jump-prev': '向前5页',
  'jump-next': '向后5页',
};

/** Their pictures have no name of their own. */
export const namedPageButton: NonNullable<PaginationProps['itemRender']> = (_, type, element) => {
  const name = NAMES[type];
  return name !== undefined && isValidElement<{ readonly 'aria-label'?: string }>(element)
    ? cloneElement(element, { 'aria-label': name })
    : element;
};

/** Nothing is shown while everything fits on one page. */
export function tablePages(pageSize: number): TablePaginationConfig {
  return { pageSize, showSizeChanger: false, hideOnSinglePage: true, itemRender: namedPageButton };
}
