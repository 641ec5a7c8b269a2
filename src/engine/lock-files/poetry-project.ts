import { normalisePackageName } from '../advisories/package-name.js';
import { entriesOf, listOf, parseToml, valueOf } from '../text/documents.js';

/** What a `pyproject.toml` asks for, by names in their normal form; plain JSON. */
export type PoetryProject = {
  readonly needed: readonly string[];
  readonly development: readonly string[];
};

/**
 * What is optional is needed; what any group of Poetry's or of PEP 735 (`dependency-groups`) has is for development.
 * @throws UnreadableFileError when it is no TOML
 */
export function poetryProject(content: Uint8Array): PoetryProject {
  const document = parseToml(content);
  const project = valueOf(document, 'project');
  const poetry = valueOf(valueOf(document, 'tool'), 'poetry');
  const optional = entriesOf(valueOf(project, 'optional-dependencies')).map(([, list]) => list);
  const groups = entriesOf(valueOf(poetry, 'group')).map(([, group]) => valueOf(group, 'dependencies'));
  const lists = entriesOf(valueOf(document, 'dependency-groups')).map(([, list]) => list);
  return {
    needed: [
      ...namesIn(valueOf(poetry, 'dependencies')),
      ...[valueOf(project, 'dependencies'), ...optional].flatMap(requirementsIn),
    ],
    development: [
      ...[valueOf(poetry, 'dev-dependencies'), ...groups].flatMap(namesIn),
      ...lists.flatMap(requirementsIn),
    ],
  };
}

function namesIn(table: unknown): string[] {
  return entriesOf(table).map(([name]) => normalisePackageName('PyPI', name));
}

/** Names of requirements as PEP 508 writes them: `requests[security]>=2`. */
function requirementsIn(list: unknown): string[] {
  return listOf(list).flatMap((requirement) => {
    const [name] = typeof requirement === 'string' ? (/^\s*[A-Za-z0-9][\w.-]*/.exec(requirement) ?? []) : [];
    return name === undefined ? [] : normalisePackageName('PyPI', name.trim());
  });
}
