/** The input of `names_clash`. */
export type NamesClashInput = {
  a?: RecordType;
  b?: PromiseType;
  c?: StringType;
  d?: NamesClashInput2;
  e?: NamesClashInput3;
  f?: 地址;
  g?: G;
};

export type RecordType = {
  x?: string;
};

export type PromiseType = {
  x?: number;
};

export type StringType = {
  x?: boolean;
};

export type NamesClashInput2 = {
  y?: string;
};

export type NamesClashInput3 = {
  z?: string;
};

export type 地址 = {
  "城市"?: string;
};

export type G = {
  one?: string;
};
