export { clearTables } from './clear-tables.ts'
export type { CommittedRow, Database, NewEvent, Opening, OutboxRow, Queryable, Statement, Tx } from './database.ts'
export { databaseTime } from './database-time.ts'
export {
  type DayPartitions,
  databaseDay,
  dayPartitions,
  dropping,
  partitionDaysBefore,
  partitionedDays,
} from './day-partitions.ts'
export { distinctPages, unknownAmong } from './distinct-pages.ts'
export { type DueWork, doNextDue, startDueWork, takeDue } from './due-work.ts'
export {
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.ts'
export { takeOver } from './embedded/postmaster-pid.ts'
export type { EmbeddedPostgres } from './embedded/server.ts'
export { type StopStep, stopProcess } from './embedded/stop-process.ts'
export { ensureDatabase } from './ensure-database.ts'
export type { Evidence } from './evidence/evidence.ts'
export { unprotected } from './evidence/unprotected.ts'
export { type Remedies, weaknesses } from './evidence/weaknesses.ts'
export { brokenConstraint, isPartitionMissing, sqlState } from './failures.ts'
export { unfitness } from './fitness.ts'
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
export { type EffectHandler, idempotentEffects } from './idempotency/idempotent-effects.ts'
export { idempotentWrites, type Write, type WriteHandler } from './idempotency/idempotent-writes.ts'
export { unwrap } from './idempotency/outcome-codec.ts'
export { retryTwins } from './idempotency/retry-twins.ts'
export { sealedOutcomes } from './idempotency/sealed-outcomes.ts'
export { wholeOrEach } from './idempotency/whole-or-each.ts'
export { type MigrateOptions, migrate } from './migrations/migrate.ts'
export { type MigrationState, migrationState } from './migrations/state.ts'
export { openDatabase } from './open.ts'
export { pageBytesMax } from './page/page-bytes.ts'
export { type PageSource, type Spans, scannedRows } from './page/page-source.ts'
export { type Page, pagesOf, selectFirstIds, selectPage } from './page/select-page.ts'
export { daySpans } from './page/spans.ts'
export { inPrefixOrder, startsWith } from './prefix.ts'
export { QueueStart } from './queue-start.ts'
export { raiseVersions } from './raise-versions.ts'
export { type Relay, startRelay } from './relay/relay.ts'
export { lackingRight } from './rights.ts'
export { compareSchema } from './schema-check/compare-schema.ts'
export { sqlToSchema } from './schema-check/schema-sql.ts'
export { setTestClock } from './test-clock.ts'
export { askTime, transactionTime } from './transaction.ts'
export { unrepeatedVersion } from './unrepeated-version.ts'
export { withOrigin } from './with-origin.ts'
export { WritableClient } from './writable-client.ts'
