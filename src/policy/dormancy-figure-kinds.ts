/** Figures of empty accounts (零余额停缴): the months, the warnings, the notice and its ways. */
export const DORMANCY_FIGURES = {
  'dormancy-wait': { title: '零余额停缴销户的月数', unit: 'months', clauses: ['liaoning-14'] },
  'dormancy-notice': { title: '零余额销户前的告知', unit: 'days', clauses: ['liaoning-14'] },
  'dormancy-warnings': {
    title: '零余额停缴满月数以前逐月提醒的月数',
    unit: 'months',
    clauses: ['liaoning-14'],
  },
  'service-order': {
    title: '告知文书送达方式的先后次序',
    unit: 'words',
    clauses: ['liaoning-14', 'liaoning-2'],
    words: ['app', 'sms', 'letter'],
  },
} as const;
