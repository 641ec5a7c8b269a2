import type { ASTNode, TypeDeclaration } from '@marcbachmann/cel-js';

/** The type that the checker gave a node; null: it looked at none, as at what stands in `has`. */
export function typeOf(node: ASTNode): TypeDeclaration | null {
  return (node as ASTNode & { readonly checkedType?: TypeDeclaration }).checkedType ?? null;
}

/** Whether an expression names a fact. */
export function names(node: ASTNode, fact: string): boolean {
  return (node.op === 'id' && node.args === fact) || childrenOf(node).some((child) => names(child, fact));
}

/** The parts of a node, in order. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}
