/** The input of `graph_put`. */
export type GraphPutInput = {
  nodes: NodeType[];
};

export type NodeType = {
  id: string;
  links?: NodeType[];
};
