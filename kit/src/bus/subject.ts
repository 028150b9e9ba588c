const eventPrefix = 'plinth.events.'

/** Returns true if a NATS subject matches a pattern. `*` stands for one token, `>` at the end for one or more. */
export function subjectMatches(pattern: string, subject: string): boolean {
  const expected = pattern.split('.')
  const tokens = subject.split('.')
  for (const [index, token] of expected.entries()) {
    if (token === '>') return tokens.length > index
    if (index >= tokens.length || (token !== '*' && token !== tokens[index])) return false
  }
  return expected.length === tokens.length
}

/** Throws for a message that the durable stream could not store or deduplicate. */
export function assertPublishable(message: { subject: string; id: string }): void {
  if (!message.subject.startsWith(eventPrefix) || !/^[^\s*>.]+(\.[^\s*>.]+)+$/.test(message.subject))
    throw new Error(`"${message.subject}" is not a subject of the event stream, which holds ${eventPrefix}>.`)
  if (message.id === '') throw new Error(`A message for ${message.subject} has no id.`)
}
