/** The key in an Authorization header: Bearer, or the user name of Basic. Undefined when it names none. */
export function keyOf(header: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  if (scheme.toLowerCase() !== 'basic') return undefined
  const [user = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  return user === '' ? undefined : user
}
