import type { Messages } from '../en.ts'

export const timeRange: Messages['timeRange'] = {
  created: 'Entstanden',
  any: 'Irgendwann',
  spans: { '1h': 'In der letzten Stunde', '24h': 'In 24 Stunden', '7d': 'In 7 Tagen', '30d': 'In 30 Tagen' },
  fixed: 'Von … bis …',
  from: 'Von',
  to: 'Bis',
  link: 'Link zu dieser Liste',
}
