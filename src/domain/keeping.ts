/** How long is kept what was begun and belongs to no case (数据最小化): counted in days after it was last needed. */

/** A form begun and not sent, after it was last changed. */
export const DRAFT_DAYS = 30;
/** A document handed in that no case took up, after it was handed in. */
export const UPLOAD_DAYS = 30;
/** The list of a bulk start, after its last row was dealt with: half a year, for whoever asks about a row. */
export const LIST_DAYS = 183;
