import type { CapableFile, FileHygiene } from '../model/file-hygiene.js';
import { DevelopmentFileSurvey } from './development-files.js';
import { capabilitiesIn } from './file-capabilities.js';
import type { TreeNode } from './rootfs-tree.js';
import { WritableCodeSurvey } from './writable-code.js';

/** Documents that packages bring, but for the licences, which images keep that leave everything else out. */
const document = /^usr\/share\/(?:man|info|doc)\/(?!.*\/copyright$)/;

/** Gathers what the files of a file system tell of how it was put together. */
export class HygieneSurvey {
  private readonly capabilities: CapableFile[] = [];
  private readonly code = new WritableCodeSurvey();
  private readonly development = new DevelopmentFileSurvey();
  private documentCount = 0;

  add(path: string, node: TreeNode): void {
    this.development.add(path, node);
    const { kind, mode, uid, gid, sizeBytes, layer, extracts } = node.inode;
    if (kind !== 'file') return;
    const capabilities = capabilitiesIn(extracts);
    if (capabilities.length > 0) {
      this.capabilities.push({ path: `/${path}`, mode, uid, gid, sizeBytes, layer, capabilities });
    }
    this.code.add(path, node);
    if (document.test(path)) this.documentCount++;
  }

  result(): Omit<FileHygiene, 'packageCaches'> {
    return {
      capabilities: this.capabilities.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
      writableCode: this.code.result(),
      developmentFiles: this.development.result(),
      documentCount: this.documentCount,
    };
  }
}
