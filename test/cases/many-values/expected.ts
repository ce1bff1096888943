/** The input of `country_facts`. */
export type CountryFactsInput = {
  country:
    | "argentina"
    | "australia"
    | "austria"
    | "belgium"
    | "brazil"
    | "canada"
    | "chile"
    | "china"
    | "denmark"
    | "egypt"
    | "finland"
    | "france"
    | "germany"
    | "greece"
    | "india"
    | "ireland"
    | "italy"
    | "japan"
    | "kenya"
    | "mexico"
    | "norway"
    | "peru"
    | "poland"
    | "portugal"
    | "spain"
    | "sweden";
  facts?: (
    | "population in the year of the last census"
    | "area in square kilometres"
    | "capital and largest cities"
    | "languages"
  )[];
};
