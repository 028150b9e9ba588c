import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
    const folders = await Promise.all([keptFolder(contents, fill), keptFolder(contents, fill)])
    folders.push(await keptFolder(contents, fill))
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
    const both = await Promise.allSettled([keptFolder(contents, fail), keptFolder(contents, fail)])
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    assert.deepEqual(half.map(existsSync), [false])
    const folder = await keptFolder(contents, (fresh) => writeFile(join(fresh, 'a'), 'whole'))
    t.after(() => rm(folder, { recursive: true }))
    assert.equal(await readFile(join(folder, 'a'), 'utf8'), 'whole')
  })
})
