import { type Database, databaseTime } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { TimeServiceService } from '@plinth/proto/identity/v1/time.ts'

export const timeRpc = (database: Database): Handlers<typeof TimeServiceService> => ({
  getTime: async () => ({ now: await databaseTime(database) }),
})
