import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { plinthScript } from './run-cli.ts'

const counter = `import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) {
  if (url.startsWith('file:')) process.stderr.write(url + '\\n')
  return next(url, context)
} })`

async function loadedBy(args: readonly string[]): Promise<string[]> {
  const hook = `data:text/javascript,${encodeURIComponent(counter)}`
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', hook, plinthScript, ...args])
  return stderr.trim().split('\n')
}

// Modules stand for time, which a busy machine would measure wrongly.
describe('A command loads no more than it needs', () => {
  it('--version: seven modules, no parser of arguments', async () => {
    const files = await loadedBy(['--version'])
    assert.ok(files.length <= 7, files.join('\n'))
    assert.ok(!files.some((file) => file.includes('/commander/')))
  })

  for (const args of [['--help'], ['workspaces', 'list', '--help'], ['webhooks', '--help']]) {
    it(`${args.join(' ')}: no SDK, no profiles, no server`, async () => {
      const files = await loadedBy(args)
      const own = files.filter((file) => !file.includes('/node_modules/'))
      assert.ok(own.length <= 24, own.join('\n'))
      const heavy = own.filter((file) => /sdks\/js\/src\/(?!gen\/version)|\/access\/|\/kit\/|\/own\//.test(file))
      assert.deepEqual(heavy, [])
    })
  }
})
