import { Lexer } from "yaml";

const MAX_FLOW_DEPTH = 32;
const MAX_INDICATORS_A_LINE = 200;

/**
 * Whether a text nests deeper than any mapping file needs. Asked before it is parsed: the parser recurses, and tens of
 * thousands of brackets can end not only its stack but the process. The lexer doesn't recurse.
 */
export function nestsTooDeeply(text: string): boolean {
  let flow = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") flow += 1;
    else if (token === "]" || token === "}") flow -= 1;
    // "- - - x" nests a list in a list in a list, on one line.
    else if (token === "-" || token === "?" || token === ":") indicators += 1;
    else if (token === "\n" || token === "\r\n") indicators = 0;
    if (flow > MAX_FLOW_DEPTH || indicators > MAX_INDICATORS_A_LINE) return true;
  }
  return false;
}
