import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { boundaries } from '../check/tools.ts'
import { copyRepository } from './copy-repository.ts'

// rule → a file that breaks it, and what the file imports
const breaks: Record<string, [file: string, target: string]> = {
  'proto-is-the-contract-alone': ['proto/gen/plinth/broken.ts', '@plinth/kit/ids'],
  'kit-knows-no-room': ['kit/src/broken.ts', '../../services/identity/src/errors.ts'],
  'kit-tests-know-no-room': ['kit/test/broken.test.ts', '../../gateway/src/errors.ts'],
  'testkit-knows-no-room': ['testkit/src/broken.ts', '../../services/tenancy/src/target.ts'],
  'testkit-is-for-tests': ['services/tenancy/src/broken-testkit.ts', '@plinth/testkit'],
  'a-service-knows-no-sibling': ['services/webhooks/src/broken.ts', '../../identity/src/errors.ts'],
  'a-service-knows-no-caller': ['services/webhooks/test/broken.test.ts', '../../../gateway/src/errors.ts'],
  'the-gateway-knows-no-service': ['gateway/src/broken.ts', '../../services/identity/src/errors.ts'],
  'the-gateway-serves-the-console': ['gateway/src/broken-console.ts', '../../console/build/outputs.ts'],
  'the-console-is-a-client': ['console/src/broken.ts', '@plinth/kit/ids'],
  'the-app-is-the-root': ['app/src/broken.ts', '../../scripts/check/step.ts'],
  'rpc-calls-verbs': ['services/tenancy/src/things/rpc.ts', './store.ts'],
  'verbs-know-no-wire': ['services/tenancy/src/others/verbs.ts', './rpc.ts'],
  'a-store-calls-nothing-above': ['services/tenancy/src/others/store.ts', './verbs.ts'],
  'what-all-share-knows-no-folder': ['services/tenancy/src/broken-shared.ts', './things/store.ts'],
  'a-rule-is-pure': ['services/tenancy/src/things/thing.ts', 'node:fs'],
  'proto-stops-at-the-wire': ['services/tenancy/src/things/verbs.ts', '@plinth/proto/identity/v1/users.ts'],
  'an-sdk-stands-alone': ['sdks/testcontainers/src/broken.ts', '@plinth/kit/ids'],
  'the-sdk-generator-is-a-tool': ['gateway/src/broken-generator.ts', '../../sdks/generator/src/naming.ts'],
  'an-sdk-knows-no-generator': ['sdks/testcontainers/src/broken-generator.ts', '../../generator/src/naming.ts'],
  'no-prisma-client': ['services/tenancy/src/broken-prisma.ts', '@prisma/adapter-pg'],
  'express-stops-at-http': ['gateway/src/broken-express.ts', 'express'],
  'no-circles': ['kit/src/about.ts', './round.ts'],
  'no-circles-of-folders': ['services/tenancy/src/ends/here.ts', '../begins/there.ts'],
  'every-import-resolves': ['kit/src/lost.ts', './nowhere.ts'],
}
// The same in a folder of a folder, and in files that are named after their subject.
const nested: [rule: string, file: string, target: string][] = [
  ['rpc-calls-verbs', 'services/tenancy/src/things/deep/check-rpc.ts', './sweep-store.ts'],
  ['verbs-know-no-wire', 'services/tenancy/src/things/deep/check-verbs.ts', './check-rpc.ts'],
  ['a-store-calls-nothing-above', 'services/tenancy/src/things/deep/sweep-store.ts', '../../others/verbs.ts'],
  ['a-rule-is-pure', 'services/tenancy/src/things/deep/decision.ts', './sweep-store.ts'],
  ['proto-stops-at-the-wire', 'services/tenancy/src/things/deep/resolve.ts', '@plinth/proto/identity/v1/users.ts'],
  ['an-sdk-stands-alone', 'sdks/testcontainers/src/broken-conformance.ts', '../../conformance/src/format.ts'],
]
const targets: [file: string, text: string][] = [
  ['services/tenancy/src/target.ts', 'export const target = 1\n'],
  ['services/tenancy/src/things/store.ts', 'export const thing = 1\n'],
  ['services/tenancy/src/others/rpc.ts', 'export const wire = 1\n'],
  ['kit/src/round.ts', "import './about.ts'\n"],
  ['kit/src/shape.ts', "import type { Square } from './square.ts'\nexport type Shape = Square\n"],
  ['kit/src/square.ts', "import type { Shape } from './shape.ts'\nexport type Square = Shape\n"],
  ['services/tenancy/src/begins/there.ts', "import '../ends/other.ts'\n"],
  ['services/tenancy/src/ends/other.ts', 'export const other = 1\n'],
]

// A type alone, of the contract.
const typeAlone = 'services/identity/src/users/verbs.ts'

describe('boundaries', () => {
  const copy = copyRepository()
  let finding = ''
  before(async () => {
    for (const [file, text] of targets) copy.write(file, text)
    for (const [file, target] of Object.values(breaks)) copy.write(file, `import '${target}'\n`)
    for (const [, file, target] of nested) copy.write(file, `import '${target}'\n`)
    copy.write(typeAlone, "import type { User } from '@plinth/proto/identity/v1/users.ts'\nexport type Row = User\n")
    finding = await boundaries.run(copy.root).then(
      () => '',
      (err: Error) => err.message,
    )
  })
  after(() => copy.remove())

  const broken = Object.entries(breaks).map(([rule, [file]]) => [rule, file] as const)
  for (const [rule, file] of [...broken, ...nested]) {
    // A circle of folders is found at the folder.
    const place = rule === 'no-circles-of-folders' ? dirname(file) : file
    it(`${rule}: fails for ${place}`, () => assert.match(finding, new RegExp(`error ${rule}: ${place} `)))
  }

  it('no-circles: fails for files whose types need each other', () =>
    assert.match(finding, /error no-circles: kit\/src\/(shape|square)\.ts /))

  it('a type alone is refused like a value', () =>
    assert.match(finding, new RegExp(`error proto-stops-at-the-wire: ${typeAlone} `)))

  it('every rule of the configuration is broken here', async () => {
    const url = new URL('../../.dependency-cruiser.mjs', import.meta.url).href
    const { default: config }: { default: { forbidden: { name: string }[] } } = await import(url)
    assert.deepEqual(Object.keys(breaks).sort(), config.forbidden.map(({ name }) => name).sort())
  })
})
