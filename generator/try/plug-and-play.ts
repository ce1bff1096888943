import Module from "node:module";

type Resolve = (request: string, parent: unknown, isMain: boolean, options?: { paths?: string[] }) => string;

/**
 * Lets jiti resolve under yarn's Plug'n'Play. It hands options of its own to `require.resolve`, which Node ignores and
 * Plug'n'Play refuses, so that no `.js` is found as the `.ts` it stands for. Does nothing elsewhere.
 */
export function fitPlugAndPlay(): void {
  if (process.versions["pnp"] === undefined) return;
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, parent, isMain, options) => {
    const known = options?.paths === undefined ? undefined : { paths: options.paths };
    return resolve.call(loader, request, parent, isMain, known);
  };
}
