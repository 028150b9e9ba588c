export { clearTables } from './clear-tables.ts'
export type { CommittedRow, Database, NewEvent, OutboxRow, Queryable, Statement, Tx } from './database.ts'
export {
  type DayPartitions,
  databaseDay,
  dayAfter,
  dayOf,
  dayPartitions,
  partitionDaysBefore,
} from './day-partitions.ts'
export {
  type EmbeddedPostgresOptions,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.ts'
export { takeOver } from './embedded/postmaster-pid.ts'
export type { EmbeddedPostgres } from './embedded/server.ts'
export { ensureDatabase } from './ensure-database.ts'
export { brokenConstraint, sqlState } from './failures.ts'
export { type DomainEvent, followEvents, readEvents } from './follow-events.ts'
export { composedAnswers } from './idempotency/composed-answers.ts'
export {
  type GroupMember,
  type GroupWork,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  type WriteGroup,
} from './idempotency/grouped-writes.ts'
export { type EffectHandler, type EffectOptions, idempotentEffects } from './idempotency/idempotent-effects.ts'
export { idempotentWrites, type Write, type WriteHandler } from './idempotency/idempotent-writes.ts'
export { unwrap } from './idempotency/outcome-codec.ts'
export { retryTwins } from './idempotency/retry-twins.ts'
export { type SafeGroup, wholeOrEach } from './idempotency/whole-or-each.ts'
export { type MigrateOptions, migrate } from './migrations/migrate.ts'
export { type MigrationState, migrationState } from './migrations/state.ts'
export { type DatabaseOptions, openDatabase } from './open.ts'
export { type Page, type PageField, type PageSource, pagesOf, selectPage } from './page/index.ts'
export { inPrefixOrder, startsWith } from './prefix.ts'
export { type Relay, type RelayOptions, startRelay } from './relay/relay.ts'
export { type CompareSchemaOptions, compareSchema } from './schema-check/compare-schema.ts'
export { sqlToSchema } from './schema-check/schema-sql.ts'
export { setTestClock } from './test-clock.ts'
export { askTime, transactionTime } from './transaction.ts'
export { withOrigin } from './with-origin.ts'
