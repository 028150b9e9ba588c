export type { Database, NewEvent, OutboxRow, Queryable, Statement, Tx } from './database.ts'
export { ensureDatabase } from './ensure-database.ts'
export { brokenConstraint, sqlState } from './failures.ts'
export { type DatabaseOptions, openDatabase } from './open.ts'
