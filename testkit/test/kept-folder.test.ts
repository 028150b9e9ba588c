import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { keptFolder } from '@plinth/testkit'

describe('a kept folder', () => {
  it('is filled once for all who want it at the same time, and for those who come later', async (t) => {
    const contents = randomUUID()
    let fills = 0
    const fill = async (folder: string) => {
      fills++
      await writeFile(join(folder, 'a'), 'whole')
    }
    const folders = await Promise.all([keptFolder('test', contents, fill), keptFolder('test', contents, fill)])
    folders.push(await keptFolder('test', contents, fill))
    const [folder = ''] = folders
    t.after(() => rm(folder, { recursive: true }))
    assert.deepEqual([new Set(folders).size, fills], [1, 1])
    assert.equal(await readFile(join(folder, 'a'), 'utf8'), 'whole')
  })

  it('is tried again after it could not be filled, and nothing half full is left', async (t) => {
    const contents = randomUUID()
    const half: string[] = []
    const fail = async (folder: string) => {
      half.push(folder)
      await writeFile(join(folder, 'a'), 'half')
      throw new Error('no network')
    }
    const both = await Promise.allSettled([keptFolder('test', contents, fail), keptFolder('test', contents, fail)])
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    assert.deepEqual(half.map(existsSync), [false])
    const folder = await keptFolder('test', contents, (fresh) => writeFile(join(fresh, 'a'), 'whole'))
    t.after(() => rm(folder, { recursive: true }))
    assert.equal(await readFile(join(folder, 'a'), 'utf8'), 'whole')
  })

  it('goes when three of its kind were used later and it has not been used for an hour', async (t) => {
    const kind = `test${randomUUID().slice(0, 8)}`
    const made: string[] = []
    t.after(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))))
    const make = async (contents: string) => {
      const folder = await keptFolder(kind, contents, (fresh) => writeFile(join(fresh, 'a'), 'whole'))
      made.push(folder)
      return folder
    }
    const hoursAgo = (folder: string, hours: number) => {
      const time = new Date(Date.now() - hours * 3_600_000)
      return utimes(folder, time, time)
    }
    const [oldest, old, recent] = [await make('oldest'), await make('old'), await make('recent')]
    await Promise.all([hoursAgo(oldest, 9), hoursAgo(old, 8), hoursAgo(recent, 0.5)])
    assert.equal(await make('oldest'), oldest)
    await make('new')
    assert.deepEqual(
      [oldest, old, recent].map((folder) => existsSync(folder)),
      [true, false, true],
    )
    await hoursAgo(recent, 0.9)
    await make('newer')
    assert.ok(existsSync(recent))
    const half = join(dirname(oldest), `filling-${kind}`)
    made.push(half)
    await writeFile(half, '')
    await hoursAgo(half, 2)
    await make('newest')
    assert.ok(!existsSync(half))
  })
})
