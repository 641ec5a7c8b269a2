import { describe, expect, it } from 'vitest';
import { lookup } from './rootfs-lookup.js';
import { impliedDirectory, type NodeKind, type TreeNode } from './rootfs-tree.js';

function node(kind: NodeKind, name: string, parent: TreeNode | null, linkTarget = ''): TreeNode {
  const children = kind === 'directory' ? new Map<string, TreeNode>() : null;
  const inode = { ...impliedDirectory(''), kind, linkTarget };
  const made: TreeNode = { inode, name, parent, depth: 0, isHardLink: false, layerNumber: 1, children };
  parent?.children?.set(name, made);
  return made;
}

describe('lookup', () => {
  const root = node('directory', '', null);
  const folder = node('directory', 'folder', root);
  const file = node('file', 'file', folder);
  const link = node('symlink', 'link', root, 'folder/file');
  node('symlink', 'costly', root, `${'nothing/../'.repeat(300)}folder`);
  const find = (path: string, steps = 1000, isLastFollowed = true) =>
    lookup(root, root, path, { steps }, isLastFollowed);

  it('follows a link at the end only when it is told to', () => {
    expect(find('link')).toBe(file);
    expect(find('link', 1000, false)).toBe(link);
  });

  it('starts where it is told to, and at the root for absolute paths', () => {
    expect(lookup(root, folder, 'file', { steps: 100 })).toBe(file);
    expect(lookup(root, folder, '../link', { steps: 100 })).toBe(file);
    expect(lookup(root, folder, '/folder', { steps: 100 })).toBe(folder);
    expect(find('../../folder')).toBe(folder);
  });

  it('finds nothing below a file', () => {
    expect(find('folder/file/..')).toBeNull();
  });

  it('pays for every character of a link that it takes apart, whether or not it leads anywhere', () => {
    const budget = { steps: 4000 };
    expect(lookup(root, root, 'costly', budget)).toBeNull();
    expect(budget.steps).toBeLessThan(800);
    expect(lookup(root, root, 'costly', budget)).toBeNull();
    expect(budget.steps).toBeLessThan(0);
    expect(lookup(root, root, 'folder', budget)).toBeNull();
  });
});
