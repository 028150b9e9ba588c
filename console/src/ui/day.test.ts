import assert from 'node:assert/strict'
import { it } from 'node:test'
import { dayText } from './day.ts'

it('a day is a date in UTC, wherever its reader is', () => {
  const zone = process.env['TZ']
  process.env['TZ'] = 'America/Los_Angeles'
  try {
    assert.equal(dayText(Date.parse('2026-11-29T00:00:00Z'), 'en-GB'), '29 Nov 2026 UTC')
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }
})
