import { useEffect } from "react";
import type { Host } from "../host.ts";

/** Keeps the frame as high as what is in it, so that the sidebar scrolls as a whole. */
export function useFrameHeight(host: Host | null): void {
  useEffect(() => {
    if (host === null) return;
    const observer = new ResizeObserver(() => host.resize(document.body.scrollHeight));
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [host]);
}
