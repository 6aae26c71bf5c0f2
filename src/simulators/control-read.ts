/** How the control API reads what it is sent: with zod, and with the fields that it cannot read. */
import { type Response } from 'express';
import { type z } from 'zod';

/** Parses, or answers 400 with the fields that cannot be read. */
export function read<T>(schema: z.ZodType<T>, content: unknown, response: Response): T | null {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: `/${path.map(String).join('/')}`,
    message,
  }));
  response.status(400).json({ code: 'E0400', fields });
  return null;
}
