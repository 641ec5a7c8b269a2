import type { DockerfileFacts } from '../model/dockerfile-facts.js';
import { readDockerfile } from './dockerfile/read-dockerfile.js';
import type { InputAdapter } from './input-adapter.js';

/** Characters of a file; people's own have some thousands. */
const maxLength = 1_048_576;
const fileName =
  /(?:^|[/\\])(?:(?:Docker|Container)file(?:[.-][^/\\]*)?|[^/\\]+\.(?:dockerfile|containerfile))$/i;
const firstInstruction =
  /^\s*(?:#[^\n]*\n\s*)*(?:ARG\s+\w[^\n]*\n\s*(?:#[^\n]*\n\s*)*)*FROM\s+(?:--platform=\S+\s+)?\S+/i;

/** Dockerfiles (https://docs.docker.com/reference/dockerfile/). */
export const dockerfileAdapter: InputAdapter<DockerfileFacts> = {
  id: 'dockerfile',
  standardName: 'Dockerfile',
  recognises(text, name) {
    if (fileName.test(name)) return !name.toLowerCase().endsWith('.dockerignore');
    return name === '' && firstInstruction.test(text.slice(0, 8_192));
  },
  read(text, { name, files }) {
    const problem = problemWith(text);
    if (problem === null) return { ok: true, facts: readDockerfile(text, { name, files }) };
    return { ok: false, problem: { file: null, line: null, column: null, message: problem } };
  },
};

function problemWith(text: string) {
  if (text.length > maxLength) {
    return {
      en: `A Dockerfile of more than ${maxLength} characters is not read.`,
      zh: `不读取超过 ${maxLength} 个字符的 Dockerfile。`,
    };
  }
  if (!text.includes('\0')) return null;
  return {
    en: 'This is no text: it holds bytes of the value 0. A Dockerfile was expected.',
    zh: '这不是文本：包含值为 0 的字节。此处应为 Dockerfile。',
  };
}
