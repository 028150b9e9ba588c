/**
 * SQL: the next version of a row that is changed under its lock. It is the time in milliseconds, so a version that was lost, by a rollback or
 * a restore of the database, is not given to other content. A process that lives through a restore can therefore tell by the version
 * that its copy in memory is another one. An ETag takes 15 digits.
 */
export const unrepeatedVersion = 'greatest(version + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)'
