/**
 * SQL: the next version of a row that is raised under its lock, in microseconds of PostgreSQL's clock. No version is given twice for
 * two contents: not when a change was rolled back, and not when the database was restored to a moment before it. A process that
 * lives through the restore can therefore tell by the version alone that its copy in memory is another one.
 */
export const unrepeatedVersion = 'greatest(version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)'
