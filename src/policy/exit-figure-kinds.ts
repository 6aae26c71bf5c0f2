/** Figures of leaving (退出销户) that the law leaves to the center. */
export const EXIT_FIGURES = {
  'exit-signing': { title: '退出销户告知后签字的期限', unit: 'days', clauses: ['liaoning-7'] },
  'exit-regret': {
    title: '退出销户签字后的反悔期（期内不付款）',
    unit: 'days',
    clauses: ['liaoning-7'],
  },
  'loan-recheck': {
    title: '因贷款未予办理的，再次核查贷款的间隔',
    unit: 'days',
    clauses: ['liaoning-7'],
  },
} as const;
