/** Figures of changes of personal data (信息变更): how long they are watched, how soon they are done. */
export const PERSONAL_CHANGE_FIGURES = {
  'personal-change-watch': {
    title: '变更信息后提取须经复核的期间',
    unit: 'days',
    clauses: ['liaoning-11', 'liaoning-7'],
  },
  'personal-change-promise': {
    title: '信息变更承诺办结时限',
    unit: 'working-days',
    clauses: ['liaoning-11'],
  },
} as const;
