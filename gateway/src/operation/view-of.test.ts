import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { includedWith, shownId, shownTime } from './shown.ts'
import { viewOf } from './view-of.ts'

interface Sail {
  id: string
  sailName: string
  hoistedAt: Date | undefined
  knots: number | undefined
  secret: string
  reefs: { tiedAt: Date | undefined; byHand: boolean; note: string }[]
}

const message = { decode: (): Sail => sail }
const sail: Sail = {
  id: 'sail_1',
  sailName: '',
  hoistedAt: undefined,
  knots: undefined,
  secret: 'never shown',
  reefs: [{ tiedAt: new Date(0), byHand: true, note: '' }],
}
const schema = z.object({
  knots: z.number().nullable(),
  id: shownId,
  sail_name: z.string().nullable(),
  hoisted_at: shownTime.nullable(),
  reefs: z.array(z.object({ tied_at: shownTime.nullable(), by_hand: z.boolean(), note: z.string() })),
  crew: includedWith('crew', z.array(z.string())),
})

describe('the view of a schema', () => {
  const view = viewOf(message, schema, { crew: ({ id }) => [id] })

  it('shows its fields alone, in its order, times in ISO 8601, and null where a field may be null', () => {
    assert.equal(
      JSON.stringify(view(sail)),
      '{"knots":null,"id":"sail_1","sail_name":null,"hoisted_at":null,' +
        '"reefs":[{"tied_at":"1970-01-01T00:00:00.000Z","by_hand":true,"note":""}]}',
    )
    const hoisted = { ...sail, sailName: 'Main', hoistedAt: new Date(1_000), knots: 0, reefs: [] }
    assert.deepEqual(view(hoisted), {
      ...{ knots: 0, id: 'sail_1', sail_name: 'Main', hoisted_at: '1970-01-01T00:00:01.000Z', reefs: [] },
    })
  })

  it('shows a field that goes by include only when it is asked for', () => {
    assert.deepEqual(view(sail, new Set(['crew']))['crew'], ['sail_1'])
    assert.equal('crew' in view(sail, new Set(['reefs'])), false)
  })
})
