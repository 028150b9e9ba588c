import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { lintPackage, npmPackages } from '@plinth/testkit'
import { installed, packed, run } from './installed.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const compilers = {
  'typescript-5.4': 'npm:typescript@5.4.5',
  'typescript-6': 'npm:typescript@6.0.3',
  'typescript-7': 'npm:typescript@7.0.2',
}

const budgets = { index: 9_000, webhooks: 2_500, unpacked: 800_000 }

describe('the package as a user gets it', () => {
  let user: string
  let tarball: string
  before(async () => {
    const { folder, tarball: packedFile } = await installed()
    tarball = packedFile
    user = await mkdtemp(join(tmpdir(), 'plinth-sdk-user-'))
    await cp(folder, user, { recursive: true })
  })
  after(() => rm(user, { recursive: true, force: true }))

  it('needs no other package, and runs nothing when it is installed', async () => {
    const manifest = JSON.parse(await readFile(join(user, 'node_modules/@core-php/sdk/package.json'), 'utf8'))
    const { dependencies, peerDependencies, optionalDependencies, scripts, sideEffects, engines } = manifest
    assert.deepEqual([dependencies, peerDependencies, optionalDependencies], [undefined, undefined, undefined])
    assert.deepEqual(
      Object.keys(scripts).filter((name) => /install|prepare|^p(re|ost)pack/.test(name)),
      [],
    )
    assert.deepEqual([sideEffects, engines], [false, { node: '>=20' }])
  })

  it('is loaded by import and by require, and both offer the same', async () => {
    const names = 'Object.keys(sdk).concat(Object.keys(hooks)).sort().join()'
    await writeFile(
      join(user, 'names.mjs'),
      `import * as sdk from '@core-php/sdk'\nimport * as hooks from '@core-php/sdk/webhooks'\nconsole.log(${names})\n`,
    )
    await writeFile(
      join(user, 'names.cjs'),
      `const sdk = require('@core-php/sdk')\nconst hooks = require('@core-php/sdk/webhooks')\nconsole.log(${names})\n`,
    )
    const [imported, required] = await Promise.all(
      ['names.mjs', 'names.cjs'].map(async (file) => (await run(process.execPath, [file], { cwd: user })).stdout),
    )
    assert.equal(imported, required)
    assert.match(String(imported), /\bClient\b.*\bresponseOf\b.*\bverifyWebhook\b/)
  })

  for (const [compiler, version] of Object.entries(compilers)) {
    it(`compiles 40 uses and refuses 40 others with ${version.slice('npm:'.length)}`, async () => {
      const folder = await npmPackages({ ...compilers, '@types/node': '20.19.43' })
      const project = await mkdtemp(join(user, 'types-'))
      for (const file of ['compiles.ts', 'refused.ts']) {
        const text = await readFile(join(here, 'types', file), 'utf8')
        await writeFile(
          join(project, file),
          text
            .replaceAll('../../src/index.ts', '@core-php/sdk')
            .replaceAll('../../src/webhooks.ts', '@core-php/sdk/webhooks'),
        )
        assert.equal(text.match(/^ {2}(async )?\(\) =>/gm)?.length, 40, file)
        assert.equal(text.match(/@ts-expect-error/g)?.length ?? 0, file === 'refused.ts' ? 40 : 0, file)
      }
      const compilerOptions = {
        target: 'es2022',
        lib: ['es2022'],
        module: 'nodenext',
        strict: true,
        noEmit: true,
        // The types of the package are checked as well.
        skipLibCheck: false,
        typeRoots: [join(folder, 'node_modules/@types')],
        types: ['node'],
      }
      await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
      const tsc = join(folder, 'node_modules', compiler, 'bin/tsc')
      const { code = 0, stdout, stderr } = await run(process.execPath, [tsc, '-p', project]).catch((err) => err)
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '', stderr: '' })
    })
  }

  it('pleases publint and arethetypeswrong', () =>
    lintPackage({ tarball, installed: join(user, 'node_modules/@core-php/sdk') }))

  it('is small: the whole client, the webhooks alone, and unpacked', async (t) => {
    const esbuild = join(await npmPackages({ esbuild: '0.28.2' }), 'node_modules/.bin/esbuild')
    const sizes: Record<string, number> = {}
    for (const name of ['index', 'webhooks'] as const) {
      const entry = join(user, `node_modules/@core-php/sdk/dist/esm/${name}.js`)
      const { stdout } = await run(esbuild, [entry, '--bundle', '--minify', '--format=esm'], { encoding: 'buffer' })
      sizes[name] = gzipSync(stdout, { level: 9 }).length
    }
    const unpacked = join(user, 'node_modules/@core-php/sdk')
    const files = (await readdir(unpacked, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    const bytes = await Promise.all(
      files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
    )
    sizes['unpacked'] = bytes.reduce((sum, size) => sum + size, 0)
    t.diagnostic(JSON.stringify(sizes))
    for (const [name, most] of Object.entries(budgets))
      assert.ok((sizes[name] ?? Number.POSITIVE_INFINITY) <= most, `${name}: ${sizes[name]} bytes`)
  })

  it('has the same bytes when it is built again', async () => {
    const again = await mkdtemp(join(tmpdir(), 'plinth-sdk-again-'))
    try {
      assert.deepEqual(await readFile(await packed(again)), await readFile(tarball))
    } finally {
      await rm(again, { recursive: true, force: true })
    }
  })
})
