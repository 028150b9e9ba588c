import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type BuiltPackage, installedPackage, nodePath, packedPackage, programEnd, runProgram } from '@plinth/testkit'
import { build } from '../build.ts'
import { loadTable } from '../src/generated/table.ts'
import { newHome, plinthScript } from './run-cli.ts'
import { listOf, type ScriptedApi, scriptedApi } from './scripted-api.ts'

const cliPackage: BuiltPackage = {
  name: 'cli',
  root: fileURLToPath(new URL('..', import.meta.url)),
  sources: ['{src,package,../js/src}/**/*.*', '*.json', 'build.ts'],
  isAlone: false,
  build,
}

describe('plinth as a developer without the server installs it', () => {
  let api: ScriptedApi
  let folder: string
  let tarball: string
  let node: string
  const home = newHome()
  before(async () => {
    ;({ folder, tarball } = await installedPackage(cliPackage))
    node = dirname(await nodePath('22.12.0'))
    api = await scriptedApi((_, path) =>
      path === '/workspaces' ? listOf([{ id: 'wks_1', name: 'Acme' }]) : path === '/session' ? undefined : listOf([]),
    )
  })
  after(() => api?.close())
  /** On the oldest Node.js that it runs on. */
  const plinth = async (...args: readonly string[]) => {
    const env = {
      PATH: `${node}:/usr/bin:/bin`,
      HOME: home,
      PLINTH_URL: api.url,
      PLINTH_API_KEY: 'sk_live_0123456789abcdef',
    }
    return (await runProgram(join(folder, 'node_modules/.bin/plinth'), [...args], { cwd: home, env })).stdout
  }

  it('has its version, its commands, and none of the server', async () => {
    assert.equal(await plinth('--version'), `${loadTable().version}\n`)
    const help = await plinth('--help')
    for (const word of ['listen', 'trigger', 'workspaces', 'logs']) assert.match(help, new RegExp(`^ {2}${word} `, 'm'))
    assert.doesNotMatch(help, /plinth start|The server:|config docs/)
  })

  it('calls the API, prints every form and completes', async () => {
    assert.equal(JSON.parse(await plinth('whoami', '-o', 'json')).workspace_id, 'wks_1')
    assert.deepEqual(JSON.parse(await plinth('workspaces', 'list', '-o', 'json')), [{ id: 'wks_1', name: 'Acme' }])
    assert.equal(await plinth('workspaces', 'list', '-o', 'yaml'), '- id: wks_1\n  name: Acme\n')
    assert.match(await plinth('completion', 'bash'), /complete .* plinth/)
    assert.match(await plinth('listen', '--print-secret'), /^whsec_/)
  })

  it('says which Node.js is needed on an older one, as the program of the server does', async () => {
    const older = await nodePath('20.20.2')
    for (const [script, sentence] of [
      [join(folder, 'node_modules/@plinth/cli/bin/plinth.mjs'), /^plinth: Node\.js 22\.12 is needed and this is v20\./],
      [plinthScript, /^plinth: Node\.js 24 is needed and this is v20\./],
    ] as const) {
      const { end, output } = await programEnd(older, [script, '--version'])
      assert.equal(end, 1)
      assert.match(output, sentence)
    }
  })

  it('needs three packages, each in its exact version, and runs nothing when it is installed', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'node_modules/@plinth/cli/package.json'), 'utf8'))
    assert.deepEqual(Object.keys(manifest.dependencies), ['ajv', 'commander', 'yaml'])
    for (const version of Object.values(manifest.dependencies)) assert.match(String(version), /^\d+\.\d+\.\d+$/)
    assert.deepEqual([manifest.scripts, manifest.private], [undefined, undefined])
    assert.ok((await stat(tarball)).size <= 200_000, `${(await stat(tarball)).size} bytes`)
  })

  it('has the same bytes when it is built again', async () => {
    const again = await mkdtemp(join(tmpdir(), 'plinth-cli-again-'))
    try {
      assert.deepEqual(await readFile(await packedPackage(cliPackage, again)), await readFile(tarball))
    } finally {
      await rm(again, { recursive: true, force: true })
    }
  })
})
