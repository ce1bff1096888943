import { type Handler, ToolError } from "../generated/index.js";

/** Find a customer by their email address */
export const handler: Handler<"find_customer"> = ({ email }) => {
  if (email !== "ada@x.org") throw new ToolError(`There is no customer with the address ${email}.`);
  return { id: 42, name: "Ada" };
};
