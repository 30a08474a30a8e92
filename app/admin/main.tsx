import "../page-setup.ts";
import { createRoot } from "react-dom/client";
import { readPageAddress } from "../page-address.ts";
import { connectToHost } from "../zaf.ts";
import { Admin } from "./admin.tsx";

const address = readPageAddress(location);
const host = address?.embedded === true ? (connectToHost()?.host ?? null) : null;

const root = document.querySelector("#root");
if (root !== null) createRoot(root).render(<Admin address={address} host={host} />);
