import type { Text } from '../../engine/model/text.js';
import { byteText } from '../output/text.js';
import type { InputKind } from './input-text.js';

/** Files whose names say nothing of this are not looked into when a folder is gone through. */
const candidate =
  /^[^.]*$|^(?:docker|container)file\b|\.(?:dockerfile|containerfile|ya?ml|json|sh|bash|zsh|ksh|run|command)$/i;

/** Whether a file that a folder holds may be one that can be judged, by its name. */
export function isCandidate(fileName: string): boolean {
  return candidate.test(fileName);
}

/**
 * The kind of a text under the first of these names that tells; null: none does.
 * @param wanted The kind that the user says it is; null: none is said.
 */
export async function recognised(
  text: string,
  names: readonly string[],
  wanted: InputKind | null,
): Promise<InputKind | null> {
  if (wanted !== null) return wanted;
  const { recogniseInput } = await import('../engine.js');
  for (const name of names) {
    const adapter = recogniseInput(text, name);
    if (adapter) return adapter.id;
  }
  return null;
}

export const noText: Text = {
  en: 'It is no text. Images are for "ironhull scan"; here a Dockerfile, a manifest, a compose file, JSON of docker inspect or a docker run line was expected.',
  zh: '这不是文本。镜像请用“ironhull scan”；此处应为 Dockerfile、清单、Compose 文件、docker inspect 的 JSON 或 docker run 命令。',
};

export function tooLarge(bytes: number): Text {
  return { en: `It is larger than ${byteText(bytes)}.`, zh: `超过 ${byteText(bytes)}。` };
}

/** Why a text is not judged, and what to do about it. */
export async function unrecognised(text: string, fileName: string): Promise<Text> {
  const { inputAdapters } = await import('../engine.js');
  const kinds = inputAdapters.map(({ id }) => id);
  const hint = hintFor(text.slice(0, 4_096), fileName);
  return {
    en: `It is none of what can be judged. ${hint.en}Say which it is with --kind: ${kinds.join(', ')}.`,
    zh: `不属于可判断的任何类型。${hint.zh}请用 --kind 指明类型：${kinds.join('、')}。`,
  };
}

function hintFor(text: string, fileName: string): Text {
  if (text.trim() === '') return { en: 'It is empty. ', zh: '它是空的。' };
  if (
    /"(?:RepoTags|bomFormat|spdxVersion)"\s*:/.test(text) ||
    /(?:package-lock\.json|\.lock|go\.sum)$/.test(fileName)
  )
    return {
      en: 'Images, SBOMs and lock files are for "ironhull scan". ',
      zh: '镜像、SBOM 与锁文件请用“ironhull scan”。',
    };
  if (/^\s*[[{]/.test(text))
    return {
      en: 'Of JSON, what docker inspect prints and manifests are. ',
      zh: 'JSON 中可判断的是 docker inspect 的输出和清单。',
    };
  return { en: '', zh: '' };
}
