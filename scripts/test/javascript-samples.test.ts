import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const path = 'gateway/src/openapi/gen/code-samples.json'

it('the JavaScript sample of every operation compiles against the SDK', () => {
  const samples: Record<string, { label: string; source: string }[]> = JSON.parse(
    readFileSync(join(root, path), 'utf8'),
  )
  assert.ok(Object.keys(samples).length > 100)
  const folder = mkdtempSync(join(tmpdir(), 'plinth-samples-'))
  try {
    for (const [id, languages] of Object.entries(samples)) {
      const source = languages.find(({ label }) => label === 'JavaScript')?.source ?? ''
      writeFileSync(join(folder, `${id}.ts`), source.replace('@core-php/sdk', join(root, 'sdks/js/src/index.ts')))
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
    const compilerOptions = {
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable', 'esnext.disposable'],
      typeRoots: [join(root, 'node_modules/@types')],
      noUnusedLocals: false,
    }
    const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { stdio: 'pipe', encoding: 'utf8' })
  } catch (err) {
    assert.fail(`${Object(err).stdout ?? err}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
