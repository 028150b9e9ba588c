// A process that has nothing to do with PostgreSQL.
process.stdout.write('here\n')
setInterval(() => undefined, 1_000)
