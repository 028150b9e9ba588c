import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { repository as root } from '@plinth/kit/build/build-command'
import { isBuiltOf, sourceHash } from '@plinth/kit/build/stamp'
import { listName } from './build-program.ts'
import { sources } from './sources.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

describe('the program that is here', () => {
  it('is that of its sources', () => {
    const isBuilt = isBuiltOf(dist, sourceHash(root, sources))
    assert.ok(isBuilt, 'dist is stale; build it: npm run build --workspace=@plinth/app')
  })

  it('is made of its sources and packages alone', () => {
    const stated = new Set(globSync(sources, { cwd: root }))
    // Those of an earlier build may be beside them.
    const files = readFileSync(join(dist, listName), 'utf8').split('\n')
    const maps = files.filter((name) => name.endsWith('.map'))
    const inputs = maps.flatMap((name): string[] => JSON.parse(readFileSync(join(dist, name), 'utf8')).sources)
    const paths = new Set(inputs.map((path) => relative(root, join(dist, path))))
    assert.ok(paths.has('app/src/main.ts'))
    assert.deepEqual(
      [...paths].filter((path) => !/(^|\/)node_modules\//.test(path) && !stated.has(path)),
      [],
    )
  })

  it('is built by each script that starts it', () => {
    const scripts = ['e2e', 'bench'].flatMap((name) =>
      Object.entries<string>(JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')).scripts),
    )
    const starting = scripts.filter(([, script]) => /\bnode \S+\.ts/.test(script))
    assert.ok(starting.length > 8, `${starting.length}`)
    for (const [name, script] of starting)
      assert.match(script, /node (\.\.\/app\/build\.ts --if-stale|scripts\/test\.ts)/, name)
  })

  it('is asked for by the command where it is not built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plinth-unbuilt-'))
    try {
      cpSync(join(root, 'app/bin'), join(folder, 'bin'), { recursive: true })
      const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/plinth.mjs'), '--version'], {
        encoding: 'utf8',
      })
      assert.equal(status, 1)
      assert.match(stderr, /not built here; to build it, run: npm run build --workspace=@plinth\/app/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has the licence of each package in it beside it', () => {
    const text = readFileSync(`${dist}/licences.txt`, 'utf8')
    const packages = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((\S.*)\)$/gm)].map(([, name]) => name)
    for (const name of ['@grpc/grpc-js', 'express', 'ioredis', 'pg', 'zod']) assert.ok(packages.includes(name), name)
    assert.ok(packages.length > 60, `${packages.length}`)
  })
})
