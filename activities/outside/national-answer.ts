/**
 * The national platform's answer, read without guessing.
 *
 * A complete answer must have its lists, even when they are empty; an incomplete one says so in its
 * status and is never read as "nothing found". Account states come as codes of JGJ/T 320-2014 table
 * A.6 or as words.
 *
 * @source 通知（征求意见稿）（十四）
 */
import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../src/domain/calendar.ts';

type AnswerStatus = 'ok' | 'partial' | 'timeout' | 'error';
type AccountState = 'normal' | 'sealed' | 'frozen' | 'closed';
type AccountSource = 'unit' | 'flexible' | 'unknown';

/** The facts of the opening check that come from the platform. */
export interface NationalAnswer {
  readonly requestId: string;
  readonly nameMatches: boolean;
  readonly documentMatches: boolean;
  readonly answer: {
    readonly status: AnswerStatus;
    readonly accounts: readonly {
      readonly center: string;
      readonly state: AccountState;
      readonly source: AccountSource;
    }[];
    readonly loans: readonly {
      readonly center: string;
      readonly state: 'open' | 'settled';
      /** Left out: the person borrowed. */
      readonly role?: 'co-borrower' | 'guarantor';
    }[];
    readonly fraudFlag: boolean;
    readonly bans: readonly { readonly until: PlainDate }[];
  };
  /** Oldest day whose data were looked at; null when the platform does not say. */
  readonly asOf: PlainDate | null;
  /** What the platform sent, as it stands: the evidence of the check. Personal data. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

const STATES = {
  '01': 'normal',
  '02': 'sealed',
  '03': 'closed',
  '04': 'closed',
  '05': 'closed',
  '06': 'frozen',
  normal: 'normal',
  sealed: 'sealed',
  frozen: 'frozen',
  closed: 'closed',
} as const satisfies Record<string, AccountState>;

const SOURCES = {
  UNIT: 'unit',
  FLEX: 'flexible',
  UNKNOWN: 'unknown',
  unit: 'unit',
  flexible: 'flexible',
  unknown: 'unknown',
} as const satisfies Record<string, AccountSource>;

const LOAN_STATES = {
  OPEN: 'open',
  SETTLED: 'settled',
  open: 'open',
  settled: 'settled',
} as const;

const ROLES = {
  BORROWER: 'borrower',
  CO_BORROWER: 'co-borrower',
  GUARANTOR: 'guarantor',
  borrower: 'borrower',
  'co-borrower': 'co-borrower',
  guarantor: 'guarantor',
} as const;

const STATUSES = {
  PARTIAL: 'partial',
  TIMEOUT: 'timeout',
  ERROR: 'error',
  partial: 'partial',
  timeout: 'timeout',
  error: 'error',
} as const satisfies Record<string, AnswerStatus>;

/** One of the table's keys, read as what it stands for; anything else cannot be used. */
function coded<T extends string>(table: Readonly<Record<string, T>>) {
  return z.string().transform((code, context) => {
    const meaning = Object.hasOwn(table, code) ? table[code] : undefined;
    if (meaning !== undefined) return meaning;
    context.addIssue('unknown code');
    return z.NEVER;
  });
}

const day = z.string().transform((text, context) => {
  if (isPlainDate(text)) return text;
  context.addIssue('not a date');
  return z.NEVER;
});
const center = z.string().regex(/^\d{6}$/);
const ENTRIES_MAX = 200;

const account = z.looseObject({
  center,
  state: coded(STATES),
  kind: coded(SOURCES),
  accountNo: z.string().max(64).nullish(),
});
const loan = z.looseObject({
  center,
  state: coded(LOAN_STATES),
  role: coded(ROLES).nullish(),
  fraudFlag: z.boolean().nullish(),
});
const ban = z.looseObject({ until: day });

const identified = {
  requestId: z.string().max(200),
  provincesMissing: z.array(z.string().max(40)).max(100).nullish(),
};
const found = {
  person: z.looseObject({ nameMatches: z.boolean(), documentMatches: z.boolean() }),
  accounts: z.array(account).max(ENTRIES_MAX),
  loans: z.array(loan).max(ENTRIES_MAX),
  fraudFlag: z.boolean(),
  bans: z.array(ban).max(ENTRIES_MAX),
};
const complete = z.looseObject({
  ...identified,
  ...found,
  status: z.enum(['OK', 'ok']).transform((): AnswerStatus => 'ok'),
  asOf: day,
});
const incomplete = z.looseObject({
  ...identified,
  ...z.object(found).partial().shape,
  status: coded(STATUSES),
  asOf: day.nullish(),
});

/** Reads an answer; the evidence is what came in, untouched. */
export const nationalAnswer = z
  .record(z.string(), z.unknown())
  .transform((evidence, context): NationalAnswer => {
    const parsed = z.union([complete, incomplete]).safeParse(evidence);
    if (parsed.success) return answerOf(parsed.data, evidence);
    context.addIssue('not an answer');
    return z.NEVER;
  });

function answerOf(
  body: z.infer<typeof complete> | z.infer<typeof incomplete>,
  evidence: Readonly<Record<string, unknown>>,
): NationalAnswer {
  const { requestId, person, accounts = [], loans = [], bans = [], fraudFlag = false } = body;
  // A platform that names missing provinces has not looked everywhere, whatever its status says.
  const missing = (body.provincesMissing ?? []).length > 0;
  return {
    requestId,
    nameMatches: person?.nameMatches ?? false,
    documentMatches: person?.documentMatches ?? false,
    answer: {
      status: body.status === 'ok' && missing ? 'partial' : body.status,
      accounts: distinct(accounts).map(({ kind, ...one }) => ({
        center: one.center,
        state: one.state,
        source: kind,
      })),
      loans: loans.map(({ center: at, state, role = null }) => ({
        ...{ center: at, state },
        ...(role !== null && role !== 'borrower' && { role }),
      })),
      fraudFlag: fraudFlag || loans.some((one) => one.fraudFlag === true),
      bans: bans.map(({ until }) => ({ until })),
    },
    asOf: body.asOf ?? null,
    evidence,
  };
}

/**
 * An account that is listed twice in every detail is one account. Only where its number shows
 * digits: two that are masked whole cannot be told apart, and stay two.
 */
function distinct<T extends { readonly accountNo?: string | null | undefined }>(
  accounts: readonly T[],
): readonly T[] {
  const seen = new Set<string>();
  return accounts.filter((account) => {
    const text = JSON.stringify(account);
    const twin = seen.has(text) && /\d/.test(account.accountNo ?? '');
    seen.add(text);
    return !twin;
  });
}
