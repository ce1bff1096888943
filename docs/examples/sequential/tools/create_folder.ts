import { type Handler, ToolError } from "../generated/index.js";

/** Create a folder */
export const handler: Handler<"create_folder"> = async ({ path }) => {
  // What a ToolError says is meant for Claude. Of any other error Claude learns only that the tool failed.
  if (path.startsWith("/")) throw new ToolError(`${path} is outside of the project. Give a relative path.`);
  return `Created ${path}.`;
};
