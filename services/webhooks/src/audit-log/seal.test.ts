import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { entryOf, entryText } from './entry.ts'
import { sealEntries } from './seal.ts'

const entryAt = (time: string, id: string) =>
  entryOf({
    ...{
      id,
      type: 'workspace.updated',
      workspaceId: 'wks_1',
      namespaceId: '',
      objectId: 'wks_1',
      objectType: 'workspace',
    },
    createdAt: new Date(time),
    attributesJson: '{}',
  })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a seal', () => {
  it('is what sha256sum says of the seal before in hex and the entry', () => {
    const [one, two] = [entryAt('2026-01-05T10:00:00Z', 'evt_1'), entryAt('2026-01-05T10:00:01Z', 'evt_2')]
    const seals = sealEntries(new Map(), [one, two]).map(({ seal }) => seal.toString('hex'))
    const first = sha256('0'.repeat(64) + entryText(one))
    assert.deepEqual(seals, [first, sha256(first + entryText(two))])
  })

  it('continues the chain of the month of its entry, each on its own', () => {
    const heads = new Map([['2026-01', { position: 7, seal: Buffer.alloc(32, 1) }]])
    const entries = [
      entryAt('2026-02-01T00:00:00Z', 'evt_1'),
      entryAt('2026-01-31T23:59:59.999Z', 'evt_2'),
      entryAt('2026-02-01T00:00:00Z', 'evt_3'),
    ]
    assert.deepEqual(
      sealEntries(heads, entries).map(({ month, position, entryId }) => [month, position, entryId]),
      [
        ['2026-02', 1, 'evt_1'],
        ['2026-01', 8, 'evt_2'],
        ['2026-02', 2, 'evt_3'],
      ],
    )
  })
})
