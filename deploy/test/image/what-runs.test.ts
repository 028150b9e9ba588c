import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { readLock } from '../../image/what-runs.ts'

// The image keeps the packages that package-lock.json leads to; an import by path needs its package among them.
describe('what runs in the image', () => {
  const { packages, needed } = readLock()
  const rooms = Object.keys(packages).filter((path) => path !== '' && !path.startsWith('node_modules/'))
  const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`))

  it('has the package of each file that is imported by its path', () => {
    const running = rooms.filter((room) => needed.has(room))
    const imports = running
      .flatMap((room) => globSync(`${room}/{bin,src}/**/*.{ts,mjs}`))
      .filter((file) => !/\.(test|contract|fixture)\.ts$/.test(file))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/(?:from |import\(?)\s*'(\.[^']+)'/g)].map(([, to = '']) => ({
          file,
          to: join(dirname(file), to),
        })),
      )
    const apart = imports.filter(({ file, to }) => roomOf(to) !== roomOf(file))
    assert.ok(imports.length > 1000 && apart.length > 0, `${imports.length} imports, ${apart.length} of other packages`)
    const lost = apart.filter(({ to }) => !needed.has(roomOf(to) ?? ''))
    assert.deepEqual(lost, [])
  })
})
