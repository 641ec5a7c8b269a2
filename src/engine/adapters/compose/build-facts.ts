import { posix } from 'node:path';
import type { ComposeFacts } from '../../model/workload-document.js';
import { classifyEnvironment } from '../../secrets/redaction.js';
import { isSecretName } from '../../secrets/secret-names.js';
import type { LocatedView } from '../located-view.js';
import type { MergedDocument } from './compose-node.js';
import { referenceOf } from './included-files.js';
import { interpolate, isLeftOpen } from './interpolation.js';
import { isRemote, projectPath, type RecordedFiles } from './project-files.js';
import { lastBase } from './service-tiers.js';

/** What the builds of a project's services take over: arguments and contexts. */
export function buildFacts(
  services: LocatedView,
  document: MergedDocument,
): Pick<ComposeFacts, 'buildArguments' | 'includes'> {
  const buildArguments: ComposeFacts['buildArguments'][number][] = [];
  const includes: ComposeFacts['includes'][number][] = [];
  for (const [service, view] of services.entries) {
    for (const [name, argument] of view.at('build', 'args').entries)
      buildArguments.push(buildArgument(service, name, argument, document));
    const contexts = [
      view.at('build', 'context'),
      ...view.at('build', 'additional_contexts').entries.map(([, at]) => at),
    ];
    for (const context of contexts) {
      const node = document.node(context.path);
      const text = node && typeof node.value === 'string' ? node.value : '';
      if (node && isRemote(text)) includes.push(referenceOf(node, text, 'build-context'));
    }
  }
  return { buildArguments, includes };
}

function buildArgument(
  service: string,
  name: string,
  view: LocatedView,
  document: MergedDocument,
): ComposeFacts['buildArguments'][number] {
  const written = document.node(view.path)?.written ?? view.text ?? '';
  const { text, ...read } = interpolate(written, {});
  const { detections, valueClass, preview } = classifyEnvironment(name, text);
  const isLiteral = valueClass === 'literal' && (!isLeftOpen(read) || detections.length > 0);
  return {
    service,
    name,
    detections,
    isSecretName: isSecretName(name),
    isLiteral,
    preview,
    place: view.place,
  };
}

/** The image that a service's Dockerfile begins with last; null: it is not to be had. */
export function builtFrom(service: LocatedView, name: string, files: RecordedFiles): string | null {
  const build = service.at('build');
  const inline = build.at('dockerfile_inline').text;
  if (inline !== null) return lastBase(inline);
  const context = build.at('context').text ?? '.';
  if (isRemote(context)) return null;
  const dockerfile = posix.join(context, build.at('dockerfile').text ?? 'Dockerfile');
  const path = projectPath(build.place.file ?? name, dockerfile);
  const text = path === null ? null : files.read(path);
  return text === null ? null : lastBase(text);
}
