/** The nodes of a graph that can be reached from its roots, these included. */
export function reachable<Node>(roots: Iterable<Node>, next: (node: Node) => Iterable<Node>): Set<Node> {
  const reached = new Set(roots);
  // What is added to a set while it is gone through comes up as well.
  for (const node of reached) for (const neighbour of next(node)) reached.add(neighbour);
  return reached;
}
