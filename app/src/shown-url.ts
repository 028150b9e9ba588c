/** Returns connection URLs (comma-separated) without their passwords, for sentences and logs. */
export const shownUrl = (urls: string): string => urls.split(',').map(withoutPassword).join(',')

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return '***'
  const parsed = new URL(url)
  if (parsed.password !== '') parsed.password = '***'
  for (const name of parsed.searchParams.keys())
    if (/password|token|secret/i.test(name)) parsed.searchParams.set(name, '***')
  // NATS accepts a token in place of the user.
  if (parsed.protocol === 'nats:' && parsed.password === '' && parsed.username !== '') parsed.username = '***'
  return parsed.href
}
