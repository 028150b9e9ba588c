import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shortLine } from './log-format.ts'

const line = (entry: object) =>
  shortLine(JSON.stringify({ level: 'info', time: '2026-11-25T10:11:12.345Z', name: 'plinth', pid: 7, ...entry }))

describe('shortLine', () => {
  it('leaves time, part, message and what else was said', () => {
    assert.equal(line({ part: 'tenancy', msg: 'caught up', count: 3 }), '10:11:12 tenancy: caught up  (count=3)\n')
  })

  it('names a part once when the message begins with it', () => {
    assert.equal(line({ part: 'tenancy', msg: 'tenancy runs in process 7' }), '10:11:12 tenancy runs in process 7\n')
  })

  it('shows the level when it is not the usual one, and the stack of an error', () => {
    assert.equal(
      line({ level: 'error', msg: 'no', err: { stack: 'Error: x\n    at y' } }),
      '10:11:12 ERROR no\n  Error: x\n      at y\n',
    )
  })

  it('shows control characters, and sends none to the terminal but the ends of lines', () => {
    const text = 'a\u001b[2K\r\u009bb'
    const shown = 'a\\x1b[2K\\x0d\\x9bb'
    assert.equal(
      line({ msg: text, name_of: `${text}\n10:11:12 forged`, err: { stack: `Error: ${text}\n    at y` } }),
      `10:11:12 ${shown}  (name_of=${shown}\\x0a10:11:12 forged)\n  Error: ${shown}\n      at y\n`,
    )
  })
})
