/** Figures of acting by an agent (代理) that the law leaves to the center. */
/** Without a document of the center nothing has to be notarised. */
export const AGENCY_FIGURES = {
  'agency-notarised-above': {
    title: '代理提取、销户的授权委托书须经公证的金额（超过）',
    unit: 'yuan',
    clauses: ['civil-code-165', 'liaoning-7'],
  },
} as const;
