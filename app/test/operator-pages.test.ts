import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { identity } from '@plinth/identity'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { tenancy } from '@plinth/tenancy'
import { type TestDatabase, testDatabase } from '@plinth/testkit'
import { webhooks } from '@plinth/webhooks'
import { plinth } from './fixtures/plinth.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = globSync('docs/operate/**/*.md', { cwd: root })
  .sort()
  .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }))
const block = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm

/** The code within sentences. */
const spansOf = (text: string): string[] =>
  [...text.replaceAll(block, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '))

/** Queries and updates, without those in which "…" stands for what the operator fills in. */
function sqlOf(text: string): string[] {
  const blocks = [...text.matchAll(block)].flatMap(([, language, sql = '']) =>
    language === 'sql' ? sql.split(';') : [],
  )
  const found = [...blocks, ...spansOf(text)].map((sql) => sql.trim())
  return found.filter((sql) => /^(SELECT\b[\s\S]*\bFROM|UPDATE\b[\s\S]*\bSET) /.test(sql) && !sql.includes('…'))
}

/** Calls of `plinth`, each from its first word on. */
function callsOf(text: string): string[] {
  const blocks = [...text.matchAll(block)].flatMap(([, , lines = '']) => lines.replaceAll('\\\n', ' ').split('\n'))
  const start = /(?:^ *|&& |-- | exec \w+ )plinth ([a-z][^&#|]*)/g
  return [...blocks, ...spansOf(text)].flatMap((code) => [...code.matchAll(start)].map(([, call = '']) => call.trim()))
}

describe('SQL of the pages for operators', () => {
  let stores: TestDatabase[]
  let databases: Database[]
  before(async () => {
    stores = await Promise.all([identity, tenancy, webhooks].map(({ migrations }) => testDatabase(migrations)))
    const log = openLog({ level: 'fatal', name: 'app' })
    databases = stores.map(({ url }) => openDatabase({ url, poolMax: 1, clock: new SystemClock(), log }))
  })
  after(async () => {
    await Promise.all((databases ?? []).map((database) => database.close()))
    await Promise.all((stores ?? []).map((store) => store.drop()))
  })

  it('is found', () => assert.ok(pages.flatMap(({ text }) => sqlOf(text)).length > 4))

  for (const { path, text } of pages)
    for (const sql of sqlOf(text))
      it(`runs in a database of Plinth: ${path}, ${sql.replaceAll(/\s+/g, ' ').slice(0, 60)}`, async () => {
        const tries = await Promise.allSettled(databases.map((database) => database.query({ text: sql })))
        const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
        assert.ok(refusals.length < databases.length, refusals.join('\n'))
      })
})

describe('commands of the pages for operators', () => {
  const helps = new Map<string, string>()
  const helpOf = async (words: string): Promise<string> => {
    const help = helps.get(words) ?? (await plinth([...words.split(' '), '--help'], {})).stdout
    helps.set(words, help)
    return help
  }
  const calls = new Set(pages.flatMap(({ text }) => callsOf(text)))

  it('are found', () => assert.ok(calls.size > 10))

  for (const call of calls)
    it(`exist with their options: plinth ${call}`, async () => {
      const [words = ''] = /^(?:operator-key|audit) [a-z-]+|^[a-z-]+/.exec(call) ?? []
      const help = await helpOf(words)
      assert.ok(help.startsWith(`Usage: plinth ${words} `), help)
      for (const [, option = ''] of call.matchAll(/ (--[a-z-]+)/g)) assert.match(help, new RegExp(`${option}[ \n]`))
    })
})
