/** How names are ordered where people read them: by pinyin. Everything else compares by bytes (ADR 19). */

/** Behind the column that holds the name, in `order by`. */
export const BY_PINYIN = 'collate "zh-x-icu"';
