import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { compareSchema, type Database, sqlToSchema } from '@plinth/kit/db'
import { plumbedDatabase } from './scratch.ts'

const thing = `
model Thing {
  id        String   @id
  name      String   @db.VarChar(255)
  note      String?
  tags      String[]
  size      BigInt   @default(0)
  createdAt DateTime @default(dbgenerated("plinth_now()")) @map("created_at") @db.Timestamptz(3)

  @@unique([name])
  @@index([createdAt, id])
  @@map("thing")
}
`
const table = `CREATE TABLE thing (id TEXT PRIMARY KEY, name VARCHAR(255) NOT NULL, note TEXT, tags TEXT[] NOT NULL DEFAULT '{}',
  size BIGINT NOT NULL DEFAULT 0, created_at TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now());
  CREATE UNIQUE INDEX ON thing (name); CREATE INDEX ON thing (created_at, id);`

describe('compareSchema', () => {
  let database: Database & { url: string }
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kit-schema-'))
  })
  after(() => rm(folder, { recursive: true }))

  const schemaWith = async (model: string): Promise<URL> => {
    const plumbing = await readFile(new URL('../../src/db/plumbing.prisma', import.meta.url), 'utf8')
    const file = join(folder, 'schema.prisma')
    await writeFile(file, `datasource db {\n  provider = "postgresql"\n}\n\n${plumbing}\n${model}`)
    return pathToFileURL(file)
  }
  const compared = async (model: string, sql: string) => {
    database = await plumbedDatabase(1)
    await database.query({ text: sql })
    return (await compareSchema({ url: database.url, schema: await schemaWith(model) })).split('\n')
  }

  it('is content with a database that is what the schema says', async () => {
    assert.deepEqual(await compared(thing.replace('String[]', 'String[] @default([])'), table), [''])
  })

  it('lets the database have what Prisma cannot say', async () => {
    const more = `CREATE INDEX ON thing (size) WHERE size > 9; ALTER TABLE thing ADD CHECK (size >= 0);
      CREATE FUNCTION more() RETURNS int LANGUAGE sql RETURN 1;`
    assert.deepEqual(await compared(thing.replace('String[]', 'String[] @default([])'), table + more), [''])
  })

  const cases: [string, (model: string) => string, RegExp][] = [
    [
      'a type',
      (model) => model.replace('VarChar(255)', 'VarChar(100)'),
      /column thing\.name is "character varying\(255\)/,
    ],
    ['nullability', (model) => model.replace('String?', 'String'), /column thing\.note is "text" in .*"text NOT NULL"/],
    [
      'a default',
      (model) => model.replace('@default(0)', '@default(1)'),
      /column thing\.size .*DEFAULT '?0.*DEFAULT '?1/,
    ],
    [
      'a column more',
      (model) => model.replace('  note ', '  other String?\n  note '),
      /migrated database lacks the column thing\.other/,
    ],
    ['a column less', (model) => model.replace(/ {2}note .*\n/, ''), /schema\.prisma lacks the column thing\.note/],
    [
      'an index',
      (model) => model.replace('@@index([createdAt, id])', '@@index([createdAt])'),
      /lacks the index .*\(created_at\)/,
    ],
    [
      'uniqueness',
      (model) => model.replace('@@unique([name])', '@@unique([note])'),
      /lacks the index CREATE UNIQUE INDEX .*\(note\)/,
    ],
    ['a table', (model) => model.replaceAll('thing', 'thong'), /lacks the table thong/],
  ]
  for (const [difference, edit, sentence] of cases) {
    it(`names ${difference} that differs`, async () => {
      const model = edit(thing.replace('String[]', 'String[] @default([])'))
      const sentences = await compared(model, table)
      assert.ok(
        sentences.some((one) => sentence.test(one)),
        sentences.join('\n'),
      )
    })
  }

  it('has the next migration drafted', async () => {
    // From version 18 on PostgreSQL lists each NOT NULL as a constraint, as it does each CHECK.
    await compared(thing, `${table} ALTER TABLE thing ADD CHECK (size >= 0);`)
    const schema = await schemaWith(thing.replace('  note ', '  other String?\n  note '))
    assert.match(await sqlToSchema(database.url, schema), /ALTER TABLE "thing" ADD COLUMN\s+"other" TEXT/)
  })
})
