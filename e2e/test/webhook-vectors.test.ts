import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { interpreterPath } from '@plinth/testkit'
import { samplesOf } from '../src/guides/samples.ts'
import { temporaryFolder } from '../src/topology.ts'
import { verifiesReferenceScheme } from '../src/verify-signature.ts'

interface Vector {
  name: string
  secret: string
  headers: Record<string, string>
  body: string
  valid: { standard: boolean; body: boolean }
}

const guides = fileURLToPath(new URL('../../docs/guides/', import.meta.url))
const { vectors }: { vectors: Vector[] } = JSON.parse(await readFile(join(guides, 'webhook-vectors.json'), 'utf8'))
// Their timestamps are of another day.
const anyAge = '9999999999'

describe('the verifiers of the webhooks guide, on its vectors', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  before(async () => {
    folder = await temporaryFolder()
    for (const { file, text } of samplesOf(await readFile(join(guides, 'webhooks.md'), 'utf8'))) {
      if (file !== undefined) await writeFile(join(folder.path, file), text)
    }
  })
  after(() => folder?.remove())

  const programs: Record<string, (vector: Vector) => [command: string, args: string[]]> = {
    Python: ({ secret, headers }) => [
      interpreterPath('python3'),
      ['verify.py', secret, JSON.stringify(headers), anyAge],
    ],
    PHP: ({ secret, headers }) => [interpreterPath('php'), ['verify.php', secret, JSON.stringify(headers), anyAge]],
    bash: ({ secret, headers }) => {
      const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'x-webhook-signature']
      return ['bash', ['verify.sh', secret, ...names.map((name) => headers[name] ?? '')]]
    },
  }

  for (const [language, program] of Object.entries(programs)) {
    it(`${language} accepts the right ones and refuses the others`, () => {
      for (const vector of vectors) {
        const [command, args] = program(vector)
        const { stdout, stderr } = spawnSync(command, args, {
          cwd: folder.path,
          input: vector.body,
          encoding: 'utf8',
        })
        assert.equal(stdout, `${Number(vector.valid.standard)} ${Number(vector.valid.body)}\n`, vector.name + stderr)
      }
    })
  }

  it('Python refuses timestamps that are no numbers', () => {
    const [{ secret, headers, body }] = vectors as [Vector]
    for (const timestamp of ['', '1767607200²', '٣', '-1', '1e9', '9'.repeat(5_000)]) {
      const changed = JSON.stringify({ ...headers, 'webhook-timestamp': timestamp })
      const args = ['verify.py', secret, changed, anyAge]
      const { stdout, stderr } = spawnSync(interpreterPath('python3'), args, {
        cwd: folder.path,
        input: body,
        encoding: 'utf8',
      })
      assert.equal(stdout, '0 1\n', timestamp.slice(0, 20) + stderr)
    }
  })

  it('Node accepts the right ones and refuses the others, and the old', async () => {
    const { verifyStandard, verifyBody } = await import(pathToFileURL(join(folder.path, 'verify.mjs')).href)
    for (const { name, headers, body, secret, valid } of vectors) {
      const answers = {
        standard: verifyStandard(headers, Buffer.from(body), secret, Number(anyAge)),
        body: verifyBody(headers, Buffer.from(body), secret),
      }
      assert.deepEqual(answers, valid, name)
      assert.equal(verifyStandard(headers, Buffer.from(body), secret), false, `${name}, but too old`)
      const isReference = verifiesReferenceScheme({ headers, body: Buffer.from(body) }, secret)
      assert.equal(isReference, valid.body, name)
    }
  })
})
