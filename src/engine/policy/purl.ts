/**
 * The texts by which an exemption may name a component: its package URL as it is, without qualifiers, and without its
 * version (https://github.com/package-url/purl-spec).
 */
export function purlForms(purl: string): readonly string[] {
  const bare = purl.split(/[?#]/, 1)[0] ?? purl;
  const at = bare.lastIndexOf('@');
  const isVersion = at > bare.lastIndexOf('/');
  return [...new Set([purl, bare, isVersion ? bare.slice(0, at) : bare])];
}
