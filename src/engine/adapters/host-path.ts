/**
 * A host path as facts write it: absolute, without `..`, doubled and trailing slashes; `/var/run` is `/run`, as on every
 * host of today. Other texts (volume names, variables) stay as they are.
 */
export function cleanHostPath(text: string): string {
  if (!text.startsWith('/')) return text;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  if (parts[0] === 'var' && parts[1] === 'run') parts.shift();
  return `/${parts.join('/')}`;
}
