import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openApiDocument } from '../src/openapi/document.ts'
import { parametersOf, sharedParameters } from '../src/openapi/parameters.ts'
import { operations } from '../src/operations.ts'

const shared: Readonly<Record<string, { name: string }>> = sharedParameters
const nameOf = (parameter: ReturnType<typeof parametersOf>[number]): string =>
  '$ref' in parameter ? (shared[parameter.$ref.split('/').at(-1) ?? '']?.name ?? '') : parameter.name

describe('the parameters of an operation in the document', () => {
  for (const operation of operations) {
    it(`have each name once: ${operation.id}`, () => {
      const names = parametersOf(operation).map(nameOf)
      assert.deepEqual(names, [...new Set(names)])
    })
  }

  it('have no default that is refused beside a cursor', () => {
    const { paths = {} } = openApiDocument()
    const defaults = operations.flatMap(({ id, path, method, list }) => {
      const described = method === 'GET' ? paths[path]?.get?.parameters : undefined
      const page = described?.find((one) => !('$ref' in one) && one.name === 'page')
      return page === undefined || '$ref' in page || list?.isAppendOnly !== true
        ? []
        : [[id, Object(page.schema).default]]
    })
    assert.deepEqual(
      defaults,
      defaults.map(([id]) => [id, undefined]),
    )
    assert.ok(defaults.length > 3)
  })
})
