/** The same URL without its password, in its address and in its parameters. */
export function withoutPassword(url: string): string {
  const [address = '', query] = url.split(/\?(.*)/s);
  const bare = address.replace(/^([a-z]+:\/\/[^:@/]*):.*@/i, '$1@');
  if (query === undefined) return bare;
  const kept = query.split('&').filter((parameter) => !/^password=/i.test(parameter));
  return kept.length > 0 ? `${bare}?${kept.join('&')}` : bare;
}
