import * as z from "zod";

// The content security policy allows no code made from text, and zod would try.
z.config({ jitless: true });
