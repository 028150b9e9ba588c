import type { Queryable } from '@plinth/kit/db'

/** A secret by the name under which a finding tells it. */
export interface Secret {
  name: string
  text: string
}

/** Names of the secrets that one of these stored or sent pieces holds, in clear or only encoded, each with where it was found. */
export function secretsIn(secrets: readonly Secret[], pieces: readonly { place: string; bytes: Buffer }[]): string[] {
  const sought = secrets.flatMap(({ name, text }) => formsOf(text).map((form) => ({ name, form })))
  return pieces.flatMap(({ place, bytes }) => {
    const found = new Set(sought.filter(({ form }) => bytes.includes(form)).map(({ name }) => name))
    return [...found].map((name) => `${name} in ${place}`)
  })
}

/** As it is, in hex and in base64, wherever in a text it begins: of the letters at both ends base64 may say something else. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].flatMap((before) => {
    const inner = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(4, -2)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [text, hex, hex.toUpperCase(), ...base64]
}

/** Every row of every table of a database: its text, and the bytes of its binary columns by themselves. */
export async function everyRow(db: Queryable, database: string): Promise<{ place: string; bytes: Buffer }[]> {
  const tables = await db.query<{ name: string }>({
    text: `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  })
  const pieces: { place: string; bytes: Buffer }[] = []
  for (const { name } of tables) {
    const place = `${database}: ${name}`
    const rows = await db.query<{ row: string }>({ text: `SELECT t::text AS row FROM ONLY ${name} AS t` })
    for (const { row } of rows) {
      pieces.push({ place, bytes: Buffer.from(row) })
      // A binary column is written as \x and its bytes in hex.
      for (const [, hex = ''] of row.matchAll(/\\x([0-9a-f]+)/g)) pieces.push({ place, bytes: Buffer.from(hex, 'hex') })
    }
  }
  return pieces
}
