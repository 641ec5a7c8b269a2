import type { RootfsFacts } from '../../src/engine/model/facts.js';
import {
  UnreadableFileError,
  type CatalogContext,
  type Cataloger,
} from '../../src/engine/model/file-reader.js';

/** One component a line; remembers what it was told of the image. */
export class LineCataloger implements Cataloger<string[]> {
  readonly id = 'lines';
  readonly version = 1;
  readonly maxBytes = 1000;
  readonly ecosystems = ['npm'];
  readonly contexts: CatalogContext[] = [];

  wants(path: string): boolean {
    return path === 'lib/db/installed' || path.endsWith('.packages');
  }

  leavesOut(path: string): boolean {
    return path.startsWith('own/');
  }

  extract(_: string, content: Uint8Array): string[] {
    const lines = Buffer.from(content).toString().split('\n');
    if (lines[0] === 'broken') throw new UnreadableFileError('it is broken');
    return lines;
  }

  components(
    ...[files, context]: Parameters<Cataloger<string[]>['components']>
  ): RootfsFacts['components'][number][] {
    this.contexts.push(context);
    return files.flatMap(({ path, layer, extract }) =>
      extract.map((name) => ({
        ecosystem: context.distribution ?? 'npm',
        name,
        version: '1',
        architecture: null,
        purl: `pkg:generic/${name}@1`,
        source: null,
        licence: null,
        paths: [`/${path}`],
        layer,
        isDevelopment: false,
      })),
    );
  }
}
