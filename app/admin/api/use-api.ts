import { createContext, useContext } from "react";
import type { Api } from "./api.ts";

const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

/** @throws outside an {@link ApiProvider} */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error("no api: render within an ApiProvider");
  return api;
}
