/** The staff desk of a browser suite: people with a role, tasks they have in hand, lists to choose from. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { startCase } from '../../api/world/cases.ts';
import type { Desk } from './desk.ts';

export interface StaffDesk {
  /** Somebody set up as the center was, with one role in the hall. */
  readonly member: (name: string, role?: string) => Promise<string>;
  /** A task that somebody has in hand; its case's printed number. */
  readonly heldBy: (staff: string) => Promise<string>;
}

export function staffDesk(place: Desk): StaffDesk {
  return {
    member: async (name, role = 'clerk') => {
      const id = `b-${randomUUID().slice(0, 7)}`;
      await place.owner().query(
        `insert into staff (id, subject, kind, name, center, home_branch)
         values ($1, $1, 'person', $2, '210100', 'sy-hall')`,
        [id, name],
      );
      await place.owner().query(
        `insert into staff_scope (staff, role, center, branch, valid_from)
         values ($1, $2, '210100', 'sy-hall', '2026-01-01')`,
        [id, role],
      );
      return id;
    },
    heldBy: async (staff) => {
      const clerk = await place.api('lin-guiyuan');
      const lacking = { employment: undefined };
      const { id, told } = await startCase(clerk, { number: place.newNumber() }, lacking);
      await place
        .owner()
        .query('update task set assigned_to = $2, version = version + 1 where case_id = $1', [
          id,
          staff,
        ]);
      return told.string('number');
    },
  };
}

/** Chooses in a list of the dialog that is open. */
export async function choose(page: Page, label: string, option: RegExp): Promise<void> {
  const box = page.getByRole('dialog').getByRole('combobox', { name: label });
  await box.click();
  const list = page.locator(`[id="${(await box.getAttribute('aria-controls')) ?? ''}"]`);
  const shown = page.locator('.ant-select-dropdown').filter({ has: list });
  await shown.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}
