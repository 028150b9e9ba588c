import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { percentEncode } from '@plinth/kit/config'
import { postgresUrl } from './database-url.ts'

const mistake = (url: string) => postgresUrl.safeParse(url).error?.issues[0]?.message

describe('the URL of a database', () => {
  for (const url of [
    'postgres://plinth:p%40ss%2Fw%3F%23@db.internal:5432/plinth_identity',
    'postgresql://plinth:p@ss:w%rd 1@db/x',
    'postgres://plinth:with,comma@db/x',
    'postgres://plinth:secret@[2001:db8::1]:5432/x',
    'postgres://plinth@localhost/x?host=%2Fvar%2Frun%2Fpostgresql',
    'postgres:///x?host=/var/run/postgresql&user=plinth',
    'postgres://plinth:secret@%2Fvar%2Frun%2Fpostgresql/x',
    'postgres://plinth:secret@db/x?sslmode=verify-full&sslrootcert=/ca.pem&channel_binding=require',
    'postgres://plinth:secret@db/x?options=endpoint%3Dep-cool&schema=public&target_session_attrs=read-write&pgbouncer=true',
    'postgres://plinth:secret@db/x?connection_limit=5&pool_timeout=20&socket_timeout=30&statement_cache_size=0',
    'postgres://plinth:secret@db/x?statement_timeout=5000&lock_timeout=1000&idle_in_transaction_session_timeout=1000',
  ])
    it(`may be ${url}`, () => assert.equal(mistake(url), undefined))

  it('loses the parameters that change nothing, and keeps the others as they are', () => {
    const url =
      'postgres://plinth:w%3Frd@db/x?statement_timeout=5000&sslrootcert=%2Fca.pem&lock_timeout=1&options=-c%20geqo%3Doff'
    assert.equal(postgresUrl.parse(url), 'postgres://plinth:w%3Frd@db/x?sslrootcert=%2Fca.pem&options=-c%20geqo%3Doff')
    assert.equal(postgresUrl.parse('postgres://db/x?pgbouncer=true&connect_timeout=5'), 'postgres://db/x')
    assert.equal(postgresUrl.parse('postgres://db/x'), 'postgres://db/x')
  })

  for (const url of [
    'postgres://plinth:12?secret@db/x',
    'postgres://plinth:12/secret@db/x',
    'postgres://plinth:12#secret@db/x',
    'postgres://plinth:p/secret@db/x',
    'postgres://plinth:a@12?secret@db/x',
    'postgres:///x?host=/var/run/postgresql&user=plinth&password=a&secret',
  ])
    it(`needs its password encoded, whose rest would be shown as path or parameter: ${url}`, () =>
      assert.equal(mistake(url), percentEncode))

  for (const url of [
    'postgres://plinth:secret@one,two/x',
    'postgres://plinth:secret@one:5432,two:5432/x',
    'postgres://plinth:secret@one/x?host=one,two',
  ])
    it(`has one host: ${url}`, () => assert.match(mistake(url) ?? '', /^must name one server: .*primary/))

  it('has no parameters that would change what the driver does, or whose lack of effect would matter', () => {
    const said = (parameter: string) => mistake(`postgres://plinth:secret@db/x?${parameter}`) ?? ''
    assert.match(said('schema=other'), /^has the parameter schema, .*tables are made in the schema public/)
    for (const parameter of [
      'binary=true',
      'query_timeout=1',
      'sslmod=verify-full',
      'target_session_attrs=standby',
      'types=1',
    ])
      assert.match(said(parameter), /^has the parameter \w+, which Plinth does not take: remove it$/)
  })
})
