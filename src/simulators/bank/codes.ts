/** The codes with which the bank says why it does not do something. */
export const CODES = {
  insufficient: '51',
  cardUnknown: '14',
  cardLost: '41',
  cardFrozen: '62',
  cardClosed: '46',
  cardRefused: '57',
  holderDiffers: '05',
  mandateMissing: '71',
  mandateDiffers: '72',
  overLimit: '61',
  codeWrong: '81',
  depositShort: '91',
} as const;

/** Why a card in this state is not debited; a normal one is. */
export const CARD_STATE_CODES: Readonly<Record<string, string | undefined>> = {
  lost: CODES.cardLost,
  frozen: CODES.cardFrozen,
  closed: CODES.cardClosed,
};
