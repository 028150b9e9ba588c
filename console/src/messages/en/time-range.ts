export const timeRange = {
  created: 'Created',
  any: 'At any time',
  spans: {
    '1h': 'In the last hour',
    '24h': 'In the last 24 hours',
    '7d': 'In the last 7 days',
    '30d': 'In the last 30 days',
  },
  fixed: 'From … to …',
  from: 'From',
  to: 'To',
  labelIn: { local: (label: string) => `${label}, local time`, utc: (label: string) => `${label}, UTC` },
  half: 'Complete the time, or delete all of it.',
  link: 'link to this page',
}
