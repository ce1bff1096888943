/** The input of `rules_set`. */
export type RulesSetInput = {
  rule: Rule;
  group?: Group;
};

export type Rule = {
  name: string;
  then?: Group;
};

export type Group = Rule | Rule[] | { all: Group };
