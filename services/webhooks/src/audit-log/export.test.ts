import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { entryOf, entryText } from './entry.ts'
import { exportLine, placeOf, placeText } from './export.ts'
import { beginning, sealOf } from './seal.ts'

const entry = entryOf({
  ...{ id: 'evt_1', type: 'workspace.updated', workspaceId: 'wks_1', namespaceId: '', objectId: 'wks_1' },
  ...{ objectType: 'workspace', attributesJson: '{}', createdAt: new Date('2026-01-05T10:00:00Z') },
  changesJson: '{"seal":{"from":"}","to":",\\"position\\":1"}}',
})

describe('a line of an export', () => {
  it('proves itself: without its last three fields it is what was sealed', () => {
    const line = exportLine({ entry, before: beginning, seal: sealOf(beginning.seal, entryText(entry)) })
    const [, text, position, previous, seal] =
      /^(.*),"position":(\d+),"previous_seal":"(\w{64})","seal":"(\w{64})"\}\n$/.exec(line) ?? []
    assert.equal(`${text}}`, entryText(entry))
    assert.equal(position, '1')
    assert.equal(createHash('sha256').update(`${previous}${text}}`).digest('hex'), seal)
  })

  it('has no place while its entry waits for its seal', () => {
    const { position, previous_seal, seal } = JSON.parse(exportLine({ entry, before: undefined, seal: undefined }))
    assert.deepEqual([position, previous_seal, seal], [null, null, null])
  })

  it('goes on where a place says, and nowhere else', () => {
    const place = { to: '2026-02-01T00:00:00.000Z', at: '2026-01-05T10:00:00.000Z', id: 'evt_1' }
    assert.deepEqual(placeOf(placeText(place)), place)
    for (const text of ['', 'x', Buffer.from('{"to":1}').toString('base64url')]) assert.equal(placeOf(text), undefined)
    for (const at of ['2026-02-30T00:00:00.000Z', '2026-01-05', '2026-01-05T24:00:00.000Z', 'x'])
      assert.equal(placeOf(placeText({ ...place, at })), undefined, at)
  })
})
