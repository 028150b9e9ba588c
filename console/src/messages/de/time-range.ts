import type { Messages } from '../en.ts'

export const timeRange: Messages['timeRange'] = {
  created: 'Entstanden',
  any: 'Irgendwann',
  spans: { '1h': 'Letzte Stunde', '24h': 'Letzte 24 Stunden', '7d': 'Letzte 7 Tage', '30d': 'Letzte 30 Tage' },
  fixed: 'Von … bis …',
  from: 'Von',
  to: 'Bis',
  labelIn: { local: (label) => `${label}, Ortszeit`, utc: (label) => `${label}, UTC` },
  half: 'Bitte die Zeit ergänzen oder ganz löschen.',
  link: 'Link zu dieser Seite',
}
