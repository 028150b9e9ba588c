import { certificateRemedy, isOfCertificate } from '../../server-certificate.ts'

/** Why Redis decides nothing. */
export interface RedisFault {
  /** Behind "Redis at …". */
  says: string
  remedy: string
  /** A mistake in REDIS_URL is not likely: Redis answers, and has no room or no replicas for now. */
  mayPass: boolean
}

interface Kind extends RedisFault {
  answer: RegExp
}

const kind = (answer: RegExp, says: string, remedy: string, mayPass = false): Kind => ({
  answer,
  says,
  remedy,
  mayPass,
})

const kinds: readonly Kind[] = [
  kind(
    /\b(WRONGPASS|NOAUTH|NOPERM)\b|invalid password/,
    'denies the user of REDIS_URL',
    'correct REDIS_URL, or the users of the server',
  ),
  kind(
    /\b(CROSSSLOT|CLUSTERDOWN|MOVED)\b/,
    'is a cluster, which keeps the limits of different callers apart',
    'name a Redis without cluster mode in REDIS_URL, or a proxy that hides it',
  ),
  kind(
    /\b(READONLY|MASTERDOWN)\b/,
    'is a replica',
    'let the address in REDIS_URL lead to the primary; after a failover it may take a moment',
  ),
  kind(
    /unknown command .?evalsha/i,
    'runs no scripts',
    'name a Redis in REDIS_URL; a Sentinel is none, it needs a proxy that leads to the primary',
  ),
  kind(/\bOOM\b/, 'is full', 'raise its maxmemory, or remove what else it keeps', true),
  kind(/\bMISCONF\b/, 'cannot save its data and takes no writes', 'make room on its disk, and read its log', true),
  kind(
    /\bNOREPLICAS\b/,
    'has too few replicas and takes no writes',
    'start its replicas, or lower its min-replicas-to-write',
    true,
  ),
  kind(/\bBUSY\b/, 'runs a script that does not end', 'send it SCRIPT KILL', true),
]

/** Reads an error of Redis or of its connection. Undefined for one that only says that Redis cannot be reached. */
export function redisFault(message: string): RedisFault | undefined {
  if (isOfCertificate(message))
    return {
      says: `has a certificate that REDIS_URL does not accept (${message})`,
      remedy: certificateRemedy,
      mayPass: false,
    }
  const found = kinds.find(({ answer }) => answer.test(message))
  return found && { says: `${found.says} (${answerOf(message)})`, remedy: found.remedy, mayPass: found.mayPass }
}

// Of an error inside a script Redis also says where: behind the answer, and until version 6 before it.
const answerOf = (message: string): string =>
  message.replace(/^.*@user_script: ?\d+: -?/, '').replace(/(\.? script:|, with args) .*$/, '')
