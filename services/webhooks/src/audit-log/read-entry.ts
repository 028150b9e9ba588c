import type { AuditEntry } from './entry.ts'

/** Who reads, by which request. */
interface Reader {
  actor?: { type: string; id: string; keyId: string; name: string } | undefined
  requestId: string
  ip: string
  userAgent: string
}

/** What was read: no event tells of it. */
export interface Read {
  id: string
  at: Date
  workspaceId: string
  action: 'audit_log.exported' | 'workspace.accessed'
  target: { type: string; id: string; name: string }
}

/** The entry that a sensitive read leaves. */
export function entryOfRead({ id, at, workspaceId, action, target }: Read, reader: Reader): AuditEntry {
  const { actor } = reader
  return {
    ...{ id, createdAt: at, workspaceId, namespaceId: '', action },
    actorType: actor?.type ?? '',
    actorId: actor?.id ?? '',
    actorKeyId: actor?.keyId ?? '',
    actorName: actor?.name ?? '',
    ...{ targetType: target.type, targetId: target.id, targetName: target.name },
    ...{ changes: '', requestId: reader.requestId, idempotencyKey: '', ip: reader.ip, userAgent: reader.userAgent },
  }
}
