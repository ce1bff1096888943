/** The input of `database_filter`. */
export type DatabaseFilterInput = {
  where: Filter;
  order?: Order[];
};

export type Filter =
  | Comparison
  | {
      /** @minItems 1 */
      and: Filter[];
    }
  | { or: Filter[] }
  | { not: Filter };

export type Order = {
  field: string;
  descending?: boolean;
};

export type Comparison = {
  field: string;
  is: "=" | "<" | ">" | "in";
  value: Scalar;
};

export type Scalar = string | number | boolean | null;
