import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openApiDocument } from '../src/openapi/document.ts'

const { paths = {} } = openApiDocument()

const described: { operationId: string; description?: string }[] = Object.values(paths).flatMap((item) =>
  Object.values(item).flatMap((one) => (typeof one === 'object' && 'operationId' in one ? [one] : [])),
)

/** Lines that say who may call, and how. */
const access =
  /^(?:Scope: |Role: |For operators only\.|For the user concerned |Requires |An operator key with |HEAD is not )/

describe('the description of an operation in the document', () => {
  for (const { operationId, description = '' } of described) {
    it(`says more than who may call it: ${operationId}`, () => {
      const texts = description.split('\n\n').filter((line) => !access.test(line))
      assert.notDeepEqual(texts, [], 'add a `description` to the record: effect, events, limits, special errors')
    })

    it(`is plain text with code in backticks, for help texts and SDKs too: ${operationId}`, () => {
      for (const line of description.split('\n\n')) {
        assert.match(line, /^.*\.$/)
        assert.doesNotMatch(line.replaceAll(/`[^`]*`/g, ''), /\]\(|[<>#*_`]/)
      }
    })
  }
})
