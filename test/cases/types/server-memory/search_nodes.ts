/** The input of `search_nodes`. */
export type SearchNodesInput = {
  /** The search query to match against entity names, types, and observation content */
  query: string;
};

/** The output of `search_nodes`. */
export type SearchNodesOutput = {
  entities: {
    /** The name of the entity */
    name: string;
    /** The type of the entity */
    entityType: string;
    /** An array of observation contents associated with the entity */
    observations: string[];
  }[];
  relations: {
    /** The name of the entity where the relation starts */
    from: string;
    /** The name of the entity where the relation ends */
    to: string;
    /** The type of the relation */
    relationType: string;
  }[];
};
