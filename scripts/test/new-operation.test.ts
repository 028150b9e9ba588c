import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { targets } from '@plinth/sdk-generator'
import { copyRepository } from './copy-repository.ts'

const record = `import { z } from 'zod'
import { operation } from '../operation/operation.ts'
import { shownId } from '../operation/shown.ts'
import { whole } from '../operation/view.ts'

export const sails = {
  hoistMain: operation({
    id: 'sails.hoist-main',
    summary: 'Hoist the main sail',
    route: 'POST /sails/{sail_id}/main/hoist',
    scope: 'any',
    context: 'none',
    body: z.strictObject({ wind_knots: z.int() }).meta({ id: 'SailHoist', examples: [{ wind_knots: 12 }] }),
    output: z.object({ id: shownId }).meta({ id: 'Sail', examples: [{ id: 'sail_1' }] }),
    run: async () => ({ id: 'sail_1' }),
    view: whole((sail) => sail),
  }),
}
`

// by folder: what is found there of the method, its field and the type of its answer
const appears: Readonly<Record<string, readonly RegExp[]>> = {
  'gateway/src/openapi/gen': [
    /client\.sails\.hoistMain\('sail_1', \{ wind_knots: 12 \}\)/,
    /client\.sails\.hoist_main\(\\"sail_1\\", wind_knots=12\)/,
    /\$client->sails->hoistMain\('sail_1', \['wind_knots' => 12\]\)/,
  ],
  'sdks/cli/src/gen': [
    /"sails\.hoist-main": \{"method":"POST","path":"\/sails\/\{sail_id\}\/main\/hoist"/,
    /"name":"wind_knots","in":"body","kind":"integer","isRequired":true/,
  ],
  'sdks/js/src/gen': [/\bhoistMain\(/, /\bwind_knots: number\b/, /interface Sail\b/],
  'sdks/php/src/Gen': [/function hoistMain\(/, /\bwind_knots: int\b/, /class Sail\b/],
  'sdks/python/src/core_php_sdk/gen': [/async def hoist_main\(/, /\bwind_knots: int\b/, /class Sail\b/],
}

describe('a new record in the gateway, with a text for its group, after `npm run gen` alone', () => {
  const copy = copyRepository()
  after(() => copy.remove())
  const read = (path: string) => readFileSync(join(copy.root, path), 'utf8')

  before(() => {
    copy.write('gateway/src/resources/sails.ts', record)
    const list = read('gateway/src/operations.ts')
    const joined = list
      .replace('import { users }', "import { sails } from './resources/sails.ts'\nimport { users }")
      .replace('    users,\n', '    users,\n    sails,\n')
    assert.equal(joined.match(/\bsails\b/g)?.length, 3)
    copy.write('gateway/src/operations.ts', joined)
    const texts = read('gateway/src/openapi/introduction.ts')
    const sails = "  sails: { title: 'Sails', description: 'The sails of a boat.' },\n"
    copy.write('gateway/src/openapi/introduction.ts', texts.replace('  workspaces: {', `${sails}  workspaces: {`))
    execFileSync(process.execPath, ['scripts/gen.ts'], { cwd: copy.root, stdio: 'pipe' })
  })

  it('is in the document, with its samples', () => {
    const { post } = JSON.parse(read('docs/openapi.json')).paths['/sails/{sail_id}/main/hoist']
    assert.deepEqual([post.operationId, post['x-operation']], ['hoistSailMain', 'sails.hoist-main'])
    assert.deepEqual(
      post['x-codeSamples'].map(({ label }: { label: string }) => label),
      ['curl', 'JavaScript', 'Python', 'PHP'],
    )
  })

  for (const { folder } of targets) {
    it(`is in ${folder}`, () => {
      const text = globSync(`${folder}/**`, { cwd: copy.root, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
        .join('\n')
      for (const pattern of appears[folder] ?? [/what is expected in this folder is not written above/]) {
        assert.match(text, pattern)
      }
    })
  }
})
